import { labelsOf, mainAttribute } from '../../shared/domain/labels'
import { attributeTask, type AttributeTask } from '../../shared/values/attribute'
import type { CommandCall } from '../../shared/contract'
import type { SchemeRow, Segment, Track } from '../../shared/domain/rows'
import type { Label } from '../../shared/domain/scheme'
import type { Micros } from '../../shared/domain/time'
import { currentAuthorId } from './author'
import { clock, type TimeRange } from './clock'
import { shownSegments } from './drafts'
import { command } from './edit'
import { pressTime } from './in-turn'
import { asksEachPerson, personsHere } from './persons-here'
import { authorOf, project, recordingOf, schemeOf, segmentOf, trackOf, tracksOf } from './project'
import { selection } from './selection'

/** Where new segments go: a track that is there, or one that the edit makes first. */
export interface Target {
  readonly trackId: string
  readonly track: Track | undefined
  readonly labels: readonly Label[]
  /** What its scheme asks for. */
  readonly task: AttributeTask | undefined
  /** Commands that must come before, in the same edit. */
  readonly before: readonly CommandCall[]
}

/** Ids of rows that this window makes. */
export const newId = (): string => crypto.randomUUID()

/** Whether I may change what is on a track: mine, gold or imported, and not locked. Models and other people keep theirs. */
export function canEdit(track: Track | undefined): track is Track {
  if (!track || track.locked || track.kind === 'frames' || track.runId !== undefined) return false
  const kind = authorOf(track.authorId)?.kind
  return track.authorId === currentAuthorId() || kind === 'gold' || kind === 'import'
}

/** Whether labels can be put on a track: one I may change that holds labels, not words. */
export const takesLabels = (track: Track | undefined): track is Track =>
  canEdit(track) && (track.kind === 'segments' || track.kind === 'points')

/** The track that a labelling gesture means: the chosen one if it is mine, else my first here, else a new one. */
export function targetTrack(recordingId: string): Target | undefined {
  const chosen = trackOf(selection().trackId)
  const track = chosen?.recordingId === recordingId && takesLabels(chosen) ? chosen : myTracks(recordingId)[0]
  return track ? targetOf(track) : newTarget(recordingId)
}

/** The track for labels of somebody's segment: mine about that person, where I have one beside the track meant otherwise. */
export function targetFor(recordingId: string, personId: string | undefined, otherwise: Target): Target {
  if (personId === undefined || otherwise.track?.personId === personId) return otherwise
  const about = myTracks(recordingId).find((track) => track.personId === personId)
  return about ? targetOf(about) : otherwise
}

const myTracks = (recordingId: string): readonly Track[] =>
  tracksOf(recordingId).filter(
    (track) => track.authorId === currentAuthorId() && takesLabels(track) && track.kind === 'segments'
  )

const targetOf = (track: Track): Target => ({
  trackId: track.id,
  track,
  labels: labelsOf(schemeOf(track.schemeId), track.attributeId),
  task: attributeTask(schemeOf(track.schemeId), track.attributeId),
  before: []
})

/**
 * The track whose scheme asks about each person, when nothing chosen says which person is meant and several are there:
 * then somebody must say. Undefined where the target is clear.
 */
export function unclearPerson(
  recordingId: string,
  target: Target
): Pick<Track, 'schemeId' | 'attributeId' | 'name'> | undefined {
  const made = target.before.find(({ id }) => id === 'track-create')?.input
  const track = target.track ?? (made as Pick<Track, 'schemeId' | 'attributeId' | 'name'> | undefined)
  if (!track || !asksEachPerson(schemeOf(track.schemeId), track.attributeId)) return undefined
  const chosen = trackOf(selection().trackId)
  const isChosen = target.track !== undefined && chosen?.id === target.track.id
  return isChosen || personsHere(recordingId).length < 2 ? undefined : track
}

/** Who a segment is about: its own person, else its track's. */
export const personOfSegment = (segment: Segment): string | undefined =>
  segment.personId ?? personOfTrack(trackOf(segment.trackId))

