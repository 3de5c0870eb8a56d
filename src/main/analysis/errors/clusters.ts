import type { ComparedItems } from '../../../shared/analysis/compared-items'
import type { ClusterKind } from '../../../shared/contract/analysis/versus'
import type { ProjectReader } from '../../store'

/** Which cluster each unit belongs to. */
export interface Clusters {
  readonly cluster: Int32Array
  readonly clusters: number
  /** What a cluster is, in the plural. */
  readonly noun: string
}

/** What is drawn together: persons (items about nobody by recording), groups of recordings, recordings, or single items. */
export function clustersOf(reader: ProjectReader, items: ComparedItems, kind: ClusterKind): Clusters {
  const { units, persons, person } = items
  const n = units.reference.length
  if (kind === 'item')
    return { cluster: Int32Array.from({ length: n }, (_, i) => i), clusters: n, noun: 'items' }
  const groups = new Map(reader.all('recording').map(({ id, group }) => [id, group]))
  const places = new Map<string, number>()
  const placeOf = (key: string): number => {
    const known = places.get(key)
    if (known !== undefined) return known
    places.set(key, places.size)
    return places.size - 1
  }
  const ofRecording = Int32Array.from(units.recordings, (id) => {
    const group = kind === 'recording' ? undefined : groups.get(id)
    return placeOf(group === undefined ? `recording ${id}` : `group ${group}`)
  })
  const byPerson = kind === 'person' && persons.length > 0
  const ofPerson = byPerson ? Int32Array.from(persons, (id) => placeOf(`person ${id}`)) : undefined
  const cluster = new Int32Array(n)
  for (let i = 0; i < n; i++) {
    const own = person[i] ?? -1
    cluster[i] = (own >= 0 ? ofPerson?.[own] : undefined) ?? ofRecording[units.recording[i] ?? 0] ?? 0
  }
  const grouped = kind !== 'recording' && [...groups.values()].some((group) => group !== undefined)
  return {
    cluster,
    clusters: places.size,
    noun: byPerson ? 'persons' : grouped ? 'groups of recordings' : 'recordings'
  }
}
