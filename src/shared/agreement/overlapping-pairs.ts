/** A span of time. */
interface Span {
  readonly start: number
  readonly end: number
}

/**
 * Every pair of spans from two lists that share time; touching is not sharing. Linear where spans of one list hardly
 * overlap each other.
 * @param one, other positions in `spans`, each list ascending by start
 * @param visit gets both positions, and their places in the two lists
 */
export function overlappingPairs(
  spans: readonly Span[],
  one: readonly number[],
  other: readonly number[],
  visit: (one: number, other: number, oneAt: number, otherAt: number) => void
): void {
  // Latest end up to each place: what ends before a span starts is passed for good only when all before it does.
  let latest = -Infinity
  const passed = Float64Array.from(
    other,
    (position) => (latest = Math.max(latest, spans[position]?.end ?? 0))
  )
  let from = 0
  for (const [oneAt, position] of one.entries()) {
    const span = spans[position]
    if (!span) continue
    while (from < other.length && (passed[from] ?? 0) <= span.start) from++
    for (let at = from; at < other.length; at++) {
      const candidate = spans[other[at] ?? -1]
      if (!candidate || candidate.start >= span.end) break
      if (candidate.end > span.start) visit(position, other[at] ?? -1, oneAt, at)
    }
  }
}
