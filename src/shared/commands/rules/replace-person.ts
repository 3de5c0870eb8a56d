import type { PersonGroup } from '../../domain/study'
import type { RowChange, RowReader } from '../command'
import { deleted, updated } from './row-change'

/** Tracks, segments, groups, answers and assigned lanes of these persons, given to another person or to nobody. */
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
      .map((segment) => updated('segment', segment, { personId: by })),
    ...rows
      .all('response')
      .filter(isTheirs)
      .map((response) => updated('response', response, { personId: by })),
    ...rows
      .all('assignment')
      .filter(({ tracks }) => tracks.some(isTheirs))
      .map((assignment) =>
        updated('assignment', assignment, {
          tracks: assignment.tracks.map((track) => (isTheirs(track) ? { ...track, personId: by } : track))
        })
      ),
    ...rows
      .all('grouping')
      .filter(({ personIds }) => personIds.some((id) => ids.has(id)))
      .map((group) => groupAfter(group, ids, by))
  ]
}

/** A group with nobody left in it goes. */
function groupAfter(group: PersonGroup, ids: ReadonlySet<string>, by: string | undefined): RowChange {
  const personIds = [
    ...new Set(group.personIds.flatMap((id) => (ids.has(id) ? (by === undefined ? [] : [by]) : [id])))
  ]
  return personIds.length === 0 ? deleted('grouping', group) : updated('grouping', group, { personIds })
}
