import type { Sliced } from '../../../shared/agreement/sliced'
import { frameSuspects } from '../../../shared/analysis/label-errors/merge-frames'
import type { FrameLabels } from '../../../shared/analysis/label-errors/merge-frames'
import { labelCodes } from '../../../shared/compare/label-codes'
import type { ComparedSegment } from '../../../shared/compare/pairing'
import { fail, ok } from '../../../shared/domain/problem'
import type { Track } from '../../../shared/domain/rows'
import { labelMapper } from '../../../shared/mapping/label-mapper'
import type { FrameRows, ProjectReader } from '../../store'
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
  const own = ofLatestRuns(
    reader,
    reader
      .dataTracks()
      .filter(
        (track) =>
          track.kind === 'frames' &&
          track.authorId === query.candidateAuthorId &&
          (wanted.size === 0 || wanted.has(track.recordingId))
      )
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
    for (const { rows, personId } of facesOf(reader, track, found)) {
      const about = givenTo(given, personId ?? track.personId)
      const pts = Float64Array.from(rows, (row) => found.pts[row] ?? 0)
      recordings.push({
        recordingId: track.recordingId,
        pts,
        scores: onAxes(found, rows, axis, axes.length),
        given: yield* givenAt(pts, about, (label) => codes.code(label), axes.length)
      })
    }
  }
  yield
  const merged = frameSuspects(recordings, axes.length, { gap: gapMs * 1000, least: leastMs * 1000 })
  return ok({
    schemeId,
    ...(attributeId === undefined ? {} : { attributeId }),
    labels: axes.map(({ id }) => id),
    thresholds: merged.thresholds,
    frames: merged.frames,
    recordings: new Set(recordings.map(({ recordingId }) => recordingId)).size,
    stretches: merged.stretches.slice(0, limit),
    total: merged.stretches.length,
    cut
  })
}

/** Of a model that ran several times on a recording only what it said last. */
function ofLatestRuns(reader: ProjectReader, tracks: readonly Track[]): readonly Track[] {
  const startedAt = new Map(reader.all('run').map((run) => [run.id, run.startedAt]))
  const when = ({ runId }: Track): string => startedAt.get(runId ?? '') ?? ''
  return [...Map.groupBy(tracks, ({ recordingId }) => recordingId).values()].flatMap((own) => {
    const last = own.reduce((latest, track) => (when(track) > when(latest) ? track : latest))
    return own.filter(({ runId }) => runId === last.runId)
  })
}

/** Rows of each face that a model numbered, with the person that the track of that face is about. */
function facesOf(
  reader: ProjectReader,
  frames: Track,
  { columns, count, data }: FrameRows
): readonly { readonly rows: Int32Array; readonly personId: string | undefined }[] {
  const column = columns.indexOf('person')
  const all = Int32Array.from({ length: count }, (_, row) => row)
  if (column < 0) return [{ rows: all, personId: undefined }]
  const numberOf = (row: number): number => data[row * columns.length + column] ?? 0
  const tracks = reader
    .dataTracks()
    .filter(
      ({ recordingId, runId, kind }) =>
        recordingId === frames.recordingId && runId === frames.runId && kind === 'segments'
    )
  return [...new Set(all.map(numberOf))].map((number) => ({
    rows: all.filter((row) => numberOf(row) === number),
    personId: tracks.find(({ name }) => name === `Face ${number}`)?.personId
  }))
}

/** Segments that may be about a person; of a face that nobody named those about nobody, or all where they are about one. */
function givenTo(
  segments: readonly ComparedSegment[],
  personId: string | undefined
): readonly ComparedSegment[] {
  if (personId !== undefined)
    return segments.filter((segment) => segment.personId === undefined || segment.personId === personId)
  const persons = new Set(segments.flatMap((segment) => segment.personId ?? []))
  return persons.size < 2 ? segments : segments.filter((segment) => segment.personId === undefined)
}

/** Scores in the order of the axes; columns that meet on one axis add up, others are dropped. */
function onAxes(
  { data, columns }: FrameRows,
  rows: Int32Array,
  axis: readonly number[],
  k: number
): Float32Array {
  const scores = new Float32Array(rows.length * k)
  const width = columns.length
  rows.forEach((row, i) => {
    for (let c = 0; c < width; c++) {
      const to = axis[c] ?? -1
      if (to >= 0 && to < k) scores[i * k + to] = (scores[i * k + to] ?? 0) + (data[row * width + c] ?? NaN)
    }
  })
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
