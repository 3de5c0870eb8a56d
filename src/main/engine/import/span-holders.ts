import type { Span, SpanTier } from '../interchange/document'

/**
 * Which annotation of the parent tier holds each one of a tier: the one it names, else the one it lies in. `holders` is
 * absent where the tier has no parent with annotations, or where some lie in none (`outside`).
 */
export function holdersOf(
  tier: SpanTier,
  tiers: readonly SpanTier[]
): { readonly holders?: Map<Span, string>; readonly outside: number } {
  const above = tiers.find(({ id }) => id === tier.parent?.tierId)
  if (!above || above === tier || isBelow(above, tier, tiers)) return { outside: 0 }
  // Points hold nothing.
  const candidates = above.spans
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start || a.end - b.end)
  const byId = new Map(candidates.map((span) => [span.id, span]))
  const holders = new Map<Span, string>()
  for (const span of tier.spans) {
    const named = byId.get(span.parent ?? '')
    const holder = named && holds(named, span) ? named : lastHolding(candidates, span)
    if (holder) holders.set(span, holder.id)
  }
  const outside = tier.spans.length - holders.size
  return outside > 0 || holders.size === 0 ? { outside } : { holders, outside: 0 }
}

const holds = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end

/** Searched backwards from the last one that begins in time; overlapping parents make it look a little further. */
function lastHolding(sorted: readonly Span[], span: Span): Span | undefined {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((sorted[middle]?.start ?? 0) <= span.start) from = middle + 1
    else to = middle
  }
  for (let at = from - 1; at >= 0 && at > from - 50; at--) {
    const candidate = sorted[at]
    if (candidate && holds(candidate, span)) return candidate
  }
  return undefined
}

/** Whether `tier` stands above `other` somewhere: a circle. */
function isBelow(other: SpanTier, tier: SpanTier, tiers: readonly SpanTier[]): boolean {
  const seen = new Set<string>()
  let above: SpanTier | undefined = other
  while (above && !seen.has(above.id)) {
    if (above.id === tier.id) return true
    seen.add(above.id)
    const next: string | undefined = above.parent?.tierId
    above = tiers.find(({ id }) => id === next)
  }
  return false
}
