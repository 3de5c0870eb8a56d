import type { Sliced } from '../agreement/sliced'
import type { Micros } from '../domain/time'
import type { VoteRule } from './recipe'
import { isRatingRule, saidIn, saidTogether, type Said } from './said-in'
import type { AnnotatorTrack, GoldSource } from './annotator-track'
import { NOTHING, type Vote, type VotedUnit } from './votes'

/** A given unit: an utterance, a clip, or a whole document (any non-empty span). */
export interface GivenUnit {
  readonly start: Micros
  readonly end: Micros
}

/**
 * What everybody says about given units, in their order. An annotator's vote is the label (or the labels of one
 * answer) that covers most of the unit, if what he said covers at least half of it; of ratings and distributions it is
 * their mean over the covered time.
 */
export function* unitVotes(
  units: readonly GivenUnit[],
  tracks: readonly AnnotatorTrack[],
  rule: VoteRule
): Sliced<readonly VotedUnit[]> {
  const votes: (readonly Vote[])[] = []
  for (const { annotator, segments } of tracks) {
    const sorted = [...segments].sort((a, b) => a.start - b.start)
    votes.push(votesOn(units, annotator, sorted, rule))
    yield
  }
  return units.map((_, u) => ({ weight: 1, votes: votes.flatMap((own) => own[u] ?? []) }))
}

function votesOn(
  units: readonly GivenUnit[],
  annotator: string,
  segments: readonly GoldSource[],
  rule: VoteRule
): Vote[] {
  // Segments that ended before the earliest start among the units still to come are passed for good.
  const order = units.map((_, u) => u).sort((a, b) => (units[a]?.start ?? 0) - (units[b]?.start ?? 0))
  const votes = new Array<Vote>(units.length)
  let open: readonly GoldSource[] = []
  let next = 0
  for (const u of order) {
    const unit = units[u]
    if (!unit) continue
    open = open.filter(({ end }) => end > unit.start)
    const added: GoldSource[] = []
    for (let segment = segments[next]; segment && segment.start < unit.end; segment = segments[++next])
      added.push(segment)
    open = [...open, ...added]
    votes[u] = voteOn(unit, annotator, open, rule)
  }
  return votes
}

function voteOn(unit: GivenUnit, annotator: string, near: readonly GoldSource[], rule: VoteRule): Vote {
  const covered = new Map<string, number>()
  const sources: string[] = []
  const given: { readonly said: Said; readonly time: number }[] = []
  let total = 0
  for (const segment of near) {
    const { id, start, end } = segment
    const shared = Math.min(end, unit.end) - Math.max(start, unit.start)
    if (shared <= 0) continue
    const said = saidIn(segment, rule.rule)
    // To a rule of ratings, what is no rating is no answer at all.
    if (said === null && isRatingRule(rule.rule)) continue
    sources.push(id)
    total += shared
    if (said) given.push({ said, time: shared })
    for (const key of keysOf(said)) covered.set(key, (covered.get(key) ?? 0) + shared)
  }
  if (total < (unit.end - unit.start) / 2)
    return {
      annotator,
      labels: rule.blank === 'nothing' && !isRatingRule(rule.rule) ? [] : null,
      sources
    }
  if (given.some(({ said: { shares, ratings } }) => shares ?? ratings)) {
    // Where most of what he said is that he declines, there is no vote either.
    if ((covered.get(DECLINED) ?? 0) * 2 > total) return { annotator, labels: null, sources }
    const mean = saidTogether(
      given.map(({ said }) => said),
      given.map(({ time }) => time)
    )
    return { annotator, ...(mean ?? { labels: null }), sources }
  }
  const most = Math.max(...covered.values())
  const labels = [...covered.keys()].filter((label) => covered.get(label) === most).sort()
  if (labels.includes(DECLINED)) return { annotator, labels: null, sources }
  return { annotator, labels: labels.filter((label) => label !== NOTHING), sources }
}

/** Stands for a segment that declines or is not rated yet; no label has this id. */
const DECLINED = '\u0000'

const keysOf = (said: Said | null): readonly string[] =>
  said === null ? [DECLINED] : said.labels.length === 0 ? [NOTHING] : said.labels
