import type { Segment } from '../../shared/domain/rows'
import type { Micros } from '../../shared/domain/time'
import { clock } from './clock'
import { selectedSpan } from './desk-navigate'
import { nudgeEdge } from './desk-edge'
import { progress, setProgress } from './desk-progress'
import { makePoint } from './desk-points'
import { pressTime } from './in-turn'
import {
  activeTrack,
  canEdit,
  createCommand,
  currentSegment,
  selectedSegments,
  targetTrack
} from './desk-segments'
import { edit, shownSegments } from './drafts'
import { command } from './edit'
import { frameBeside } from './playback'
import { trackOf } from './project'
import { select, selection } from './selection'
import { toast } from './toasts'
import { refusedByLock } from './track-edits'

/** Mark where a segment starts. */
export function markIn(): void {
  const { recordingId } = selection()
  if (recordingId === undefined) return
  const target = targetTrack(recordingId)
  if (target?.track?.kind === 'points') return void makePoint(target, pressTime())
  setProgress({
    anchor: pressTime(),
    trackId: target?.track?.id,
    making: [{ start: pressTime(), label: undefined }]
  })
}

/** End the segment that was started; without a start, the one from the anchor. */
export function markOut(): Promise<void> {
  return makeFromAnchor()
}

/** Enter: start, and at the second press end. */
export function toggleMark(): Promise<void> | void {
  return progress().anchor === undefined ? markIn() : markOut()
}

/** Take the mark back. */
export const clearMark = (): void => setProgress({ anchor: undefined, making: [] })

/** A segment from the anchor to the playhead: the dragged range, the mark, or the end of the segment before. */
export async function makeFromAnchor(): Promise<void> {
  const { range } = selection()
  const now = pressTime()
  const { anchor } = progress()
  const span =
    anchor !== undefined
      ? ordered(anchor, now)
      : range
        ? { start: range.start, end: range.end }
        : ordered(endBefore(now), now)
  clearMark()
  await makeSegment(span)
}

/** Make a segment on the track I work in and select it. */
export async function makeSegment(
  span: { readonly start: Micros; readonly end: Micros },
  trackId?: string
): Promise<void> {
  const { recordingId } = selection()
  if (trackId !== undefined) select({ trackId })
  if (refusedByLock([trackOf(selection().trackId)])) return
  const target = recordingId === undefined ? undefined : targetTrack(recordingId)
  if (recordingId === undefined || !target)
    return toast('There is no scheme to label with.', { hint: 'Make a label scheme in the library first.' })
  if (span.end <= span.start) return toast('Move the playhead after the start first.')
  const made = createCommand(target, span)
  select({ trackId: target.trackId, segmentIds: [made.id], range: undefined })
  if (!(await edit(recordingId, [...target.before, made.call]))) select({ segmentIds: [] })
}

const ordered = (a: Micros, b: Micros): { readonly start: Micros; readonly end: Micros } =>
  a <= b ? { start: a, end: b } : { start: b, end: a }

/** End of the last segment of the active track before a time; the start of the recording when there is none. */
function endBefore(time: Micros): Micros {
  const track = activeTrack()
  const before = track && shownSegments(track).filter((segment) => segment.end <= time)
  return (before ?? []).reduce(
    (latest, segment) => (segment.end > latest ? segment.end : latest),
    0 as Micros
  )
}

/** Put the start or the end of the current segment at the playhead. */
export async function setEdge(edge: 'start' | 'end'): Promise<void> {
  await moveEdge(currentSegment(), edge, pressTime())
}

/** Move the chosen edge by frames; without one, the edge of the current segment that is nearer to the playhead. */
export async function nudge(frames: 1 | -1): Promise<void> {
  if (await nudgeEdge(frames)) return
  const segment = currentSegment()
  if (!segment) return
  const now = pressTime()
  const edge = Math.abs(now - segment.start) <= Math.abs(now - segment.end) ? 'start' : 'end'
  const time = frameBeside(segment[edge], frames)
  await moveEdge(segment, edge, time)
  clock.seek(time)
}

