import { layerId } from '../../shared/conversation/transcript-layers'
import { labelsOf, mainAttribute } from '../../shared/domain/labels'
import type { Segment, Track } from '../../shared/domain/rows'
import { micros } from '../../shared/domain/time'
import { call } from '../client'
import { clock } from './clock'
import { correctableTurn } from './copy-transcript'
import {
  conversationChoice,
  layerShown,
  layersOf,
  sameLayer,
  selectedTurn,
  setConversation,
  turnsOfTracks
} from './conversation'
import { goTo } from './desk-navigate'
import { canEdit, newId, personOfTrack, targetTrack } from './desk-segments'
import { edit } from './drafts'
import { command } from './edit'
import { importPaths } from './open'
import { authorOf, project, recordingOf, tracksOf } from './project'
import { select, selection } from './selection'
import { toast } from './toasts'
import { refusedByLock } from './track-edits'

/** A turn made by hand is this long, in microseconds, where nothing follows sooner. */
const NEW_TURN = 2_000_000
/** The playhead cuts a turn only when it is farther than this from both ends. */
const NEAR_EDGE = 50_000

/** Tracks of the transcript that the pane shows. */
function shownTracks(recordingId: string): readonly Track[] {
  const layers = layersOf(recordingId)
  const layer = layerShown(layers, conversationChoice.get().layers[recordingId])
  const ids = new Set(layer?.trackIds)
  return tracksOf(recordingId).filter(({ id }) => ids.has(id))
}

/** Select a turn and put the playhead at its beginning. */
export function chooseTurn(turn: Segment): void {
  select({ trackId: turn.trackId, segmentIds: [turn.id], range: undefined })
  if (!clock.state().playing) goTo(turn.start)
}

/** Play the selected turn, exactly it. */
export function playTurn(): void {
  const turn = selectedTurn()
  if (turn) clock.playRange({ start: turn.segment.start, end: turn.segment.end }, false)
}

/** Select the next or previous turn; without one selected, the one at the playhead. */
export function stepTurn(direction: 1 | -1): void {
  const { recordingId, segmentIds } = selection()
  if (recordingId === undefined) return
  const turns = turnsOfTracks(shownTracks(recordingId))
  const at = turns.findIndex(({ id }) => id === segmentIds[0])
  const now = clock.get()
  const next =
    at >= 0
      ? turns[at + direction]
      : (turns.find(({ end }) => end > now) ?? (direction < 0 ? turns.at(-1) : undefined))
  if (next) chooseTurn(next)
}

/** Make a turn after the selected one, or at the playhead, and write its words. */
export async function newTurn(): Promise<void> {
  const { recordingId } = selection()
  if (recordingId === undefined) return
  const selected = selectedTurn()
  const tracks = selected ? sameLayer(selected.track) : shownTracks(recordingId)
  const own = selected?.track ?? tracks.find((track) => canEdit(track))
  const { range } = selection()
  const start = range?.start ?? selected?.segment.end ?? clock.get()
  const next = turnsOfTracks(tracks).find((turn) => turn.start > start)
  const end =
    range?.end ??
    Math.min(next?.start ?? Infinity, start + NEW_TURN, recordingOf(recordingId)?.duration || Infinity)
  const before = own ? [] : [transcriptCommand(recordingId)]
  const [track] = before
  if (!own && !track)
    return toast('A transcript needs a label scheme.', { hint: 'Make one in the library first.' })
  if (own && !canEdit(own)) return refuse(own)
  const id = newId()
  const trackId = own?.id ?? (track?.trackId as string)
  const personId = selected?.segment.personId
  const made = await edit(recordingId, [
    ...before.flatMap((each) => (each ? [each.call] : [])),
    command('segment-create', {
      id,
      trackId,
      start,
      end: micros(end),
      text: '',
      ...(personId === undefined ? {} : { personId })
    })
  ])
  if (!made) return
  select({ trackId, segmentIds: [id], range: undefined })
  setConversation({ editing: id, view: 'turns' })
}

/** The command that makes a transcript of my own. */
function transcriptCommand(
  recordingId: string
): { readonly trackId: string; readonly call: ReturnType<typeof command> } | undefined {
  const scheme =
    project().index.schemes.get(targetTrack(recordingId)?.track?.schemeId ?? '') ??
    project().snapshot?.schemes.find((each) => labelsOf(each, mainAttribute(each)).length > 0)
  if (!scheme) return undefined
  const trackId = newId()
  const input = {
    id: trackId,
    recordingId,
    schemeId: scheme.id,
    name: 'Transcript',
    kind: 'utterances',
    overlap: 'allowed'
  }
  return { trackId, call: command('track-create', input) }
}

const refuse = (track: Track): void => {
  if (refusedByLock([track])) return
  toast(`This transcript is ${authorOf(track.authorId)?.name ?? 'somebody else'}’s work, so its words stay.`)
}

/** The turn as it may be changed, of a model's transcript its copy; says why where it may not. */
export async function changeableTurn(): Promise<ReturnType<typeof selectedTurn>> {
  const chosen = selectedTurn()
  const turn = await correctableTurn()
  if (!turn) {
    if (!chosen) toast('Select a turn of the conversation first.')
  } else if (!canEdit(turn.track)) refuse(turn.track)
  else return turn
  return undefined
}

/** Write the words and times of the selected turn in its place. */
export async function editTurn(): Promise<void> {
  const turn = await changeableTurn()
  if (turn) setConversation({ editing: turn.segment.id, view: 'turns' })
}

