import type { TimedLabel } from './metric'

/** A stretch in which the same labels hold on each side. */
export interface Piece {
  readonly start: number
  readonly end: number
  /** Labels of each side, in the order of the sides; a label that covers twice is listed twice. */
  readonly labels: readonly (readonly string[])[]
}

/**
 * Cut a span of time at every start and end of several sides' segments.
 * @param from start of the span; earlier parts of segments are cut off
 * @param to end of the span
 */
export function pieces(
  sides: readonly (readonly TimedLabel[])[],
  from: number,
  to: number,
  extra: readonly number[] = []
): Piece[] {
  const times = cutsOf(sides, from, to, extra)
  const events = sides.map((side) => side.toSorted((a, b) => a.start - b.start))
  const next = sides.map(() => 0)
  const open: TimedLabel[][] = sides.map(() => [])
  // Earliest end of what runs on each side, so that nothing is looked through while nothing ends.
  const firstEnd = sides.map(() => Infinity)
  const running: (readonly string[])[] = sides.map(() => [])
  const found: Piece[] = []
  for (let i = 0; i + 1 < times.length; i++) {
    const start = times[i] ?? 0
    events.forEach((side, s) => {
      let now = open[s] ?? []
      let changed = false
      if ((firstEnd[s] ?? Infinity) <= start) {
        now = now.filter((segment) => segment.end > start)
        changed = true
      }
      let at = next[s] ?? 0
      for (let segment = side[at]; segment && segment.start <= start; segment = side[++at]) {
        if (segment.end <= start) continue
        now.push(segment)
        changed = true
      }
      next[s] = at
      if (!changed) return
      open[s] = now
      firstEnd[s] = now.reduce((first, { end }) => Math.min(first, end), Infinity)
      running[s] = now.map(({ label }) => label)
    })
    found.push({ start, end: times[i + 1] ?? start, labels: running.slice() })
  }
  return found
}

/** Ascending times at which anything begins or ends within a span, each once, with both ends of the span. */
function cutsOf(
  sides: readonly (readonly TimedLabel[])[],
  from: number,
  to: number,
  extra: readonly number[]
): Float64Array {
  const all = new Float64Array(2 + extra.length + sides.reduce((sum, side) => sum + 2 * side.length, 0))
  let count = 0
  const add = (time: number): void => {
    if (time >= from && time <= to) all[count++] = time
  }
  add(from)
  add(to)
  extra.forEach(add)
  for (const side of sides)
    for (const { start, end } of side) {
      add(start)
      add(end)
    }
  const sorted = all.subarray(0, count).sort()
  let kept = 0
  sorted.forEach((time, i) => {
    if (i === 0 || time !== sorted[kept - 1]) sorted[kept++] = time
  })
  return sorted.subarray(0, kept)
}

/** Earliest start and latest end of all sides; 0 and 0 without a segment. */
export function extent(sides: readonly (readonly TimedLabel[])[]): readonly [from: number, to: number] {
  let from = Infinity
  let to = -Infinity
  for (const side of sides)
    for (const { start, end } of side) {
      from = Math.min(from, start)
      to = Math.max(to, end)
    }
  return to < from ? [0, 0] : [from, to]
}
