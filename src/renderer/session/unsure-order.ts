import { uncertainties } from '../../shared/probe/uncertainty'
import type { Segment } from '../../shared/domain/rows'

/** What models say of a stretch that nobody labelled yet, and how unsure they are of it, 0 to 1. */
export interface Suggestion {
  /** The prediction that covers most of it; of several alike the surest. */
  readonly prediction: Segment
  /** 1 less the lead of the first label over the second; without scores 1 less the confidence. */
  readonly unsure: number
}

/** The best suggestion of some predictions for a stretch; undefined where none with a label overlaps it. */
export function suggestionFor(
  { start, end }: Pick<Segment, 'start' | 'end'>,
  predictions: readonly Segment[]
): Suggestion | undefined {
  let best: { prediction: Segment; inside: number } | undefined
  for (const prediction of predictions) {
    const inside = Math.min(end, prediction.end) - Math.max(start, prediction.start)
    if (inside <= 0 || prediction.label === undefined || prediction.review === 'rejected') continue
    const surer = (prediction.confidence ?? 0) > (best?.prediction.confidence ?? 0)
    if (!best || inside > best.inside || (inside === best.inside && surer)) best = { prediction, inside }
  }
  return best && { prediction: best.prediction, unsure: unsureOf(best.prediction) }
}

function unsureOf({ scores, confidence }: Segment): number {
  const shares = Object.values(scores ?? {})
  if (shares.length > 1) return uncertainties(Float64Array.from(shares), shares.length, 'margin')[0] ?? 0
  return 1 - (confidence ?? 0)
}
