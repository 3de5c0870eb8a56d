import type { Relation } from '../../../shared/domain/relation'
import type { RowLink } from './arcs'
import type { Turn } from './use-turns'

/** Start and end of a segment that is no turn. */
type SpanOf = (segmentId: string) => { readonly start: number; readonly end: number } | undefined

/** Links as rows of the list: ends that are labels over turns stand at the turn they share most time with. */
export function rowLinks(
  links: readonly Relation[],
  turns: readonly Turn[],
  spanOf: SpanOf
): readonly RowLink[] {
  const place = new Map(turns.map(({ segment }, index) => [segment.id, index]))
  const rowOf = (segmentId: string): number | undefined => {
    const known = place.get(segmentId)
    const span = known === undefined ? spanOf(segmentId) : undefined
    if (!span) return known
    let best: number | undefined
    let most = 0
    turns.forEach(({ segment }, index) => {
      const shared = Math.min(segment.end, span.end) - Math.max(segment.start, span.start)
      if (shared <= most) return
      most = shared
      best = index
    })
    return best
  }
  return links.flatMap((link) => {
    const [from, to] = [rowOf(link.fromId), rowOf(link.toId)]
    return from === undefined || to === undefined ? [] : [{ link, from, to }]
  })
}
