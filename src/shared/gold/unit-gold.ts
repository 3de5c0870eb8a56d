import { atOnce } from '../agreement/sliced'
import type { VoteRule } from './recipe'
import type { AnnotatorTrack } from './annotator-track'
import type { GoldSpan, TimelineGold } from './timeline-gold'
import { unitVotes, type GivenUnit } from './unit-votes'
import { voteGold } from './vote-gold'

/**
 * Gold standard of given units, which stay as they are: nothing is cut and nothing joined.
 * An annotator's vote is the label that covers most of the unit, if labels cover at least half of it.
 */
export function unitGold(
  units: readonly GivenUnit[],
  tracks: readonly AnnotatorTrack[],
  rule: VoteRule
): TimelineGold {
  const { items, ...rest } = voteGold(atOnce(unitVotes(units, tracks, rule)), rule)
  const spans = units.flatMap(({ start, end }, u): GoldSpan[] => {
    const item = items[u]
    return item ? [{ ...item, start, end }] : []
  })
  return { ...rest, spans }
}
