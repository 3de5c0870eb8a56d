import type { RowChange, RowReader } from '../command'
import { updated } from './row-change'

/** Tracks and segments of these persons, given to another person or to nobody. */
export function replacePerson(
  rows: RowReader,
  ids: ReadonlySet<string>,
  by: string | undefined
): RowChange[] {
  const isTheirs = (row: { readonly personId?: string }): boolean =>
    row.personId !== undefined && ids.has(row.personId)
  return [
    ...rows
      .all('track')
      .filter(isTheirs)
      .map((track) => updated('track', track, { personId: by })),
    ...rows
      .all('segment')
      .filter(isTheirs)
      .map((segment) => updated('segment', segment, { personId: by }))
  ]
}
