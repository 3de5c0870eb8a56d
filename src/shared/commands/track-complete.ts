import { z } from 'zod'
import { intervalIndex } from '../compare/interval-index'
import { fail, ok } from '../domain/problem'
import type { Result } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Segment, Track } from '../domain/rows'
import { micros } from '../domain/time'
import { timingOf } from '../values/timing'
import type { Command, CommandContext, RowChange, RowReader } from './command'
import { annotatableTrack, editableTrack } from './rules/editable-track'
import { mappedAnswer, Mappings } from './rules/mapped-answer'
import { placeSegments } from './rules/place-segments'
import { updated } from './rules/row-change'

const Input = z.object({
  trackId: Id,
  /** Tracks of a model in the same recording. */
  fromTrackIds: z.array(Id).min(1),
  /** Tables through which the model's labels become those of the track. */
  mappings: Mappings,
  /** Predictions less sure than this stay out, 0 to 1; those without a confidence too, unless it is 0. */
  leastConfidence: z.number().min(0).max(1).default(0),
  /** Pieces of predictions shorter than this are not made, microseconds. */
  shortest: z.number().int().min(1).default(100_000)
})
type Input = z.infer<typeof Input>

/**
 * Complete a track with what a model predicted: only time that nobody labelled is filled, each piece keeps its origin,
 * and the predictions used are marked as accepted. An unlabelled segment gets the label that covers most of it; on a
 * gap-free track unlabelled time is cut up instead. Rejected predictions and labels that neither the scheme of the track
 * nor the tables given know stay out.
 */
export const trackComplete: Command<Input> = {
  id: 'track-complete',
  input: Input,
  title: () => 'Complete a track with predictions',
  apply(rows, input, context) {
    const target = editableTrack(rows, input.trackId)
    if (!target.ok) return target
    const found = predictionsFor(rows, target.value, input)
    if (!found.ok) return found
    const gapFree = target.value.coverage === 'gap-free'
    const mine = rows.segmentsOf(target.value.id)
    const { gapLabel, minSec } = timingOf(rows.get('scheme', target.value.schemeId), target.value.attributeId)
    const labelled = gapFree ? mine.filter(({ label }) => label !== undefined && label !== gapLabel) : mine
    const used = new Set<Segment>()
    const changes: RowChange[] = []
    const bestOver = mostOver(found.value)
    if (!gapFree)
      for (const segment of mine.filter((each) => each.label === undefined)) {
        const best = bestOver(segment)
        if (!best) continue
        used.add(best.source)
        changes.push(updated('segment', segment, { label: best.label, origin: originOf(best) }))
      }
    const pieces = freePieces(found.value, labelled, Math.max(input.shortest, minSec * 1e6))
    const placed = placeSegments(
      rows,
      target.value,
      pieces.map((piece) => ({ segment: pieceOf(piece, target.value, context) })),
      gapFree ? 'replace' : 'refuse',
      context
    )
    if (!placed.ok) return placed
    changes.push(...placed.value.changes)
    for (const { source } of pieces) used.add(source)
    for (const source of used)
      if (source.review !== 'accepted') changes.push(updated('segment', source, { review: 'accepted' }))
    return changes.length > 0
      ? ok(changes)
      : fail(
          'track.complete',
          `The predictions add nothing to track "${target.value.name}": all their time is labelled already.`,
          'Choose a lower confidence or another model.'
        )
  }
}

/** A prediction with its label as the track's scheme knows it. */
interface Prediction {
  readonly source: Segment
  readonly runId: string | undefined
  readonly label: string
}
type Piece = Prediction & { readonly start: number; readonly end: number }