/** Change words and times of a turn as one edit; false when nothing changed. */
export async function saveTurn(
  turn: Segment,
  change: { readonly text: string; readonly start: number; readonly end: number }
): Promise<void> {
  const { recordingId } = selection()
  const patch = {
    ...(change.text === (turn.text ?? '') ? {} : { text: change.text }),
    ...(change.start === turn.start ? {} : { start: change.start }),
    ...(change.end === turn.end ? {} : { end: change.end })
  }
  if (recordingId === undefined || Object.keys(patch).length === 0) return
  await edit(recordingId, [command('segment-set', { ids: [turn.id], patch })])
}

/** Cut a turn in two at a letter of its words: at the playhead where it stands inside, else in proportion to the letters. */
export async function splitTurn(turn: Segment, text: string, at: number): Promise<void> {
  const { recordingId } = selection()
  const letters = [...text].length
  if (recordingId === undefined || at <= 0 || at >= letters)
    return toast('Put the caret between two words to split the turn there.')
  const now = clock.get()
  const inside = now > turn.start + NEAR_EDGE && now < turn.end - NEAR_EDGE
  const time = inside ? now : turn.start + ((turn.end - turn.start) * at) / letters
  const rightId = newId()
  const made = await edit(recordingId, [
    ...(text === turn.text ? [] : [command('segment-set', { ids: [turn.id], patch: { text } })]),
    command('segment-split', { ids: [turn.id], at: micros(time), wordsAt: at, rightId })
  ])
  if (made) select({ trackId: turn.trackId, segmentIds: [rightId] })
}

/**
 * Say who speaks a turn, or with `all` every turn of its track; a name that nobody has yet becomes a person. Turns of the
 * track that were given to somebody else by themselves stay theirs.
 */
export async function setSpeaker(turn: Segment, track: Track, name: string, all = false): Promise<void> {
  const { recordingId } = selection()
  const wanted = name.trim()
  if (recordingId === undefined || wanted === '') return
  if (!canEdit(track)) {
    const own = selection().segmentIds[0] === turn.id ? await correctableTurn() : undefined
    return own && canEdit(own.track) ? setSpeaker(own.segment, own.track, name, all) : refuse(track)
  }
  const known = [...project().index.persons.values()].find((person) => person.name === wanted)
  const personId = known?.id ?? newId()
  const isTracks = personOfTrack(track) === personId
  await edit(recordingId, [
    ...(known ? [] : [command('person-save', { id: personId, name: wanted })]),
    ...(all ? [command('track-set', { id: track.id, patch: { personId } })] : []),
    ...(all && turn.personId === undefined
      ? []
      : [command('segment-set', { ids: [turn.id], patch: { personId: isTracks || all ? null : personId } })])
  ])
}

/** Count the selected turn in word error rates, or leave it out. */
export async function toggleScored(): Promise<void> {
  const { recordingId } = selection()
  const turn = await changeableTurn()
  if (!turn || recordingId === undefined) return
  const unscored = turn.segment.unscored ? null : true
  await edit(recordingId, [command('segment-set', { ids: [turn.segment.id], patch: { unscored } })])
}

/** Give a transcript another name. */
export async function renameLayer(recordingId: string, id: string, name: string): Promise<void> {
  const tracks = tracksOf(recordingId).filter((track) => track.kind === 'utterances' && layerId(track) === id)
  if (name.trim() === '' || tracks.length === 0) return
  const done = await edit(
    recordingId,
    tracks.map((track) => command('track-set', { id: track.id, patch: { layer: name.trim() } }))
  )
  const { layers } = conversationChoice.get()
  if (done) conversationChoice.choose({ layers: { ...layers, [recordingId]: `layer:${name.trim()}` } })
}

/** Add the words of files to the open recording; a second transcript becomes a layer. */
export async function addTranscript(): Promise<void> {
  const recording = recordingOf(selection().recordingId)
  if (!recording) return
  const paths = await call('dialog.importFiles', { into: recording.name })
  if (paths.length > 0) await importPaths(paths, { into: recording.id, as: 'transcript' })
}

/** Show the next transcript of the recording. */
export function nextLayer(): void {
  const { recordingId } = selection()
  if (recordingId === undefined) return
  const layers = layersOf(recordingId)
  const chosen = conversationChoice.get().layers
  const at = layers.findIndex(({ id }) => id === layerShown(layers, chosen[recordingId])?.id)
  const next = layers[(at + 1) % Math.max(1, layers.length)]
  if (!next || layers.length < 2) return toast('This recording has one transcript.')
  conversationChoice.choose({ layers: { ...chosen, [recordingId]: next.id } })
}

/** Compare with the next transcript word by word, or stop comparing. */
export function toggleDiff(): void {
  const { recordingId } = selection()
  if (recordingId === undefined) return
  const { layers: chosen, others } = conversationChoice.get()
  const layers = layersOf(recordingId)
  const shown = layerShown(layers, chosen[recordingId])
  const other = layers.find(({ id }) => id !== shown?.id)
  if (!other)
    return toast('There is no other transcript to compare with.', {
      hint: 'Add one with “Add a transcript to this recording”.'
    })
  const { [recordingId]: compared, ...rest } = others
  conversationChoice.choose({
    others: compared === undefined ? { ...others, [recordingId]: other.id } : rest
  })
}
