import type { ComparedItems } from '../../../shared/analysis/compared-items'
import type { ClusterKind } from '../../../shared/contract/analysis/versus'
import type { ProjectReader } from '../../store'

/** Numbers what is drawn together (persons, groups of recordings, recordings, items) in the same way in every comparison of one reference. */
export interface Clusterer {
  /** What a cluster is, in the plural. */
  readonly noun: string
  /** Cluster of each unit. */
  of(items: ComparedItems): Int32Array
  /** Clusters numbered so far. */
  count(): number
}

export function clusterer(reader: ProjectReader, kind: ClusterKind): Clusterer {
  const groups = new Map(
    reader.all('recording').flatMap(({ id, group }) => (group === undefined ? [] : [[id, group] as const]))
  )
  const byGroup = kind !== 'recording' && groups.size > 0
  const numbers = new Map<string, number>()
  let items = 0
  const numberOf = (name: string): number => {
    const known = numbers.get(name)
    if (known !== undefined) return known
    numbers.set(name, numbers.size)
    return numbers.size - 1
  }
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
      const n = units.reference.length
      if (kind === 'item') {
        // Segments of the reference have the same place in every comparison; stretches of time are told by where they begin.
        items = Math.max(items, n)
        return units.mode === 'segments'
          ? Int32Array.from({ length: n }, (_, unit) => unit)
          : Int32Array.from({ length: n }, (_, unit) =>
              numberOf(`${units.recording[unit] ?? -1} ${units.start[unit] ?? 0}`)
            )
      }
      const ofRecording = Int32Array.from(units.recordings, (id) => {
        const group = byGroup ? groups.get(id) : undefined
        return numberOf(group === undefined ? `recording ${id}` : `group ${group}`)
      })
      const ofPerson =
        kind === 'person' ? Int32Array.from(persons, (id) => numberOf(`person ${id}`)) : undefined
      const cluster = new Int32Array(n)
      for (let unit = 0; unit < n; unit++)
        cluster[unit] = ofPerson?.[person[unit] ?? -1] ?? ofRecording[units.recording[unit] ?? -1] ?? 0
      return cluster
    },
    count: () => Math.max(items, numbers.size)
  }
}
