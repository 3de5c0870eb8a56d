import type { Sliced } from '../agreement/sliced'
import type { Micros } from '../domain/time'
import { micros } from '../domain/time'
import type { OnRound } from './latent-classes'
import { cutVotes, type CutVotes } from './cut-votes'
import type { VoteRule } from './recipe'
import { spansOf } from './timeline-gold'
import type { AnnotatorTrack } from './annotator-track'
import type { GoldSpan } from './timeline-gold'
import { unitVotes, type GivenUnit } from './unit-votes'
import { slicedVoteGold, type GoldItem } from './vote-gold'
import type { AnnotatorQuality } from './votes'

/** One person (or nobody in particular) in one recording, with everybody who took part there. */
export interface PooledLane {
  readonly tracks: readonly AnnotatorTrack[]
  readonly extent: { readonly start: Micros; readonly end: Micros }
  /** Units that stay as they are; without any the recording is cut wherever a label changes. */
  readonly units?: readonly GivenUnit[]
}

/** Spans lane by lane, and what the rule found out about the annotators over all lanes. */
export interface PooledGold {
  readonly spans: readonly (readonly GoldSpan[])[]
  readonly annotators: readonly AnnotatorQuality[]
  readonly notes: readonly string[]
}

/**
 * A gold standard over many recordings. Rules that judge annotators (Dawid-Skene) and rules that need the set of
 * labels (soft) see all lanes at once; the others decide lane by lane. `onRound` is told each round of Dawid-Skene.
 */
export function* pooledGold(
  lanes: readonly PooledLane[],
  rule: VoteRule,
  onRound?: OnRound
): Sliced<PooledGold> {
  const cut: CutVotes[] = []
  for (const { tracks, extent, units } of lanes) {
    cut.push(
      units
        ? { stretches: units, units: yield* unitVotes(units, tracks, rule) }
        : yield* cutVotes(tracks, extent, rule)
    )
    yield
  }
  const spans: (readonly GoldSpan[])[] = []
  if (rule.rule !== 'dawid_skene' && rule.rule !== 'soft') {
    for (const [l, { stretches, units }] of cut.entries()) {
      const { items } = yield* slicedVoteGold(units, rule)
      spans.push(yield* spansIn(lanes[l], stretches, items))
    }
    return { spans, annotators: [], notes: [] }
  }
  const { items, annotators, notes } = yield* slicedVoteGold(
    cut.flatMap(({ units }) => units),
    rule,
    onRound
  )
  let from = 0
  for (const [l, { stretches }] of cut.entries())
    spans.push(yield* spansIn(lanes[l], stretches, items.slice(from, (from += stretches.length))))
  return { spans, annotators, notes }
}

/** Given units stay one by one, stretches with the same verdict are joined. */
function* spansIn(
  lane: PooledLane | undefined,
  stretches: CutVotes['stretches'],
  items: readonly GoldItem[]
): Sliced<readonly GoldSpan[]> {
  if (!lane?.units) return yield* spansOf(stretches, items)
  return items.flatMap((item, i): GoldSpan[] => {
    const stretch = stretches[i]
    return stretch ? [{ ...item, start: micros(stretch.start), end: micros(stretch.end) }] : []
  })
}
