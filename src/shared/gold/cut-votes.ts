import type { Sliced } from '../agreement/sliced'
import type { Micros } from '../domain/time'
import type { VoteRule } from './recipe'
import { isRatingRule, saidIn, saidTogether } from './said-in'
import type { AnnotatorTrack, GoldSource } from './annotator-track'
import type { Vote, VotedUnit } from './votes'

/** A part of a recording in which nobody's label changes, microseconds. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** Stretches and what everybody says in each, in the same order. */
export interface CutVotes {
  readonly stretches: readonly Stretch[]
  readonly units: readonly VotedUnit[]
}

/** Stretches between two pauses. */
const SLICE = 128

/** The recording cut wherever anybody's label changes, and what everybody says in each stretch. */
export function* cutVotes(
  tracks: readonly AnnotatorTrack[],
  { start: from, end: to }: { readonly start: Micros; readonly end: Micros },
  rule: VoteRule
): Sliced<CutVotes> {
  const times = cutTimes(tracks, from, to)
  yield
  const sides: GoldSource[][] = []
  for (const { segments } of tracks) {
    sides.push([...segments].sort((a, b) => a.start - b.start))
    yield
  }
  const next = sides.map(() => 0)
  const running: (readonly GoldSource[])[] = sides.map(() => [])
  // One annotator changes at most cuts, so the votes of the others are the same objects again.
  const cast = tracks.map(({ annotator }) => voteOf(annotator, [], rule))
  const stretches: Stretch[] = []
  const units: VotedUnit[] = []
  for (let i = 0; i + 1 < times.length; i++) {
    const [start, end] = [times[i] ?? 0, times[i + 1] ?? 0]
    if (end === start) continue
    for (const [t, { annotator }] of tracks.entries()) {
      const side = sides[t] ?? []
      const before = running[t] ?? []
      let open = before.some(({ end: until }) => until <= start)
        ? before.filter((segment) => segment.end > start)
        : before
      let at = next[t] ?? 0
      for (let segment = side[at]; segment && segment.start <= start; segment = side[++at])
        if (segment.end > start) open = [...open, segment]
      next[t] = at
      if (open === before) continue
      running[t] = open
      cast[t] = voteOf(annotator, open, rule)
    }
    stretches.push({ start, end })
    units.push({ weight: end - start, votes: [...cast] })
    if (units.length % SLICE === 0) yield
  }
  return { stretches, units }
}

/** Every start and end inside, and both ends, ascending; the same time may stand there twice. */
function cutTimes(tracks: readonly AnnotatorTrack[], from: number, to: number): Float64Array {
  const times = new Float64Array(2 + tracks.reduce((sum, { segments }) => sum + 2 * segments.length, 0))
  times[0] = from
  times[1] = Math.max(from, to)
  let count = 2
  for (const { segments } of tracks)
    for (const { start, end } of segments)
      for (const time of [start, end]) if (time > from && time < to) times[count++] = time
  return times.subarray(0, count).sort()
}

function voteOf(annotator: string, running: readonly GoldSource[], { rule, blank }: VoteRule): Vote {
  const sources = running.map(({ id }) => id)
  if (running.length === 0)
    return { annotator, labels: blank === 'nothing' && !isRatingRule(rule) ? [] : null, sources }
  // Declined here, and nothing else said: no vote. A label beside it stands.
  const said = saidTogether(running.flatMap((segment) => saidIn(segment, rule) ?? []))
  return { annotator, ...(said ?? { labels: null }), sources }
}
