import type { Segment } from '../../domain/rows'
import type { RowChange, RowReader } from '../command'
import { linksOf } from './links-of'
import { updated } from './row-change'
import { carrySpan } from './words-span'

/** Links to words of segments whose words change: the stretches move with their words. */
export function carryLinks(
  rows: RowReader,
  segments: readonly Segment[],
  text: string
): readonly RowChange[] {
  const edited = segments.filter((segment) => segment.text !== undefined && segment.text !== text)
  const words = new Map(edited.map((segment) => [segment.id, segment.text ?? '']))
  return linksOf(rows, [...words.keys()]).flatMap((link) => {
    const [from, to] = [words.get(link.fromId), words.get(link.toId)]
    const after = {
      fromSpan: link.fromSpan && (from === undefined ? link.fromSpan : carrySpan(from, text, link.fromSpan)),
      toSpan: link.toSpan && (to === undefined ? link.toSpan : carrySpan(to, text, link.toSpan))
    }
    return link.fromSpan || link.toSpan ? [updated('relation', link, after)] : []
  })
}
