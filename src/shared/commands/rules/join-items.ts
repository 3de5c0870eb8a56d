import type { RowChange, RowReader } from '../command'
import { deleted, updated } from './row-change'

/**
 * Assigned work on a recording that becomes part of another: it moves along, or is taken up by the item that the same
 * assignment has for the other recording already. `itemOf` says which item a track that moves belongs to then.
 */
export function joinItems(
  rows: RowReader,
  from: string,
  into: string
): { readonly changes: readonly RowChange[]; itemOf(itemId: string | undefined): string | undefined } {
  const items = rows.all('item')
  const taken = new Map<string, string>()
  const changes = items
    .filter((item) => item.recordingId === from)
    .map((item): RowChange => {
      const known = items.find(
        (other) => other.recordingId === into && other.assignmentId === item.assignmentId
      )
      if (!known) return updated('item', item, { recordingId: into })
      taken.set(item.id, known.id)
      return deleted('item', item)
    })
  return { changes, itemOf: (itemId) => (itemId === undefined ? undefined : (taken.get(itemId) ?? itemId)) }
}
