import { conversationChoice, layersOf, layerShown, selectedTurn, turnsOfTracks } from './conversation'
import { authorOf, runOf, trackOf } from './project'
import { shownSegments } from './drafts'
import { selection } from './selection'

/**
 * The turn that is chosen, or the one under a chosen label of a model, with that model. Undefined where there is none.
 */
export function turnForModels():
  { readonly recordingId: string; readonly segmentId: string; readonly modelId?: string } | undefined {
  const turn = selectedTurn()
  if (turn) return { recordingId: turn.track.recordingId, segmentId: turn.segment.id }
  const { trackId, segmentIds } = selection()
  const track = trackOf(trackId)
  const chosen = track && shownSegments(track).find(({ id }) => id === segmentIds[0])
  if (!track || !chosen || authorOf(track.authorId)?.kind !== 'model') return undefined
  const layer = layerShown(layersOf(track.recordingId), conversationChoice.get().layers[track.recordingId])
  const middle = (chosen.start + chosen.end) / 2
  const words = (layer?.trackIds ?? []).flatMap((id) => trackOf(id) ?? [])
  const under = turnsOfTracks(words).find(({ start, end }) => start <= middle && middle < end)
  const modelId = runOf(track.runId)?.modelId
  return (
    under && {
      recordingId: track.recordingId,
      segmentId: under.id,
      ...(modelId === undefined ? {} : { modelId })
    }
  )
}
