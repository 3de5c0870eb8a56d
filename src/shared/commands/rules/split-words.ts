import type { Relation } from '../../domain/relation'
import type { Segment } from '../../domain/rows'
import type { RowChange, RowReader } from '../command'
import { linksOf } from './links-of'
import { updated } from './row-change'
import { moved } from './words-span'
import type { WordsSpan } from './words-span'

/** Words cut in two at a code point; white space at the cut belongs to neither part. */
export function splitWords(
  text: string,
  at: number
): { readonly left: string; readonly right: string; readonly rightFrom: number } {
  const points = [...text]
  const left = points.slice(0, at).join('').trimEnd()
  const rest = points.slice(at).join('')
  const right = rest.trimStart()
  return { left, right, rightFrom: at + [...rest].length - [...right].length }
}

/**
 * Links of a segment whose words are cut in two: they stay with the first part, but a link to words of the second part
 * goes there; words across the cut keep what lies in the first.
 */
export function splitLinks(
  rows: RowReader,
  segment: Segment,
  rightId: string,
  cut: { readonly left: string; readonly rightFrom: number }
): readonly RowChange[] {
  const leftLength = [...cut.left].length
  const part = (id: string, span: WordsSpan | undefined): { id: string; span: WordsSpan | undefined } => {
    if (id !== segment.id || !span) return { id, span }
    if (span.from >= cut.rightFrom) return { id: rightId, span: moved(span, -cut.rightFrom) }
    const to = Math.min(span.to, leftLength)
    return { id, span: to > span.from ? { from: span.from, to } : undefined }
  }
  return linksOf(rows, [segment.id]).map((link): RowChange<'relation'> => {
    const from = part(link.fromId, link.fromSpan)
    const to = part(link.toId, link.toSpan)
    const after: Partial<Relation> = { fromId: from.id, fromSpan: from.span, toId: to.id, toSpan: to.span }
    return updated('relation', link, after)
  })
}