function predictionsFor(rows: RowReader, target: Track, input: Input): Result<readonly Prediction[]> {
  const found: Prediction[] = []
  for (const trackId of new Set(input.fromTrackIds)) {
    const track = annotatableTrack(rows, trackId)
    if (!track.ok) return track
    if (rows.get('author', track.value.authorId)?.kind !== 'model')
      return fail('prediction.not', `Track "${track.value.name}" does not hold predictions.`)
    if (track.value.recordingId !== target.recordingId)
      return fail(
        'track.other-recording',
        `Track "${target.name}" belongs to another recording than the predictions.`
      )
    const answerOf = mappedAnswer(rows, track.value, target, input.mappings)
    for (const source of rows.segmentsOf(trackId)) {
      if (source.review === 'rejected' || source.label === undefined) continue
      if ((source.confidence ?? 0) < input.leastConfidence) continue
      const answer = answerOf(source)
      const label = answer.ok ? answer.value?.label : undefined
      if (label !== undefined) found.push({ source, runId: track.value.runId, label })
    }
  }
  // Where two predictions share time, the surer one comes first and keeps it.
  return ok(found.sort((a, b) => (b.source.confidence ?? 0) - (a.source.confidence ?? 0)))
}

/** The parts of predictions that nothing covers yet. */
function freePieces(
  predictions: readonly Prediction[],
  labelled: readonly Segment[],
  shortest: number
): readonly Piece[] {
  const covered = new Covered(labelled)
  return predictions.flatMap((prediction) =>
    covered
      .gapsIn(prediction.source.start, prediction.source.end)
      .filter((gap) => gap.end - gap.start >= shortest)
      .map((gap) => {
        covered.add(gap)
        return { ...prediction, ...gap }
      })
  )
}

/** Time that is taken, as stretches in order that do not touch the same moment twice. */
class Covered {
  private readonly stretches: { start: number; end: number }[] = []

  constructor(spans: readonly { readonly start: number; readonly end: number }[]) {
    let last: { start: number; end: number } | undefined
    for (const { start, end } of spans) {
      if (last && start <= last.end) last.end = Math.max(last.end, end)
      else this.stretches.push((last = { start, end }))
    }
  }

  gapsIn(start: number, end: number): readonly { readonly start: number; readonly end: number }[] {
    const gaps: { start: number; end: number }[] = []
    let from = start
    for (let index = this.firstEndingAfter(start); index < this.stretches.length; index++) {
      const stretch = this.stretches[index]
      if (!stretch || stretch.start >= end) break
      if (stretch.start > from) gaps.push({ start: from, end: stretch.start })
      from = Math.max(from, stretch.end)
    }
    if (from < end) gaps.push({ start: from, end })
    return gaps
  }

  add(gap: { readonly start: number; readonly end: number }): void {
    this.stretches.splice(this.firstEndingAfter(gap.start), 0, { ...gap })
  }

  private firstEndingAfter(time: number): number {
    let [low, high] = [0, this.stretches.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.stretches[middle]?.end ?? Infinity) > time) high = middle
      else low = middle + 1
    }
    return low
  }
}

/** Finds the prediction that covers most of a segment, if it is more than half. */
function mostOver(predictions: readonly Prediction[]): (segment: Segment) => Prediction | undefined {
  const sorted = [...predictions].sort((a, b) => a.source.start - b.source.start)
  const index = intervalIndex(
    Float64Array.from(sorted, ({ source }) => source.start),
    Float64Array.from(sorted, ({ source }) => source.end)
  )
  return (segment) => {
    let [best, most]: [Prediction | undefined, number] = [undefined, (segment.end - segment.start) / 2]
    index.overlapping(segment.start, segment.end, (position) => {
      const prediction = sorted[position]
      if (!prediction) return
      const { start, end } = prediction.source
      const shared = Math.min(end, segment.end) - Math.max(start, segment.start)
      if (shared > most) [best, most] = [prediction, shared]
    })
    return best
  }
}

const originOf = ({ source, runId }: Prediction): Segment['origin'] => ({
  kind: 'prediction',
  ref: source.id,
  ...(runId === undefined ? {} : { runId })
})

const pieceOf = (piece: Piece, target: Track, context: CommandContext): Segment => ({
  id: context.newId(),
  trackId: target.id,
  start: micros(piece.start),
  end: micros(piece.end),
  label: piece.label,
  flagged: false,
  ...(piece.source.personId === undefined ? {} : { personId: piece.source.personId }),
  origin: originOf(piece)
})
