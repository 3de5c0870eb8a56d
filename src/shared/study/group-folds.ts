import type { PersonGroup } from '../domain/study'
import { leaveOneGroupOut } from '../metrics/group-splits'

/** A recording and whoever is in it. */
export interface RecordingPersons {
  readonly recordingId: string
  readonly personIds: readonly string[]
}

/** One fold: the groups held out together, and the recordings on either side. */
export interface GroupFold {
  readonly groupIds: readonly string[]
  readonly test: readonly string[]
  readonly train: readonly string[]
}

export interface GroupFolds {
  readonly folds: readonly GroupFold[]
  /** Recordings in which nobody of a group is: in no fold, neither held out nor trained on. */
  readonly leftOut: readonly string[]
}

/**
 * Leave one group out: one fold for each group with recordings (couple, family, class), none of which is ever split. Groups
 * that share a recording or a person are held out together, because holding out one of them would split the other.
 */
export function groupFolds(
  recordings: readonly RecordingPersons[],
  groups: readonly Pick<PersonGroup, 'id' | 'personIds'>[]
): GroupFolds {
  const bundle = bundles(recordings, groups)
  const inGroup = recordings.flatMap(({ recordingId, personIds }) => {
    const group = groups.find((each) => personIds.some((id) => each.personIds.includes(id)))
    return group ? [{ recordingId, bundle: bundle(group.id) }] : []
  })
  const known = new Set(inGroup.map(({ recordingId }) => recordingId))
  const idsAt = (positions: readonly number[]): string[] =>
    positions.flatMap((position) => inGroup[position]?.recordingId ?? [])
  return {
    folds: leaveOneGroupOut(inGroup.map((item) => item.bundle)).map((fold) => ({
      groupIds: groups.filter(({ id }) => bundle(id) === fold.group).map(({ id }) => id),
      test: idsAt(fold.test),
      train: idsAt(fold.train)
    })),
    leftOut: recordings.flatMap(({ recordingId }) => (known.has(recordingId) ? [] : recordingId))
  }
}

/** Name of the bundle that a group is in: the smallest id of the groups that hang together. */
function bundles(
  recordings: readonly RecordingPersons[],
  groups: readonly Pick<PersonGroup, 'id' | 'personIds'>[]
): (groupId: string) => string {
  const parent = new Map(groups.map(({ id }) => [id, id]))
  const root = (id: string): string => {
    const up = parent.get(id) ?? id
    return up === id ? id : root(up)
  }
  const join = (ids: readonly string[]): void => {
    const roots = [...new Set(ids.map(root))].sort()
    const [first] = roots
    if (first !== undefined) for (const each of roots) parent.set(each, first)
  }
  const groupsOf = new Map<string, string[]>()
  for (const { id, personIds } of groups)
    for (const personId of personIds) {
      const list = groupsOf.get(personId)
      if (list) list.push(id)
      else groupsOf.set(personId, [id])
    }
  for (const ids of groupsOf.values()) join(ids)
  for (const { personIds } of recordings) join(personIds.flatMap((id) => groupsOf.get(id) ?? []))
  return root
}
