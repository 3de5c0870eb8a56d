import { hasNominalTimes } from '../../../shared/conversation/nominal-times'
import { layerId } from '../../../shared/conversation/transcript-layers'
import {
  documentAxis,
  itemCount,
  itemText,
  pictureAxis,
  turnAxis,
  type ItemAxis
} from '../../../shared/documents/item-axis'
import type { Recording } from '../../../shared/domain/rows'
import { formatClock } from '../../../shared/domain/time'
import { project, recordingOf, streamsOf, tracksOf, useProject } from '../project'
import type { RecordingSegments } from '../recording-segments'

/**
 * The items of a recording that has no clock: a picture, a document, a transcript that names no times and stands alone.
 * Undefined where time is real, and of a transcript whose turns are not loaded.
 */
export function itemAxis(recordingId: string | undefined): ItemAxis | undefined {
  const recording = recordingOf(recordingId)
  if (!recording) return undefined
  if (recording.medium === 'image') return pictureAxis
  if (recording.medium === 'document')
    return remembered(documents, recording, () => documentAxis(recording.duration))
  const segments = project().segments.get(recording.id)
  if (!segments || !standsAlone(recording.id)) return undefined
  return remembered(conversations, segments, () => turnsOf(recording.id, segments))
}

/** The same, for what is drawn. */
export const useItemAxis = (recordingId: string | undefined): ItemAxis | undefined =>
  useProject(() => itemAxis(recordingId))

/** Where a moment or stretch is: the clock, or the item of a recording that has none. */
export function placeText(recordingId: string | undefined, start: number, end?: number): string {
  const axis = itemAxis(recordingId)
  return axis ? itemText(axis, start, end) : formatClock(start)
}

/** Of what a recording consists that has no length: "picture", "12 sentences". Undefined where it has one. */
export function itemsText(recording: Recording): string | undefined {
  if (recording.medium === 'image') return 'picture'
  const axis = itemAxis(recording.id)
  return axis && itemCount(axis)
}

/** Nothing plays: all there is are turns without times. Where something plays, they are spread over its real time. */
function standsAlone(recordingId: string): boolean {
  if (streamsOf(recordingId).some(({ kind }) => kind !== 'text')) return false
  const words = tracksOf(recordingId).filter(({ kind }) => kind === 'utterances')
  return words.length > 0 && words.every(hasNominalTimes)
}

/** Turns of the first transcript; further ones say the same again. */
function turnsOf(recordingId: string, segments: RecordingSegments): ItemAxis | undefined {
  const words = tracksOf(recordingId).filter(({ kind }) => kind === 'utterances')
  const [first] = words
  const spoken = words.filter((track) => first && layerId(track) === layerId(first))
  return turnAxis(spoken.flatMap(({ id }) => segments.byTrack.get(id) ?? []))
}

/** Made once for each state of the rows: lanes ask at every picture of the screen. */
const documents = new WeakMap<Recording, ItemAxis | undefined>()
const conversations = new WeakMap<RecordingSegments, ItemAxis | undefined>()

function remembered<K extends object>(
  known: WeakMap<K, ItemAxis | undefined>,
  key: K,
  make: () => ItemAxis | undefined
): ItemAxis | undefined {
  if (!known.has(key)) known.set(key, make())
  return known.get(key)
}
