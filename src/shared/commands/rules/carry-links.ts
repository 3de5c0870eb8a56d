import type { Segment } from '../../domain/rows'
import type { Relation } from '../../domain/relation'
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

/** Changes in which a link whose both ends got new words, each by itself, has one change with both of its stretches. */
export function joinLinkChanges(changes: readonly RowChange[]): readonly RowChange[] {
  const first = new Map<string, number>()
  const joined: RowChange[] = []
  for (const change of changes) {
    const place = change.table === 'relation' ? first.get(change.id) : undefined
    const known = place === undefined ? undefined : joined[place]
    if (place !== undefined && known) joined[place] = { ...change, after: bothSpans(known, change) }
    else {
      if (change.table === 'relation') first.set(change.id, joined.length)
      joined.push(change)
    }
  }
  return joined
}

function bothSpans(one: RowChange, other: RowChange): Relation | undefined {
  const { before } = one as RowChange<'relation'>
  const [a, b] = [(one as RowChange<'relation'>).after, (other as RowChange<'relation'>).after]
  if (!a || !b) return a ?? b
  const changed = <K extends 'fromSpan' | 'toSpan'>(end: K): Relation[K] =>
    JSON.stringify(a[end]) === JSON.stringify(before?.[end]) ? b[end] : a[end]
  return { ...a, fromSpan: changed('fromSpan'), toSpan: changed('toSpan') }
}
