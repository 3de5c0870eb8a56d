import { z } from 'zod'
import { fail, ok } from '../../domain/problem'
import type { Problem, Result } from '../../domain/problem'
import type { Segment, Track } from '../../domain/rows'
import { formatClock, micros } from '../../domain/time'
import type { CommandContext, RowChange, RowReader } from '../command'
import { created, deleted, updated } from './row-change'
import { segmentBeside } from './segment-beside'
import { segmentsBetween } from './segments-between'
import { timingOf, type Timing } from '../../values/timing'
import { longEnough, timedSpan } from './timed-span'
import type { Span } from './span-in-recording'

/**
 * What happens where a segment meets others of a track that forbids overlap:
 * `refuse` the edit; `trim` the new one into the free gap; `replace`: cut the others back.
 */
export const OnOverlap = z.enum(['refuse', 'trim', 'replace'])
export type OnOverlap = z.infer<typeof OnOverlap>

/** A segment to be put on a track. `before`: the row it moves from; absent for a new one. */
export interface Wanted {
  readonly segment: Segment
  readonly before?: Segment
}

/** Segments that found a place, what that did to others, and what found none (`trim` only). */
export interface Placed {
  readonly changes: readonly RowChange[]
  readonly placed: readonly Segment[]
  readonly left: readonly { readonly wanted: Wanted; readonly problem: Problem }[]
}

/**
 * Put segments on one track under its overlap rule. Tracks that allow overlap take them as they are. On a gap-free track
 * a dragged edge stops before the far edge of its neighbour, a moved segment always cuts the others back, and new ones
 * under `trim` take the time that has no label yet.
 */
export function placeSegments(
  rows: RowReader,
  track: Track,
  wanted: readonly Wanted[],
  policy: OnOverlap,
  context: CommandContext
): Result<Placed> {
  // Once for all: thousands are placed at a time.
  const timing = timingOf(rows.get('scheme', track.schemeId), track.attributeId)
  if (timing.boundaries === 'free' && timing.minSec === 0)
    return placeTimed(rows, track, timing, wanted, policy, context)
  const timed: Wanted[] = []
  const mistimed: { wanted: Wanted; problem: Problem }[] = []
  for (const one of wanted) {
    const span = timedSpan(rows, track, timing, one.segment, one.before)
    const long = span.ok ? longEnough(track, timing, span.value) : span
    if (span.ok && long.ok) timed.push({ ...one, segment: { ...one.segment, ...onlySpan(span.value) } })
    else if (!long.ok && policy === 'trim') mistimed.push({ wanted: one, problem: long.error })
    else if (!long.ok) return long
  }
  const placed = placeTimed(rows, track, timing, timed, policy, context)
  return placed.ok ? ok({ ...placed.value, left: [...mistimed, ...placed.value.left] }) : placed
}

const onlySpan = ({ start, end }: Span): Span => ({ start, end })

function placeTimed(
  rows: RowReader,
  track: Track,
  timing: Timing,
  wanted: readonly Wanted[],
  policy: OnOverlap,
  context: CommandContext
): Result<Placed> {
  if (track.overlap === 'allowed')
    return ok({ changes: wanted.map(asChange), placed: wanted.map((one) => one.segment), left: [] })
  const gapFree = track.coverage === 'gap-free'
  const moving = new Set(wanted.map((one) => one.segment.id))
  const others = new Neighbours(rows, track.id, wanted, moving)
  const changes: RowChange[] = []
  const placed: Segment[] = []
  const left: { wanted: Wanted; problem: Problem }[] = []
  for (const one of [...wanted].sort((a, b) => a.segment.start - b.segment.start)) {
    let segment = gapFree && one.before ? stoppedByNeighbours(rows, one.segment, one.before) : one.segment
    const free = (other: Segment): boolean =>
      gapFree && policy === 'trim' && (other.label === undefined || other.label === timing.gapLabel)
    const clashes = others.meeting(segment).filter((other) => one.before !== undefined || !free(other))
    if (clashes.length > 0) {
      const clash = overlapProblem(track, segment, clashes)
      const rule = gapFree && one.before ? 'replace' : policy
      if (rule === 'refuse') return clash
      if (rule === 'replace') changes.push(...others.cutBack(segment, clashes, context))
      else {
        const gap = bestGap(segment, clashes, one.before)
        if (!gap) {
          if (!clash.ok) left.push({ wanted: one, problem: clash.error })
          continue
        }
        segment = { ...segment, ...gap }
        const long = longEnough(track, timing, segment)
        if (!long.ok) {
          left.push({ wanted: one, problem: long.error })
          continue
        }
      }
    }
    if (gapFree) changes.push(...others.cutBack(segment, others.meeting(segment), context))
    others.add(segment)
    placed.push(segment)
    changes.push(asChange({ ...one, segment }))
  }
  return ok({ changes, placed, left })
}