async function moveEdge(segment: Segment | undefined, edge: 'start' | 'end', time: Micros): Promise<void> {
  const { recordingId } = selection()
  if (!segment || recordingId === undefined) return toast('Select a segment first.')
  if (refusedByLock([trackOf(segment.trackId)])) return
  if (!canEdit(trackOf(segment.trackId)))
    return toast('This segment belongs to somebody else, so its edges stay.')
  await edit(recordingId, [command('segment-set', { ids: [segment.id], patch: { [edge]: time } })])
}

/** Split the current segment at the playhead. */
export async function split(): Promise<void> {
  const { recordingId } = selection()
  const now = pressTime()
  const cut = selectedSegments().filter((segment) => segment.start < now && now < segment.end)
  const segment = currentSegment()
  const ids = (cut.length > 0 ? cut : segment ? [segment] : []).map((each) => each.id)
  if (recordingId === undefined || ids.length === 0)
    return toast('Put the playhead inside a segment to split it there.')
  await edit(recordingId, [command('segment-split', { ids, at: now })])
}

/** A boundary at the playhead: splits the segment there; in a gap, ends a segment that starts where the one before ends. */
export function setBoundary(): Promise<void> {
  const track = activeTrack()
  const now = pressTime()
  const inside = track && shownSegments(track).some((segment) => segment.start < now && now < segment.end)
  return inside ? split() : makeFromAnchor()
}

/** Merge the selected segments; a single one with the next of its track. */
export async function merge(): Promise<void> {
  const { recordingId } = selection()
  const chosen = selectedSegments()
  const first = chosen[0] ?? currentSegment()
  const track = trackOf(first?.trackId)
  if (recordingId === undefined || !first || !track) return
  const list = shownSegments(track)
  const next = list[list.findIndex((segment) => segment.id === first.id) + 1]
  const ids = chosen.length > 1 ? chosen.map((segment) => segment.id) : [first.id, ...(next ? [next.id] : [])]
  if (ids.length < 2) return toast('There is no next segment to merge with.')
  if (await edit(recordingId, [command('segment-merge', { ids })])) select({ segmentIds: ids.slice(0, 1) })
}

/** Delete the selected segments and select the next one. */
export async function remove(): Promise<void> {
  const { recordingId } = selection()
  const chosen = selectedSegments()
  const mine = chosen.filter((segment) => canEdit(trackOf(segment.trackId)))
  if (recordingId === undefined || chosen.length === 0) return
  if (mine.length === 0 && refusedByLock(chosen.map((segment) => trackOf(segment.trackId)))) return
  if (mine.length === 0) return toast('These segments belong to somebody else, so they stay.')
  select({ segmentIds: [] })
  await edit(recordingId, [command('segment-delete', { ids: mine.map((segment) => segment.id) })])
}

/** Flag the current segments, or take the flag away when all have it. */
export async function flag(): Promise<void> {
  const { recordingId } = selection()
  const segment = currentSegment()
  const chosen = selectedSegments().length > 0 ? selectedSegments() : segment ? [segment] : []
  if (recordingId === undefined || chosen.length === 0) return
  const flagged = !chosen.every((each) => each.flagged)
  await edit(recordingId, [
    command('segment-set', { ids: chosen.map((each) => each.id), patch: { flagged } })
  ])
}

/** Open the comment of the current segment. */
export function comment(): void {
  const segment = currentSegment()
  if (!segment) return toast('Select a segment to comment on it.')
  select({ trackId: segment.trackId, segmentIds: [segment.id] })
  setProgress({ commentOn: segment.id })
}

/** Play the selected stretch once, or in a loop when looping is on. */
export function playSelection(): void {
  const span = selectedSpan() ?? currentSegment()
  if (!span) return clock.toggle()
  clock.playRange({ start: span.start as Micros, end: span.end as Micros })
}

/** Stop what plays; when nothing does, play the selected stretch. */
export const playSelectionOrStop = (): void => (clock.state().playing ? clock.pause() : playSelection())

/** Loop the selected stretch, or stop looping. */
export function toggleLoop(): void {
  const { looping } = clock.state()
  const span = selectedSpan() ?? currentSegment()
  if (looping) return clock.setLooping(false)
  if (!span) return toast('Select a segment or a stretch to loop it.')
  clock.setLooping(true, { start: span.start as Micros, end: span.end as Micros })
}
