import type { Sliced } from '../agreement/sliced'
import type { Micros } from '../domain/time'
import type { VoteRule } from './recipe'
import { cutVotes, spansOf } from './timeline-gold'
import type { AnnotatorTrack, GoldSpan } from './timeline-gold'
import { voteGold } from './vote-gold'
import type { AnnotatorQuality } from './votes'

/** One person (or nobody in particular) in one recording, with everybody who took part there. */
export interface PooledLane {
  readonly tracks: readonly AnnotatorTrack[]
  readonly extent: { readonly start: Micros; readonly end: Micros }
}

/** Spans lane by lane, and what the rule found out about the annotators over all lanes. */
export interface PooledGold {
  readonly spans: readonly (readonly GoldSpan[])[]
  readonly annotators: readonly AnnotatorQuality[]
  readonly notes: readonly string[]
}

/**
 * A gold standard over many recordings. Rules that judge annotators (Dawid-Skene) and rules that need the set of
 * labels (soft) see all lanes at once; the others decide lane by lane.
 */
export function* pooledGold(lanes: readonly PooledLane[], rule: VoteRule): Sliced<PooledGold> {
  const cut: ReturnType<typeof cutVotes>[] = []
  for (const { tracks, extent } of lanes) {
    cut.push(cutVotes(tracks, extent, rule.blank))
    yield
  }
  if (rule.rule !== 'dawid_skene' && rule.rule !== 'soft') {
    const spans: (readonly GoldSpan[])[] = []
    for (const { stretches, units } of cut) {
      spans.push(spansOf(stretches, voteGold(units, rule).items))
      yield
    }
    return { spans, annotators: [], notes: [] }
  }
  const { items, annotators, notes } = voteGold(
    cut.flatMap(({ units }) => units),
    rule
  )
  yield
  let from = 0
  const spans = cut.map(({ stretches }) => spansOf(stretches, items.slice(from, (from += stretches.length))))
  return { spans, annotators, notes }
}
