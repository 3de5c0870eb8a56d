import type { Micros } from '../domain/time'
import { CANNOT_RATE } from '../domain/rows'
import type { VoteRule } from './recipe'
import type { AnnotatorTrack, GoldSource, GoldSpan, TimelineGold } from './timeline-gold'
import { voteGold } from './vote-gold'
import type { Vote } from './votes'

/** A given unit: an utterance, a clip, or a whole document (any non-empty span). */
export interface GivenUnit {
  readonly start: Micros
  readonly end: Micros
}

/**
 * Gold standard of given units, which stay as they are: nothing is cut and nothing joined.
 * An annotator's vote is the label that covers most of the unit, if labels cover at least half of it.
 */
export function unitGold(
  units: readonly GivenUnit[],
  tracks: readonly AnnotatorTrack[],
  rule: VoteRule
): TimelineGold {
  const sorted = tracks.map(({ annotator, segments }) => ({
    annotator,
    segments: [...segments].sort((a, b) => a.start - b.start)
  }))
  const votes = sorted.map(({ annotator, segments }) => votesOn(units, annotator, segments, rule.blank))
  const { items, ...rest } = voteGold(
    units.map((_, u) => ({ weight: 1, votes: votes.flatMap((own) => own[u] ?? []) })),
    rule
  )
  const spans = units.flatMap(({ start, end }, u): GoldSpan[] => {
    const item = items[u]
    return item ? [{ ...item, start, end }] : []
  })
  return { ...rest, spans }
}

function votesOn(
  units: readonly GivenUnit[],
  annotator: string,
  segments: readonly GoldSource[],
  blank: VoteRule['blank']
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
    votes[u] = voteOn(unit, annotator, open, blank)
  }
  return votes
}

function voteOn(
  unit: GivenUnit,
  annotator: string,
  near: readonly GoldSource[],
  blank: VoteRule['blank']
): Vote {
  const covered = new Map<string, number>()
  const sources: string[] = []
  for (const { id, start, end, label } of near) {
    const shared = Math.min(end, unit.end) - Math.max(start, unit.start)
    if (shared <= 0) continue
    sources.push(id)
    const key = label ?? CANNOT_RATE
    covered.set(key, (covered.get(key) ?? 0) + shared)
  }
  const total = [...covered.values()].reduce((sum, time) => sum + time, 0)
  if (total < (unit.end - unit.start) / 2)
    return { annotator, labels: blank === 'nothing' ? [] : null, sources }
  const most = Math.max(...covered.values())
  const labels = [...covered.keys()].filter((label) => covered.get(label) === most).sort()
  return { annotator, labels: labels.includes(CANNOT_RATE) ? null : labels, sources }
}
