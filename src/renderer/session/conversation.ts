import { layerId, transcriptLayers } from '../../shared/conversation/transcript-layers'
import type { TranscriptLayer } from '../../shared/conversation/transcript-layers'
import type { Segment, Track } from '../../shared/domain/rows'
import { canEdit } from './desk-segments'
import { shownSegments } from './drafts'
import { keptChoice } from './kept-choice'
import { authorOf, trackOf, tracksOf } from './project'
import { selection } from './selection'
import { makeStore } from './store'

/** How transcripts are looked at, kept with the project. */
export interface ConversationChoice {
  /** Layer shown, by recording. */
  readonly layers: Readonly<Record<string, string>>
  /** Layer it is compared with, by recording. */
  readonly others: Readonly<Record<string, string>>
  readonly compare: 'diff' | 'beside'
  readonly lowerCase: boolean
  readonly noPunctuation: boolean
  /** Turns before the selected one that are highlighted as its context. */
  readonly context: number
  /** Labels of everybody, not only of the chosen annotator. */
  readonly everyone: boolean
  /** Whose labels stand at the turns; absent: mine. */
  readonly authorId: string | undefined
  readonly shifts: boolean
}

const noChoice: ConversationChoice = {
  layers: {},
  others: {},
  compare: 'diff',
  lowerCase: true,
  noPunctuation: true,
  context: 0,
  everyone: false,
  authorId: undefined,
  shifts: true
}

export const conversationChoice = keptChoice<ConversationChoice>('conversation', noChoice, (stored) => ({
  ...noChoice,
  ...(typeof stored === 'object' ? stored : {})
}))

/** What goes on in the pane and is not kept. */
interface ConversationState {
  /** Keys for turns act: the pane was the last part of the desk in use. */
  readonly keys: boolean
  /** Turn whose words and times are being edited. */
  readonly editing: string | undefined
  /** Turn whose speaker is being chosen. */
  readonly speakerOf: string | undefined
  readonly view: 'turns' | 'transitions'
  /** Words looked for; undefined: the field is closed. */
  readonly search: string | undefined
}

export const conversationStore = makeStore<ConversationState>({
  keys: false,
  editing: undefined,
  speakerOf: undefined,
  view: 'turns',
  search: undefined
})
export const useConversation = <T>(selector: (state: ConversationState) => T): T =>
  conversationStore(selector)
export const setConversation = (change: Partial<ConversationState>): void =>
  conversationStore.setState(change)

/** The transcripts of a recording. */
export const layersOf = (recordingId: string): readonly TranscriptLayer[] =>
  transcriptLayers(tracksOf(recordingId), authorOf)

/** The transcript shown: the chosen one, else the first. */
export function layerShown(
  layers: readonly TranscriptLayer[],
  chosen: string | undefined
): TranscriptLayer | undefined {
  return layers.find(({ id }) => id === chosen) ?? layers[0]
}

/** Turns of a transcript in order of time, whoever speaks, as they stand while a gesture is under way. */
export const turnsOfTracks = (tracks: readonly Track[]): readonly Segment[] =>
  tracks
    .flatMap((track) => shownSegments(track))
    .sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1))

/** Tracks of the same transcript as a track of words. */
export const sameLayer = (track: Track): readonly Track[] =>
  tracksOf(track.recordingId).filter((each) => each.kind === 'utterances' && layerId(each) === layerId(track))

/** The selected turn, when one is. */
export function selectedTurn(): { readonly segment: Segment; readonly track: Track } | undefined {
  const { trackId, segmentIds } = selection()
  const track = trackOf(trackId)
  if (track?.kind !== 'utterances') return undefined
  const segment = shownSegments(track).find(({ id }) => id === segmentIds[0])
  return segment && { segment, track }
}

/** The selected turn, when I may change it. */
export function editableTurn(): ReturnType<typeof selectedTurn> {
  const turn = selectedTurn()
  return turn && canEdit(turn.track) ? turn : undefined
}
