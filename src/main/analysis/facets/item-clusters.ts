import type { FacetGround } from './facet-source'

/** What hangs together when items are drawn: the items of one person, else of one group of recordings, else of one recording. */
export function itemClusters({ desk, items, person, recording }: FacetGround): {
  readonly cluster: Int32Array
  readonly noun: string
} {
  const named = person.some((at) => at >= 0)
  const groups = new Map<string, number>()
  const ofRecording = items.units.recordings.map((id) => {
    const group = desk.reader.get('recording', id)?.group
    const key = group === undefined ? `recording ${id}` : `group ${group}`
    const known = groups.get(key)
    if (known !== undefined) return known
    groups.set(key, groups.size)
    return groups.size - 1
  })
  const grouped = groups.size < items.units.recordings.length
  // Where people are named, whoever is not counts as the person of the recording.
  const persons = items.persons.length
  return {
    cluster: Int32Array.from(recording, (at, item) => {
      const own = person[item] ?? -1
      if (named && own >= 0) return own
      return (named ? persons : 0) + (ofRecording[at] ?? 0)
    }),
    noun: named ? 'persons' : grouped ? 'groups of recordings' : 'recordings'
  }
}
