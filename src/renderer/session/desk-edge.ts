import type { Segment } from '../../shared/domain/rows'
import { micros, type Micros } from '../../shared/domain/time'
import { clock } from './clock'
import { canEdit, currentSegment } from './desk-segments'
import { progress, setProgress } from './desk-progress'
import { edit, shownSegments } from './drafts'
import { command } from './edit'
import { frameBeside } from './playback'
import { trackOf } from './project'
import { select, selection } from './selection'
import { toast } from './toasts'
import { refusedByLock } from './track-edits'
import { viewport } from './viewport'

/** How far the loop reaches to each side of an edge, in milliseconds. */
const REACHES = [150, 300, 500, 1000, 2000, 4000] as const
let reachMs = 500

/** An edge of a segment that keys move and a loop plays around. */
export interface ChosenEdge {
  readonly segment: Segment
  readonly edge: 'start' | 'end'
  readonly time: Micros
  /** Microseconds played on each side. */
  readonly reach: number
}

/** The edge being worked on, as its segment is shown now; gone when the segment is let go. */
export function chosenEdge(): ChosenEdge | undefined {
  const { edge } = progress()
  const track = trackOf(edge?.trackId)
  if (!edge || !track || !selection().segmentIds.includes(edge.segmentId)) return undefined
  const segment = shownSegments(track).find((each) => each.id === edge.segmentId)
  return segment && { segment, edge: edge.edge, time: segment[edge.edge], reach: reachMs * 1000 }
}

/** Choose the start or the end of the current segment and play around it again and again; the same once more lets go. */
export function chooseEdge(edge: 'start' | 'end'): void {
  const segment = currentSegment()
  if (!segment) return toast('Select a segment to work on its edges.')
  const now = chosenEdge()
  if (now?.segment.id === segment.id && now.edge === edge) return letEdgeGo()
  if (refusedByLock([trackOf(segment.trackId)])) return
  if (!canEdit(trackOf(segment.trackId)))
    return toast('This segment belongs to somebody else, so its edges stay.')
  select({ trackId: segment.trackId, segmentIds: [segment.id], range: undefined })
  setProgress({ edge: { trackId: segment.trackId, segmentId: segment.id, edge } })
  viewport.getState().reveal(around(segment[edge]).start, around(segment[edge]).end)
  clock.playRange(around(segment[edge]), true)
}

/** Stop the loop and let the edge go. */
export function letEdgeGo(): void {
  setProgress({ edge: undefined })
  clock.pause()
  clock.setLooping(false)
}

/** Loop more or less around the edge; says how much. */
export function widenEdge(step: 1 | -1): void {
  const index = REACHES.findIndex((each) => each === reachMs)
  reachMs = REACHES[Math.max(0, Math.min(REACHES.length - 1, index + step))] ?? reachMs
  const chosen = chosenEdge()
  if (chosen) clock.setLooping(true, around(chosen.time))
  toast(`${reachMs} ms to each side of the edge.`)
}

/** Move the chosen edge by frames while it plays; false where none is chosen. An edge that two segments share stays shared. */
export async function nudgeEdge(frames: 1 | -1): Promise<boolean> {
  const chosen = chosenEdge()
  const { recordingId } = selection()
  if (!chosen || recordingId === undefined) return false
  const to = frameBeside(chosen.time, frames)
  const { trackId, id } = chosen.segment
  const track = trackOf(trackId)
  const shared =
    track !== undefined &&
    shownSegments(track).some(
      (other) => other.id !== id && other[chosen.edge === 'start' ? 'end' : 'start'] === chosen.time
    )
  const done = await edit(recordingId, [
    shared
      ? command('segment-move-boundary', { trackIds: [trackId], at: chosen.time, to })
      : command('segment-set', { ids: [id], patch: { [chosen.edge]: to } })
  ])
  const moved = chosenEdge()
  if (done && moved) clock.setLooping(true, around(moved.time))
  return true
}

function around(time: number): { readonly start: Micros; readonly end: Micros } {
  const { duration } = clock.state()
  return {
    start: micros(Math.max(0, time - reachMs * 1000)),
    end: micros(Math.min(duration || Infinity, time + reachMs * 1000))
  }
}
