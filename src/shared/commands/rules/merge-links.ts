import type { Relation } from '../../domain/relation'
import type { Segment } from '../../domain/rows'
import type { RowChange, RowReader } from '../command'
import { linksOf } from './links-of'
import { sameLink } from './relation-ends'
import { deleted, updated } from './row-change'
import { moved, wordsLength } from './words-span'

/**
 * Links of segments that become the first of them: they move along, their words with them, and links that say the same
 * afterwards become one. The words of merged segments are joined with one space; segments without words add nothing.
 */
export function mergeLinks(rows: RowReader, segments: readonly Segment[]): readonly RowChange[] {
  const into = segments[0]?.id
  const links = linksOf(
    rows,
    segments.map(({ id }) => id)
  )
  if (into === undefined || links.length === 0) return []
  const offsets = new Map<string, number>()
  let length = 0
  for (const segment of segments) {
    const words = wordsLength(segment)
    const offset = length > 0 && words > 0 ? length + 1 : length
    offsets.set(segment.id, offset)
    if (words > 0) length = offset + words
  }
  const changes: RowChange[] = []
  const kept: Relation[] = []
  for (const link of links) {
    const from = offsets.get(link.fromId)
    const to = offsets.get(link.toId)
    const after: Relation = {
      ...link,
      fromId: from === undefined ? link.fromId : into,
      toId: to === undefined ? link.toId : into,
      fromSpan: link.fromSpan && moved(link.fromSpan, from ?? 0),
      toSpan: link.toSpan && moved(link.toSpan, to ?? 0)
    }
    if (kept.some((other) => sameLink(other, after))) changes.push(deleted('relation', link))
    else {
      kept.push(after)
      changes.push(updated('relation', link, after))
    }
  }
  return changes
}
