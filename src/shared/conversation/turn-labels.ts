import type { Segment } from '../domain/rows'

/** Least share of a turn that a label must cover to count as the turn's. */
const LEAST_SHARE = 1 / 3

type PersonOf = (segment: Segment) => string | undefined
const ownPerson: PersonOf = (segment) => segment.personId

/**
 * For each turn the labelled segment that covers most of it, at least a third; of equals the later one. Segments about
 * somebody other than the speaker do not count. Both lists ascend in start; turns may overlap.
 */
export function turnLabels(
  labelled: readonly Segment[],
  turns: readonly Segment[],
  personOf: PersonOf = ownPerson
): readonly (Segment | undefined)[] {
  const longest = labelled.reduce((most, { start, end }) => Math.max(most, end - start), 0)
  let first = 0
  return turns.map((turn) => {
    while ((labelled[first]?.start ?? Infinity) < turn.start - longest) first++
    const speaker = personOf(turn)
    let best: Segment | undefined
    let most = (turn.end - turn.start) * LEAST_SHARE
    for (let index = first; index < labelled.length; index++) {
      const segment = labelled[index]
      if (!segment || segment.start >= turn.end) break
      const person = personOf(segment)
      if (person !== undefined && speaker !== undefined && person !== speaker) continue
      const shared = Math.min(segment.end, turn.end) - Math.max(segment.start, turn.start)
      if (shared < most) continue
      best = segment
      most = shared
    }
    return best
  })
}

/** The labelled segment of one turn; see `turnLabels`. */
export const labelOver = (
  labelled: readonly Segment[],
  turn: Segment,
  personOf: PersonOf = ownPerson
): Segment | undefined => turnLabels(labelled, [turn], personOf)[0]

/** Index of the turn being said at a time: the last one that has begun and not ended; undefined in silence. */
export function turnAt(turns: readonly Segment[], time: number): number | undefined {
  let [low, high] = [0, turns.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((turns[middle]?.start ?? Infinity) <= time) low = middle + 1
    else high = middle
  }
  // Turns overlap by little: a look at the last few finds one that still goes on behind a shorter one.
  for (let index = low - 1; index >= Math.max(0, low - OVERLAPPING); index--)
    if ((turns[index]?.end ?? 0) > time) return index
  return undefined
}

/** So many turns may have begun inside a longer one that still goes on. */
const OVERLAPPING = 32
