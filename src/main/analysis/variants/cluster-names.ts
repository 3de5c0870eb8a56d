import type { ComparedItems } from '../../../shared/analysis/compared-items'
import type { ClusterKind } from '../../../shared/contract/analysis/versus'
import type { ProjectReader } from '../../store'

/** What is drawn together, by a name that is the same in every comparison of one project: persons, groups of recordings, recordings or items. */
export function clusterNames(
  reader: ProjectReader,
  kind: ClusterKind
): { readonly noun: string; of(items: ComparedItems): readonly string[] } {
  const groups = new Map(
    reader.all('recording').flatMap(({ id, group }) => (group === undefined ? [] : [[id, group] as const]))
  )
  const byGroup = kind !== 'recording' && groups.size > 0
  return {
    noun:
      kind === 'item'
        ? 'items'
        : kind === 'person'
          ? 'persons'
          : byGroup
            ? 'groups of recordings'
            : 'recordings',
    of({ units, persons, person }) {
      return Array.from(units.reference, (_, unit) => {
        const recording = units.recordings[units.recording[unit] ?? -1] ?? ''
        if (kind === 'item') return `${recording} ${units.start[unit] ?? 0}`
        const who = kind === 'person' ? persons[person[unit] ?? -1] : undefined
        if (who !== undefined) return `person ${who}`
        const group = byGroup ? groups.get(recording) : undefined
        return group === undefined ? recording : `group ${group}`
      })
    }
  }
}
