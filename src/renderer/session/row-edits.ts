import type { Author, Person, Recording, Segment, Track } from '../../shared/domain/rows'
import type { CommandCall } from '../../shared/contract'
import type { AttributeRef } from '../../shared/mapping/scheme-map'
import { apply, command } from './edit'
import type { Mappings } from './mapped-accept'
import { trackForEach } from './persons-here'

type Done = ReturnType<typeof apply>
/** Fields to change; null takes an optional one away. */
type Patch<T> = { readonly [K in keyof T]?: T[K] | null }

export const setSegments = (
  ids: readonly string[],
  patch: Patch<Omit<Segment, 'id' | 'trackId' | 'scores' | 'origin'> & { readonly missing: string }>
): Done => apply([command('segment-set', { ids, patch })])
export const deleteSegments = (ids: readonly string[]): Done => apply([command('segment-delete', { ids })])
/** `remember`: commands that keep mapping tables, done in the same edit. */
export const acceptPredictions = (
  ids: readonly string[],
  into?: AttributeRef,
  mappings: Mappings = [],
  remember: readonly CommandCall[] = []
): Done => apply([...remember, command('prediction-accept', { ids, into, mappings })])
export const rejectPredictions = (ids: readonly string[]): Done =>
  apply([command('prediction-reject', { ids })])

/** Add an annotator (`id` not in use yet) or change one. The first annotator of a project is the author of its own row. */
export const saveAuthor = (
  author: { readonly id: string } & Partial<Pick<Author, 'name' | 'color' | 'perspective' | 'lead'>>,
  by?: string
): Done => apply([command('author-save', author)], by)
export const deleteAuthor = (id: string): Done => apply([command('author-delete', { id })])

/** Facts without a value keep the one that is stored. */
export const savePerson = (
  person: Patch<Omit<Person, 'details'>> & {
    readonly details?: {
      readonly code?: string | null
      readonly role?: string | null
      readonly fields?: readonly {
        readonly name: string
        readonly value?: string
        readonly consent: boolean
      }[]
      readonly channels?: Readonly<Record<string, number>>
    }
  }
): Done => apply([command('person-save', person)])
export const deletePerson = (id: string): Done => apply([command('person-delete', { id })])

export const setRecording = (
  id: string,
  patch: Patch<Pick<Recording, 'name' | 'note' | 'group' | 'position'>>
): Done => apply([command('recording-set', { id, patch })])
/** Put recordings in this order, first to last. */
export const orderRecordings = (ids: readonly string[]): Done => apply([command('recording-order', { ids })])
export const deleteRecordings = (ids: readonly string[]): Done =>
  apply([command('recording-delete', { ids })])

export const createTrack = (
  track: Pick<Track, 'recordingId' | 'schemeId' | 'name'> &
    Partial<
      Pick<Track, 'authorId' | 'attributeId' | 'personId' | 'kind' | 'overlap' | 'coverage' | 'parentId'>
    >
): Done => apply([command('track-create', track)])

/** A track of mine about each of several persons, in one edit. */
export const createTracks = (
  persons: readonly Person[],
  track: Parameters<typeof createTrack>[0] & Pick<Track, 'authorId' | 'attributeId'>
): Done => apply(trackForEach(persons, track).map(({ call }) => call))

type TrackPatch = Patch<Pick<Track, 'name' | 'overlap' | 'personId' | 'locked' | 'coverage' | 'parentId'>>
/** `alike`: tracks that get the same person in the same edit. */
export const setTrack = (
  id: string,
  patch: TrackPatch,
  onOutside: 'refuse' | 'cut' = 'refuse',
  alike: readonly string[] = []
): Done => apply([command('track-set', { id, patch, onOutside }), ...personOn(alike, patch.personId)])
/** Say who a track is about, adding that person to the project in the same edit. */
export const setTrackPerson = (
  id: string,
  person: { readonly id: string; readonly name: string },
  patch: TrackPatch = {},
  onOutside: 'refuse' | 'cut' = 'refuse',
  alike: readonly string[] = []
): Done =>
  apply([
    command('track-set', { id, patch: { ...patch, personId: person.id }, onOutside }),
    ...personOn(alike, person.id),
    command('person-save', person)
  ])
const personOn = (ids: readonly string[], personId: string | null | undefined) =>
  personId === undefined ? [] : ids.map((id) => command('track-set', { id, patch: { personId } }))
/** `below`: what becomes of tracks that lie within the deleted ones. */
export const deleteTracks = (ids: readonly string[], below: 'refuse' | 'delete' | 'keep' = 'refuse'): Done =>
  apply([command('track-delete', { ids, below })])

/** Everything of the other recordings becomes part of one. */
export const joinRecordings = (into: string, ids: readonly string[]): Done =>
  apply([command('recordings-join', { into, ids })])
/** Several persons were one. */
export const mergePersons = (into: string, ids: readonly string[]): Done =>
  apply([command('persons-merge', { into, ids })])

export const saveScheme = (document: unknown, by?: string): Done =>
  apply([command('scheme-save', { document })], by)
export const deleteScheme = (id: string): Done => apply([command('scheme-delete', { id })])
