import type { Segment } from '../../../shared/domain/rows'

/** Index of the turn being said at a time: the last one that has begun and not ended; undefined in silence. */
export function turnAt(turns: readonly Segment[], time: number): number | undefined {
  const index = turns.findLastIndex((turn) => turn.start <= time && time < turn.end)
  return index < 0 ? undefined : index
}

/** The labelled segment that covers most of a turn, at least a third of it. */
export function labelOver(
  labelled: readonly Segment[],
  turn: Segment,
  personOf: (segment: Segment) => string | undefined = (segment) => segment.personId
): Segment | undefined {
  const speaker = personOf(turn)
  let best: Segment | undefined
  let most = (turn.end - turn.start) / 3
  for (const segment of labelled) {
    const person = personOf(segment)
    if (person !== undefined && speaker !== undefined && person !== speaker) continue
    const shared = Math.min(segment.end, turn.end) - Math.max(segment.start, turn.start)
    if (shared < most) continue
    best = segment
    most = shared
  }
  return best
}