/** Shortest segment that a dragged edge leaves of a neighbour: 1 ms, the last digit of the clock. */
const SHORTEST = 1000

/** A trimmed segment of a gap-free track: its edge is shared, so it ends where the neighbour would become too short. */
function stoppedByNeighbours(rows: RowReader, segment: Segment, before: Segment): Segment {
  const trimmed = (segment.start === before.start) !== (segment.end === before.end)
  if (!trimmed) return segment
  const left = segmentBeside(rows, before.trackId, before.start, 'before')
  const right = segmentBeside(rows, before.trackId, before.end, 'after')
  const low = Math.min(before.start, left ? left.start + SHORTEST : -Infinity)
  const high = Math.max(before.end, right ? right.end - SHORTEST : Infinity)
  return {
    ...segment,
    start: micros(left ? Math.max(low, segment.start) : segment.start),
    end: micros(right ? Math.min(high, segment.end) : segment.end)
  }
}

const asChange = ({ segment, before }: Wanted): RowChange =>
  before ? updated('segment', before, segment) : created('segment', segment)

function overlapProblem(track: Track, segment: Segment, clashes: readonly Segment[]): Result<never> {
  const at = Math.max(segment.start, clashes[0]?.start ?? segment.start)
  return fail(
    'segment.overlap',
    `There is already a segment at ${formatClock(at)} on track "${track.name}", which does not allow overlaps.`,
    'Choose free time, or allow overlaps in the settings of the track.'
  )
}

/** The segments that the wanted ones may meet, kept up to date while they are placed. They never overlap, so starts and ends ascend together. */
class Neighbours {
  private readonly sorted: Segment[]

  constructor(rows: RowReader, trackId: string, wanted: readonly Wanted[], moving: ReadonlySet<string>) {
    const from = wanted.reduce((least, { segment }) => Math.min(least, segment.start), Infinity)
    const to = wanted.reduce((most, { segment }) => Math.max(most, segment.end), -Infinity)
    this.sorted = segmentsBetween(rows, trackId, from, to).filter((segment) => !moving.has(segment.id))
  }

  meeting({ start, end }: Span): readonly Segment[] {
    const first = this.firstEndingAfter(start)
    let last = first
    while ((this.sorted[last]?.start ?? Infinity) < end) last++
    return this.sorted.slice(first, last)
  }

  add(segment: Segment): void {
    this.sorted.splice(this.firstEndingAfter(segment.start), 0, segment)
  }

  private remove(segment: Segment): void {
    const at = this.sorted.indexOf(segment, this.firstEndingAfter(segment.start))
    if (at >= 0) this.sorted.splice(at, 1)
  }

  private firstEndingAfter(time: number): number {
    let [low, high] = [0, this.sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.sorted[middle]?.end ?? Infinity) > time) high = middle
      else low = middle + 1
    }
    return low
  }

  /** Take the time of `span` away from others: those inside go, those across an edge are cut, one around it becomes two. */
  cutBack(span: Span, clashes: readonly Segment[], context: CommandContext): readonly RowChange[] {
    const changes: RowChange[] = []
    for (const other of clashes) {
      this.remove(other)
      const keepsLeft = other.start < span.start
      const keepsRight = other.end > span.end
      if (!keepsLeft && !keepsRight) changes.push(deleted('segment', other))
      else changes.push(updated('segment', other, keepsLeft ? { end: span.start } : { start: span.end }))
      if (keepsLeft) this.add({ ...other, end: span.start })
      else if (keepsRight) this.add({ ...other, start: span.end })
      if (keepsLeft && keepsRight) {
        const right: Segment = {
          ...other,
          id: context.newId(),
          start: span.end,
          comment: undefined,
          text: undefined,
          origin: { kind: 'split', ref: other.id }
        }
        this.add(right)
        changes.push(created('segment', right))
      }
    }
    return changes
  }
}

/** The free gap inside a span: of a moved segment the one where it was, of a new one the first. */
function bestGap(span: Span, clashes: readonly Segment[], before: Span | undefined): Span | undefined {
  const gaps: Span[] = []
  let from: number = span.start
  for (const clash of clashes) {
    if (clash.start > from) gaps.push({ start: micros(from), end: clash.start })
    from = Math.max(from, clash.end)
  }
  if (from < span.end) gaps.push({ start: micros(from), end: span.end })
  if (!before) return gaps[0]
  const shared = (gap: Span): number => Math.min(gap.end, before.end) - Math.max(gap.start, before.start)
  return gaps.reduce<Span | undefined>(
    (best, gap) => (best && shared(best) >= shared(gap) ? best : gap),
    undefined
  )
}
