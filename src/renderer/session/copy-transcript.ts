import { layerId } from '../../shared/conversation/transcript-layers'
import type { TranscriptLayer } from '../../shared/conversation/transcript-layers'
import type { Segment, Track } from '../../shared/domain/rows'
import { currentAuthorId } from './author'
import { conversationChoice, layerShown, layersOf, selectedTurn } from './conversation'
import { canEdit } from './desk-segments'
import { edit, shownSegments } from './drafts'
import { command, undo } from './edit'
import { authorOf, trackOf, tracksOf } from './project'
import { select, selection } from './selection'
import { toast } from './toasts'

/** The transcript shown, when its words are a model's: they stay as they are, and a copy can be corrected. */
export function foreignLayer(recordingId: string | undefined): TranscriptLayer | undefined {
  if (recordingId === undefined) return undefined
  const layer = layerShown(layersOf(recordingId), conversationChoice.get().layers[recordingId])
  return layer && isModels(layer) ? layer : undefined
}

/** Whether all of a transcript is a model's. */
export const isModels = ({ trackIds }: TranscriptLayer): boolean =>
  trackIds.every((id) => ofModel(trackOf(id)))

const ofModel = (track: Track | undefined): boolean =>
  track !== undefined && (track.runId !== undefined || authorOf(track.authorId)?.kind === 'model')

/** Copy the model's transcript that is shown into one of my own and show that; false when there is none or it is refused. */
export async function copyTranscript(): Promise<boolean> {
  const { recordingId, segmentIds } = selection()
  const layer = foreignLayer(recordingId)
  if (recordingId === undefined || !layer) {
    toast('The transcript shown is no model’s, so it can be changed as it is.')
    return false
  }
  const own = layersOf(recordingId).find(
    ({ name, trackIds }) => name === correctedName(layer.name) && trackIds.every((id) => canEdit(trackOf(id)))
  )
  if (!own && !(await makeCopy(recordingId, layer))) return false
  const shown = own ?? layersOf(recordingId).find(({ id }) => id === layerId(mine(layer)))
  if (!shown) return false
  const { layers } = conversationChoice.get()
  conversationChoice.choose({ layers: { ...layers, [recordingId]: shown.id } })
  const copy = copyOf(segmentIds[0], shown)
  if (copy) select({ trackId: copy.trackId, segmentIds: [copy.id], range: undefined })
  return true
}

/** The selected turn as it may be changed: of a model's transcript its copy, which is made where there is none. */
export async function correctableTurn(): Promise<ReturnType<typeof selectedTurn>> {
  const turn = selectedTurn()
  if (!turn || !ofModel(turn.track)) return turn
  return (await copyTranscript()) ? selectedTurn() : undefined
}

/** Name of the transcript that corrections of one go to. */
const correctedName = (layer: string): string => `${layer}, corrected`

const mine = ({ name }: TranscriptLayer): Pick<Track, 'layer' | 'authorId'> => ({
  layer: correctedName(name),
  authorId: currentAuthorId() ?? ''
})

async function makeCopy(recordingId: string, layer: TranscriptLayer): Promise<boolean> {
  const made = await edit(recordingId, [
    command('transcript-copy', { trackIds: layer.trackIds, layer: correctedName(layer.name) })
  ])
  if (!made) return false
  toast(`A copy of “${layer.name}” is yours to correct; the model’s own words stay.`, {
    action: { label: 'Undo', run: () => void undo() }
  })
  return true
}

function copyOf(id: string | undefined, layer: TranscriptLayer): Segment | undefined {
  if (id === undefined) return undefined
  const tracks = tracksOf(selection().recordingId ?? '').filter((track) => layer.trackIds.includes(track.id))
  return tracks.flatMap((track) => shownSegments(track)).find(({ origin }) => origin?.ref === id)
}
