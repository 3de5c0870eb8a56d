import type { Track } from '../../../shared/domain/rows'
import type { Relation, Span, SpanTier } from '../interchange/document'
import type { KeptTier } from '../interchange/kept'
import type { DatasetIndex } from './dataset-index'

/** A tier with the track it comes from; without one: a tier of the file that has no annotations. */
export interface Made {
  readonly tier: SpanTier
  readonly track?: Track
  readonly known?: KeptTier
}

/** One step of the coarsest format, µs: times that differ less are the same there. */
const NEAR = 1000

/** Tiers with what stands above them; a relation that the times no longer fit becomes "included in". */
export function parentsOf(
  made: readonly Made[],
  spanIds: ReadonlyMap<string, string>,
  index: DatasetIndex
): readonly Made[] {
  const byTrack = new Map(made.flatMap((one) => (one.track ? [[one.track.id, one] as const] : [])))
  const byKept = new Map(
    made.flatMap((one) => (one.known ? [[`${one.known.file}\n${one.known.tier}`, one] as const] : []))
  )
  const done = new Map<Made, Made>()
  const visit = (one: Made, above: ReadonlySet<Made>): Made => {
    const known = done.get(one)
    if (known) return known
    const parent =
      byTrack.get(one.track?.parentId ?? '') ??
      (one.known?.alone === true
        ? byKept.get(`${one.known.file}\n${one.known.parent?.tierId ?? ''}`)
        : undefined)
    const placed =
      parent && !above.has(parent) ? under(one, visit(parent, new Set([...above, one])), spanIds, index) : one
    done.set(one, placed)
    return placed
  }
  return made.map((one) => visit(one, new Set([one])))
}

function under(one: Made, parent: Made, spanIds: ReadonlyMap<string, string>, index: DatasetIndex): Made {
  const holders = new Map(
    (one.track ? index.segmentsOf(one.track.id) : []).flatMap((segment) => {
      const id = spanIds.get(segment.id)
      const holder = spanIds.get(segment.parentId ?? '')
      return id === undefined || holder === undefined ? [] : [[id, holder] as const]
    })
  )
  const spans = one.tier.spans.map((span): Span => {
    const holder = holders.get(span.id)
    return holder === undefined ? span : { ...span, parent: holder }
  })
  const wanted = one.known?.parent?.relation ?? 'included-in'
  const relation = fits(spans, parent.tier, wanted) ? wanted : 'included-in'
  // What has times cannot hang on what has none.
  const impossible = parent.tier.parent?.relation.startsWith('symbolic') && !relation.startsWith('symbolic')
  return impossible
    ? one
    : { ...one, tier: { ...one.tier, spans, parent: { tierId: parent.tier.id, relation } } }
}

function fits(spans: readonly Span[], parent: SpanTier, relation: Relation): boolean {
  if (relation === 'included-in') return true
  const holders = new Map(parent.spans.map((span) => [span.id, span]))
  const groups = Map.groupBy(spans, (span) => span.parent ?? '')
  return [...groups].every(([id, group]) => {
    const holder = holders.get(id)
    if (!holder) return false
    const sorted = group.toSorted((a, b) => a.start - b.start)
    const near = (a: number, b: number): boolean => Math.abs(a - b) <= NEAR
    const [first, last] = [sorted[0], sorted.at(-1)]
    if (!first || !last || !near(first.start, holder.start) || !near(last.end, holder.end)) return false
    if (relation === 'symbolic-association') return sorted.length === 1
    if (sorted.some((span, i) => i > 0 && span.start !== sorted[i - 1]?.end)) return false
    const step = (holder.end - holder.start) / sorted.length
    return (
      relation === 'time-subdivision' || sorted.every((span, i) => near(span.start, holder.start + i * step))
    )
  })
}
