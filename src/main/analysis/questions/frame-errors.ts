import type { Sliced } from '../../../shared/agreement/sliced'
import { frameSuspects } from '../../../shared/analysis/label-errors/merge-frames'
import type { FrameLabels } from '../../../shared/analysis/label-errors/merge-frames'
import { labelCodes } from '../../../shared/compare/label-codes'
import type { ComparedSegment } from '../../../shared/compare/pairing'
import { fail, ok } from '../../../shared/domain/problem'
import { labelMapper } from '../../../shared/mapping/label-mapper'
import { bothSides } from '../compared'
import type { Question } from '../question'

/** Frames that are gone through at once; beyond, only the first recordings are looked at. */
const MOST_FRAMES = 3_000_000

/** Stretches of per-frame predictions that speak against the labels there. */
export const frameErrors: Question<'analysis.frameErrors'> = function* (
  desk,
  { gapMs, leastMs, limit, ...query }
) {
  const { reader } = desk
  const sides = yield* bothSides(desk, query)
  if (!sides.ok) return sides
  const { reference, axes, schemeId, attributeId } = sides.value
  const wanted = new Set(query.recordingIds)
  const own = reader
    .dataTracks()
    .filter(
      (track) =>
        track.kind === 'frames' &&
        track.authorId === query.candidateAuthorId &&
        (wanted.size === 0 || wanted.has(track.recordingId))
    )
  if (own.length === 0)
    return fail(
      'label-errors.no-frames',
      `${reader.get('author', query.candidateAuthorId)?.name ?? 'The candidate'} gave no predictions frame by frame.`,
      'Run a model that looks at every frame, for instance a face model, or look at items.'
    )
  const codes = labelCodes(axes)
  const mapper = query.mapTo && labelMapper(query.mapTo, reader.all('scheme'))
  const byRecording = Map.groupBy(reference.segments, ({ recordingId }) => recordingId)
  const recordings: FrameLabels[] = []
  let frames = 0
  let cut = false
  for (const track of own) {
    const given = byRecording.get(track.recordingId)
    if (!given) continue
    const found = reader.framesOf(track.id, 0, Number.MAX_SAFE_INTEGER)
    if (!found || found.count === 0) continue
    if (frames + found.count > MOST_FRAMES) {
      cut = true
      break
    }
    frames += found.count
    const axis = found.columns.map((label) => codes.code(mapper ? mapper.label(track, { label }) : label))
    const about = given.filter(
      ({ personId }) => personId === undefined || track.personId === undefined || personId === track.personId
    )
    recordings.push({
      recordingId: track.recordingId,
      pts: found.pts,
      scores: onAxes(found.data, axis, found.count, axes.length),
      given: yield* givenAt(found.pts, about, (label) => codes.code(label), axes.length)
    })
  }
  yield
  const merged = frameSuspects(recordings, axes.length, { gap: gapMs * 1000, least: leastMs * 1000 })
  return ok({
    schemeId,
    ...(attributeId === undefined ? {} : { attributeId }),
    labels: axes.map(({ id }) => id),
    thresholds: merged.thresholds,
    frames: merged.frames,
    recordings: recordings.length,
    stretches: merged.stretches.slice(0, limit),
    total: merged.stretches.length,
    cut
  })
}

/** Scores in the order of the axes; columns that meet on one axis add up, others are dropped. */
function onAxes(data: Float32Array, axis: readonly number[], count: number, k: number): Float32Array {
  const scores = new Float32Array(count * k)
  const width = axis.length
  for (let i = 0; i < count; i++)
    for (let c = 0; c < width; c++) {
      const to = axis[c] ?? -1
      if (to >= 0 && to < k) scores[i * k + to] = (scores[i * k + to] ?? 0) + (data[i * width + c] ?? NaN)
    }
  return scores
}

/** Label at each frame: of the segment that began last among those that hold it. */
function* givenAt(
  pts: Float64Array,
  segments: readonly ComparedSegment[],
  codeOf: (label: string | undefined) => number,
  k: number
): Sliced<Int32Array> {
  const ordered = segments.toSorted((a, b) => a.start - b.start)
  const given = new Int32Array(pts.length).fill(-1)
  // Later segments are written over earlier ones.
  let from = 0
  for (const { start, end, label } of ordered) {
    const code = codeOf(label)
    if (code < 0 || code >= k) continue
    while (from < pts.length && (pts[from] ?? 0) < start) from++
    for (let i = from; i < pts.length && (pts[i] ?? 0) < end; i++) given[i] = code
  }
  yield
  return given
}