/** Who a track is about. A transcript names its speakers by the names of its tracks. */
export function personOfTrack(track: Track | undefined): string | undefined {
  if (track?.personId !== undefined || track?.kind !== 'utterances') return track?.personId
  for (const person of project().index.persons.values()) if (person.name === track.name) return person.id
  return undefined
}

function newTarget(recordingId: string): Target | undefined {
  const scheme = usualScheme(recordingId)
  const authorId = currentAuthorId()
  const attributeId = mainAttribute(scheme)
  if (!scheme || authorId === undefined || attributeId === undefined) return undefined
  const trackId = newId()
  const name = authorOf(authorId)?.name ?? 'Labels'
  const make = command('track-create', {
    id: trackId,
    recordingId,
    authorId,
    schemeId: scheme.id,
    attributeId,
    name,
    kind: 'segments',
    ...(asksEachPerson(scheme, attributeId) ? { personId: personMeant(recordingId) } : {})
  })
  const task = attributeTask(scheme, attributeId)
  return { trackId, track: undefined, labels: labelsOf(scheme, attributeId), task, before: [make] }
}

/** Who a first label is about: the person of the selected segment, or the only one here. */
function personMeant(recordingId: string): string | undefined {
  const [segment] = selectedSegments()
  const here = personsHere(recordingId)
  return (segment && personOfSegment(segment)) ?? (here.length === 1 ? here[0]?.id : undefined)
}

/** Scheme of a first track: what I use elsewhere, else what others use here, else the first with labels. */
export function usualScheme(recordingId: string): SchemeRow | undefined {
  const { index, snapshot } = project()
  const tracks = [...index.tracks.values()].filter((track) => track.kind === 'segments')
  const mine = tracks.findLast((track) => track.authorId === currentAuthorId())
  const here = tracks.find(
    (track) => track.recordingId === recordingId && authorOf(track.authorId)?.kind !== 'model'
  )
  const any = tracks.find((track) => authorOf(track.authorId)?.kind === 'human')
  const schemeId = (mine ?? here ?? any)?.schemeId
  return (
    schemeOf(schemeId) ??
    snapshot?.schemes.find((scheme) => labelsOf(scheme, mainAttribute(scheme)).length > 0)
  )
}

/** Selected segments of the open recording. */
export function selectedSegments(): readonly Segment[] {
  const { recordingId, segmentIds } = selection()
  return segmentIds.map((id) => segmentOf(recordingId, id)).filter((segment) => segment !== undefined)
}

/** The segment meant by keys that need one: the selected one, else the one under the playhead on the active track. */
export function currentSegment(): Segment | undefined {
  return selectedSegments()[0] ?? segmentAt(pressTime())
}

/** Segment of the active track at a time; the one that starts last where several overlap. */
export function segmentAt(time: Micros): Segment | undefined {
  const track = activeTrack()
  return track && shownSegments(track).findLast((segment) => segment.start <= time && time < segment.end)
}

/** The track that keys act on. */
export function activeTrack(): Track | undefined {
  const { trackId, recordingId } = selection()
  const track = trackOf(trackId)
  return track?.recordingId === recordingId
    ? track
    : recordingId === undefined
      ? undefined
      : targetTrack(recordingId)?.track
}

/** A new segment on a target, with the id chosen here so that it can be selected at once. */
export function createCommand(
  target: Target,
  span: TimeRange,
  fields: Partial<Segment> = {}
): { readonly id: string; readonly call: CommandCall } {
  const id = newId()
  return {
    id,
    call: command('segment-create', {
      id,
      trackId: target.trackId,
      start: span.start,
      end: span.end,
      ...fields
    })
  }
}

/** Name of the open recording's length for messages and bounds. */
export const recordingEnd = (): number => {
  const { recordingId } = selection()
  return recordingOf(recordingId)?.duration || clock.state().duration
}
