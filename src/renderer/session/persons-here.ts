import type { Person, SchemeRow, Track } from '../../shared/domain/rows'
import { attributeTask } from '../../shared/values/attribute'
import { currentAuthorId } from './author'
import { command } from './edit'
import { project, tracksOf } from './project'

/** Persons that tracks, turns or segments of a recording are about, in the order of the project. */
export function personsHere(recordingId: string): readonly Person[] {
  const { index, segments } = project()
  const ids = new Set<string>()
  const names = new Set<string>()
  for (const track of tracksOf(recordingId)) {
    if (track.personId !== undefined) ids.add(track.personId)
    if (track.kind === 'utterances') names.add(track.name)
  }
  for (const { personId } of segments.get(recordingId)?.all ?? [])
    if (personId !== undefined) ids.add(personId)
  return [...index.persons.values()].filter(({ id, name }) => ids.has(id) || names.has(name))
}

/** Whether an attribute is asked for each person in the recording. */
export const asksEachPerson = (scheme: SchemeRow | undefined, attributeId: string | undefined): boolean =>
  attributeId !== undefined && (attributeTask(scheme, attributeId)?.perParticipant ?? false)

/** Persons of a recording about whom I have no track of an attribute yet. */
export function personsWithoutTrack(
  recordingId: string,
  { schemeId, attributeId }: Pick<Track, 'schemeId' | 'attributeId'>
): readonly Person[] {
  const mine = tracksOf(recordingId).filter(
    (track) =>
      track.authorId === currentAuthorId() && track.schemeId === schemeId && track.attributeId === attributeId
  )
  return personsHere(recordingId).filter(({ id }) => !mine.some(({ personId }) => personId === id))
}

/** Commands that make a track of mine about each of several persons, with the id that each gets. */
export function trackForEach(
  persons: readonly Person[],
  track: {
    readonly recordingId: string
    readonly authorId: string
    readonly schemeId: string
    readonly attributeId: string
    readonly name: string
  } & Readonly<Record<string, unknown>>
): readonly {
  readonly personId: string
  readonly trackId: string
  readonly call: ReturnType<typeof command>
}[] {
  return persons.map(({ id: personId }) => {
    const trackId = crypto.randomUUID()
    return { personId, trackId, call: command('track-create', { ...track, id: trackId, personId }) }
  })
}
