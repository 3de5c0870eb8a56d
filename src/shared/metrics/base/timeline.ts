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
  const cuts = [
    from,
    to,
    ...extra,
    ...sides.flatMap((side) => side.flatMap(({ start, end }) => [start, end]))
  ]
  const times = [...new Set(cuts.filter((time) => time >= from && time <= to))].sort((a, b) => a - b)
  const events = sides.map((side) => [...side].sort((a, b) => a.start - b.start))
  const next = sides.map(() => 0)
  const open: TimedLabel[][] = sides.map(() => [])
  return times.slice(0, -1).map((start, i) => {
    const end = times[i + 1] ?? start
    const labels = events.map((side, s) => {
      let at = next[s] ?? 0
      let running = (open[s] ?? []).filter((segment) => segment.end > start)
      for (let segment = side[at]; segment && segment.start <= start; segment = side[++at])
        if (segment.end > start) running = [...running, segment]
      next[s] = at
      open[s] = running
      return running.map(({ label }) => label)
    })
    return { start, end, labels }
  })
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
