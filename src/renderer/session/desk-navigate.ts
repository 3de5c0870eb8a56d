import { layerId } from '../../shared/conversation/transcript-layers'
import type { Segment, Track } from '../../shared/domain/rows'
import { clock } from './clock'
import { activeTrack, currentSegment, selectedSegments } from './desk-segments'
import { shownSegments } from './drafts'
import { tracksOf } from './project'
import { select, selection } from './selection'
import { viewport } from './viewport'

/** Select the next or previous segment of the active track, counted from the selected one, else from the playhead. */
export function stepSegment(direction: 1 | -1): void {
  const track = activeTrack()
  if (!track) return
  const segments = steppedThrough(track)
  const selected = selectedSegments().find((each) => segments.some((segment) => segment.id === each.id))
  const now = clock.get()
  const at = selected ? segments.findIndex((segment) => segment.id === selected.id) : -1
  const index =
    at >= 0
      ? at + direction
      : direction > 0
        ? segments.findIndex((segment) => segment.start >= now)
        : segments.findLastIndex((segment) => segment.start < now)
  const next = segments[index]
  if (!next) return
  select({ trackId: next.trackId, segmentIds: [next.id], range: undefined })
  viewport.getState().reveal(next.start, next.end)
  if (!clock.state().playing) clock.seek(next.start)
}

/** Segments of a track; for words those of all speakers of the transcript, because a conversation goes from one to the other. */
function steppedThrough(track: Track): readonly Segment[] {
  if (track.kind !== 'utterances') return shownSegments(track)
  return tracksOf(track.recordingId)
    .filter((each) => each.kind === 'utterances' && layerId(each) === layerId(track))
    .flatMap((each) => shownSegments(each))
    .sort((a, b) => a.start - b.start)
}

/** Work in the track above or below; the segment at the playhead there is selected. */
export function stepTrack(direction: 1 | -1): void {
  const { recordingId, trackId } = selection()
  if (recordingId === undefined) return
  const tracks = tracksOf(recordingId).filter((track) => track.kind !== 'frames')
  const at = tracks.findIndex((track) => track.id === trackId)
  const next = tracks[at < 0 ? 0 : Math.max(0, Math.min(tracks.length - 1, at + direction))]
  if (!next) return
  const now = clock.get()
  const here = shownSegments(next).findLast((segment) => segment.start <= now && now < segment.end)
  select({ trackId: next.id, segmentIds: here ? [here.id] : [] })
}

/** Go to the start or the end of the current segment. */
export function goToEdge(edge: 'start' | 'end'): void {
  const segment = currentSegment()
  if (!segment) return
  clock.seek(segment[edge])
  viewport.getState().reveal(segment[edge])
}

/** Go to a time and see it. */
export function goTo(time: number): void {
  clock.seek(time)
  viewport.getState().reveal(clock.get())
}

/** The stretch meant by "selection": the selected segments, else the dragged range. */
export function selectedSpan(): { readonly start: number; readonly end: number } | undefined {
  const segments = selectedSegments()
  if (segments.length === 0) return selection().range
  return {
    start: Math.min(...segments.map((segment) => segment.start)),
    end: Math.max(...segments.map((segment) => segment.end))
  }
}
