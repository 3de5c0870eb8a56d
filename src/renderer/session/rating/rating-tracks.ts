import type { CommandCall } from '../../../shared/contract'
import type { Person, Recording, SchemeRow, Take, Track } from '../../../shared/domain/rows'
import type { TraceMode } from '../../../shared/domain/take'
import { currentAuthorId } from '../author'
import { canEdit, newId } from '../desk-segments'
import { apply, command } from '../edit'
import { project, recordingOf, refreshProject, schemeOf, trackOf, tracksOf } from '../project'
import { select, selection } from '../selection'
import { chooseRating } from './rating-choice'
import { dimsOf } from './trace-attributes'
import type { TraceDim } from './trace-attributes'

/** A track that holds continuous ratings, with how they are taken. */
export type TraceTrack = Track & { readonly trace: NonNullable<Track['trace']> }

export const isTrace = (track: Track | undefined): track is TraceTrack =>
  track?.kind === 'trace' && track.trace !== undefined

/** Whether a recording plays, so that it can be rated along. */
export const hasTime = (recording: Pick<Recording, 'medium'>): boolean =>
  recording.medium === undefined || recording.medium === 'time'

/** Trace tracks of mine in a recording, in order. */
export const myTraces = (recordingId: string): readonly TraceTrack[] =>
  tracksOf(recordingId)
    .filter(isTrace)
    .filter((track) => track.authorId === currentAuthorId())

/** The track that a take goes into: the chosen one when I may rate on it, else my first here. */
export function ratedTrack(recordingId: string | undefined): TraceTrack | undefined {
  const recording = recordingOf(recordingId)
  if (recordingId === undefined || !recording || !hasTime(recording)) return undefined
  const chosen = trackOf(selection().trackId)
  if (chosen?.recordingId === recordingId && isTrace(chosen) && canEdit({ ...chosen, locked: false }))
    return chosen
  return myTraces(recordingId)[0]
}

/** Dimensions of a track with their ranges. */
export const dimsOfTrack = (track: TraceTrack): readonly TraceDim[] =>
  dimsOf(schemeOf(track.schemeId), track.attributeId, track.trace.dims)

/** "Valence", "Valence and arousal". */
export function dimsText(dims: readonly TraceDim[]): string {
  const [first, ...rest] = dims.map((dim) => dim.name)
  return [first, ...rest.map((name) => name.toLowerCase())].join(' and ')
}

/** Takes of a track, the one on top last. */
export const takesOf = (takes: readonly Take[] | undefined, trackId: string): readonly Take[] =>
  (takes ?? []).filter((take) => take.trackId === trackId).sort((a, b) => a.position - b.position)

/** Takes of a track as they are now. */
export const currentTakes = (trackId: string): readonly Take[] => takesOf(project().snapshot?.takes, trackId)

/** What makes a rating track. */
export interface RatingSetUp {
  readonly recordingId: string
  readonly scheme: SchemeRow
  readonly attributeId: string
  /** One, or two for the plane, level axis first. */
  readonly dims: readonly TraceDim[]
  readonly mode: TraceMode
  readonly rateHz: number
  readonly person: Pick<Person, 'id' | 'name'> | undefined
}

/** Make a rating track, with its scheme and person where they are new, as one edit; answers its id. */
export async function createRatingTrack(setUp: RatingSetUp): Promise<string | undefined> {
  const { recordingId, scheme, attributeId, dims, mode, rateHz, person } = setUp
  const id = newId()
  const { index } = project()
  const calls: CommandCall[] = []
  if (!index.schemes.has(scheme.id)) calls.push(command('scheme-save', { document: scheme.document }))
  if (person && !index.persons.has(person.id)) calls.push(command('person-save', person))
  const dimIds = dims.map((dim) => dim.id)
  calls.push(
    command('track-create', {
      id,
      recordingId,
      schemeId: scheme.id,
      attributeId,
      personId: person?.id,
      name: dimsText(dims),
      kind: 'trace',
      overlap: 'allowed',
      trace: { mode, rateHz, dims: dimIds }
    })
  )
  if (!(await apply(calls))) return undefined
  // The desk lets go of a chosen track that it does not know yet.
  await refreshProject()
  chooseRating({ setUp: { schemeId: scheme.id, attributeId, dims: dimIds, mode, rateHz } })
  select({ trackId: id, segmentIds: [] })
  return id
}
