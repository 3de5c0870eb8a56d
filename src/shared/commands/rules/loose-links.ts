import type { RowChange, RowReader } from '../command'
import { linksOf } from './links-of'
import { deleted } from './row-change'

/**
 * The links that lose an end by changes, as their deletion: a link does not outlive the segments it joins. `rows` must
 * show the changes already made, so that links which a command moved elsewhere stay. One place for every command that
 * takes segments away: the store runs it after each.
 */
export function looseLinks(rows: RowReader, changes: readonly RowChange[]): readonly RowChange[] {
  const gone = changes.flatMap(({ table, id, after }) => (table === 'segment' && !after ? [id] : []))
  return linksOf(rows, gone).map((link) => deleted('relation', link))
}
