import type { Relation } from '../../domain/relation'
import type { RowReader } from '../command'

/** Links that start or end at one of these segments, each once; by the reader's index where it has one. */
export function linksOf(rows: RowReader, segmentIds: readonly string[]): readonly Relation[] {
  if (segmentIds.length === 0) return []
  if (rows.relationsOf) return rows.relationsOf(segmentIds)
  const chosen = new Set(segmentIds)
  return rows.all('relation').filter(({ fromId, toId }) => chosen.has(fromId) || chosen.has(toId))
}
