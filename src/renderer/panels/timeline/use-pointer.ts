import { useEffect } from 'react'
import { micros, type Micros } from '../../../shared/domain/time'
import { labelOf } from '../../../shared/domain/labels'
import type { Segment, Track } from '../../../shared/domain/rows'
import { clock } from '../../session/clock'
import { makeSegment } from '../../session/desk-edit'
import { editableTrackIds } from '../../session/desk-label'
import { setProgress } from '../../session/desk-progress'
import { canEdit } from '../../session/desk-segments'
import { cancelDraft, draft, edit, preview, shownSegments } from '../../session/drafts'
import { command } from '../../session/edit'
import { finishLink, linkingFrom } from '../../session/links'
import { schemeOf, trackOf } from '../../session/project'
import { select, selection } from '../../session/selection'
import { toast } from '../../session/toasts'
import { wordsOf } from '../../session/value-parts'
import { microsPerPixel, viewport, xToTime } from '../../session/viewport'
import { edgeScroll } from './edge-scroll'
import { DRAG_PX, EDGE_PX, tracksWithBoundary, type Gesture } from './gesture'
import { hitPoint, hitTest, type Hit } from './hit-test'
import { MARKER_PX } from './paint-point'
import { snapped } from './snap-targets'

/** Where the pointer is: lane, time, and what lies there. */
interface Place {
  readonly lane: HTMLElement
  readonly kind: string
  readonly time: Micros
  readonly track: Track | undefined
  readonly hit: Hit | undefined
}

/** All mouse rules of the timeline, on its root element. */
export function usePointer(root: React.RefObject<HTMLDivElement | null>, recordingId: string): void {
  useEffect(() => {
    const element = root.current
    return element ? listen(element, recordingId) : undefined
  }, [root, recordingId])
}

function listen(root: HTMLElement, recordingId: string): () => void {
  let gesture: Gesture | undefined
  let downX = 0
  let pressed: { readonly lane: HTMLElement; readonly pointerId: number } | undefined
  let last = { x: 0, alt: false }
  const xIn = (lane: HTMLElement, clientX: number): number => clientX - lane.getBoundingClientRect().left
  const follow = (): void => {
    if (!gesture || !pressed) return
    // What is dragged stays in view: past a side the view comes along.
    const time = clampToView(timeIn(pressed.lane, last.x))
    if (gesture.kind === 'scrub') clock.seek(time)
    else drag(gesture, recordingId, time, last.alt)
  }
  const scroll = edgeScroll(follow)

  const down = (event: PointerEvent): void => {
    const place = placeOf(event)
    if (event.button !== 0 || !place) return
    root.focus({ preventScroll: true })
    downX = event.clientX
    pressed = { lane: place.lane, pointerId: event.pointerId }
    gesture = begin(event, place, recordingId)
    scroll.begin(xIn(place.lane, event.clientX))
    root.setPointerCapture(event.pointerId)
  }
  const move = (event: PointerEvent): void => {
    if (!gesture || !pressed) return showCursor(placeOf(event), event.shiftKey)
    last = { x: event.clientX, alt: event.altKey }
    if (gesture.kind !== 'scrub') {
      if (!gesture.moved && Math.abs(event.clientX - downX) < DRAG_PX) return
      gesture = { ...gesture, moved: true }
    }
    follow()
    scroll.to(xIn(pressed.lane, event.clientX))
  }
  const up = (event: PointerEvent): void => {
    const ended = gesture
    gesture = undefined
    scroll.stop()
    if (pressed && root.hasPointerCapture(pressed.pointerId)) root.releasePointerCapture(pressed.pointerId)
    setProgress({ snapLine: undefined })
    if (ended && pressed) finish(ended, recordingId, timeIn(pressed.lane, event.clientX), event)
    pressed = undefined
  }
  const cancel = (): void => {
    if (gesture?.kind === 'trim' || gesture?.kind === 'boundary') cancelDraft()
    gesture = undefined
    pressed = undefined
    scroll.stop()
    setProgress({ snapLine: undefined })
  }
  const escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !gesture) return
    event.stopPropagation()
    cancel()
  }
  const double = (event: MouseEvent): void => onDouble(placeOf(event), recordingId)
  const wheel = (event: WheelEvent): void => onWheel(event, root)

  root.addEventListener('pointerdown', down)
  root.addEventListener('pointermove', move)
  root.addEventListener('pointerup', up)
  root.addEventListener('pointercancel', cancel)
  root.addEventListener('dblclick', double)
  root.addEventListener('wheel', wheel, { passive: false })
  window.addEventListener('keydown', escape, true)
  return () => {
    scroll.stop()
    root.removeEventListener('pointerdown', down)
    root.removeEventListener('pointermove', move)
    root.removeEventListener('pointerup', up)
    root.removeEventListener('pointercancel', cancel)
    root.removeEventListener('dblclick', double)
    root.removeEventListener('wheel', wheel)
    window.removeEventListener('keydown', escape, true)
  }
}

/** What a press begins. The playhead moves at once, so that a click feels immediate. */
function begin(event: PointerEvent, { kind, time, track, hit }: Place, recordingId: string): Gesture {
  if (kind === 'ruler') {
    clock.seek(time)
    return { kind: 'scrub' }
  }
  if (hit && hit.part !== 'body' && canEdit(track)) {
    const more = (event.ctrlKey || event.metaKey) && track.kind === 'points'
    if (more) return { kind: 'range', from: time, track, moved: false }
    select({ trackId: track.id, segmentIds: [hit.segment.id] })
    if (track.kind === 'points') return { kind: 'trim', segment: hit.segment, edge: 'start', moved: false }
    if (event.shiftKey) return boundaryGesture(recordingId, hit)
    return { kind: 'trim', segment: hit.segment, edge: hit.part, moved: false }
  }
  return { kind: 'range', from: time, track, moved: false }
}

function boundaryGesture(recordingId: string, { segment, part }: Hit): Gesture {
  const at = part === 'end' ? segment.end : segment.start
  const tracks = editableTrackIds(recordingId).flatMap((id) => {
    const track = trackOf(id)
    return track && track.kind !== 'points' ? [{ id, segments: shownSegments(track) }] : []
  })
  return { kind: 'boundary', at, trackIds: tracksWithBoundary(tracks, at), moved: false }
}

/** Show what the drag would do so far. */
function drag(gesture: Gesture, recordingId: string, free: Micros, alt: boolean): void {
  const { view } = viewport.getState()
  const { time, target } = snapped(
    recordingId,
    view,
    free,
    alt,
    gesture.kind === 'trim' ? gesture.segment.id : undefined
  )
  const at = micros(Math.max(0, Math.min(clock.state().duration || time, time)))
  // Frames are everywhere: a line for each would only flicker.
  setProgress({ snapLine: target?.kind === 'frame' ? undefined : target?.time })
  switch (gesture.kind) {
    case 'scrub':
      return
    case 'range':
      return select({
        range:
          at === gesture.from
            ? undefined
            : at < gesture.from
              ? { start: at, end: gesture.from }
              : { start: gesture.from, end: at }
      })
    case 'trim':
      return void preview(recordingId, [trimCommand(gesture.segment, gesture.edge, at)])
    case 'boundary':
      preview(recordingId, [
        command('segment-move-boundary', { trackIds: gesture.trackIds, at: gesture.at, to: at })
      ])
  }
}

/** An edge never crosses the other one: the shortest segment is a millisecond. */
const SHORTEST = 1000
function trimCommand(segment: Segment, edge: 'start' | 'end', time: number): ReturnType<typeof command> {
  if (isPoint(segment))
    return command('segment-set', { ids: [segment.id], patch: { start: time, end: time + 1 } })
  const to =
    edge === 'start' ? Math.min(time, segment.end - SHORTEST) : Math.max(time, segment.start + SHORTEST)
  return command('segment-set', { ids: [segment.id], patch: { [edge]: to } })
}

/** One gesture, one command. */
function finish(gesture: Gesture, recordingId: string, time: Micros, event: PointerEvent): void {
  switch (gesture.kind) {
    case 'scrub':
      return
    case 'range':
      if (gesture.moved) {
        return select({ segmentIds: [], ...(gesture.track ? { trackId: gesture.track.id } : {}) })
      }
      return click(gesture, time, event)
    case 'trim':
    case 'boundary': {
      if (!gesture.moved && gesture.kind === 'trim' && isPoint(gesture.segment))
        clock.seek(gesture.segment.start)
      const shown = draft()
      if (shown?.problem) toast(shown.problem.message, { hint: shown.problem.hint })
      if (!gesture.moved || !shown || shown.problem) return cancelDraft()
      void edit(recordingId, shown.commands)
    }
  }
}

const isPoint = (segment: Segment): boolean => trackOf(segment.trackId)?.kind === 'points'

/** A click moves the playhead and selects what is there. */
function click(
  { track, from }: Extract<Gesture, { kind: 'range' }>,
  time: Micros,
  event: PointerEvent
): void {
  const hit = track && hitIn(track, from)
  clock.seek(time)
  const { segmentIds, range } = selection()
  // A click inside the range keeps it: the next one may make a segment of it.
  const kept = range && time >= range.start && time <= range.end ? range : undefined
  if (!track) return select({ range: kept })
  const id = hit?.segment.id
  if (id !== undefined && linkingFrom() !== undefined) return void finishLink(id)
  if (id === undefined) return select({ trackId: track.id, segmentIds: [], range: kept })
  const more = event.ctrlKey || event.metaKey
  const ids = more
    ? segmentIds.includes(id)
      ? segmentIds.filter((each) => each !== id)
      : [...segmentIds, id]
    : [id]
  select({ trackId: track.id, segmentIds: ids, range: undefined })
}

/** Half a second on both sides of a point, in microseconds. */
const AROUND_POINT = 500_000

/** Double-click: a segment from the range under it, or the segment there is played. */
function onDouble(place: Place | undefined, recordingId: string): void {
  if (!place || place.kind === 'ruler') return
  const { range } = selection()
  const inside = range && place.time >= range.start && place.time <= range.end
  if (inside && selection().recordingId === recordingId) {
    // A lane of ratings holds no segments: the one that does gets it.
    const lane = canEdit(place.track) && place.track.kind !== 'trace' ? place.track.id : undefined
    void makeSegment(range, lane)
    return
  }
  if (!place.hit) return
  const { segment } = place.hit
  // A moment is heard with what is around it.
  const around = isPoint(segment) ? AROUND_POINT : 0
  clock.playRange({
    start: micros(Math.max(0, segment.start - around)),
    end: micros(Math.min(clock.state().duration, segment.end + around))
  })
}

function placeOf(event: MouseEvent): Place | undefined {
  // A captured pointer names the root as its target, so the place itself is asked.
  const lane = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('.tl-lane')
  if (!lane) return undefined
  const time = timeIn(lane, event.clientX)
  const track = trackOf(lane.dataset['trackId'])
  return { lane, kind: lane.dataset['kind'] ?? '', time, track, hit: track && hitIn(track, time) }
}

const hitIn = (track: Track, time: number): Hit | undefined => {
  const pixel = microsPerPixel(viewport.getState().view)
  return track.kind === 'points'
    ? hitPoint(shownSegments(track), time, EDGE_PX * pixel, MARKER_PX * pixel)
    : hitTest(shownSegments(track), time, EDGE_PX * pixel)
}

const timeIn = (lane: HTMLElement, clientX: number): Micros =>
  xToTime(viewport.getState().view, clientX - lane.getBoundingClientRect().left)

function clampToView(time: Micros): Micros {
  const { start, span } = viewport.getState().view
  return micros(Math.max(start, Math.min(start + span, time)))
}

function showCursor(place: Place | undefined, shift: boolean): void {
  if (!place) return
  const onEdge = place.hit !== undefined && place.hit.part !== 'body' && canEdit(place.track)
  const words = hintOf(place)
  if (place.lane.title !== words) place.lane.title = words
  place.lane.dataset['cursor'] = onEdge ? (shift ? 'boundary' : 'edge') : ''
}

/** What the segment under the pointer says, in full, and its comment. */
function hintOf({ track, hit }: Place): string {
  if (!track || !hit) return ''
  const { segment } = hit
  const label = labelOf(schemeOf(track.schemeId), segment.label, track.attributeId)?.name
  return [wordsOf(segment, track) || label, segment.comment].filter(Boolean).join('\n')
}

/** Ctrl+wheel zooms at the pointer; Shift+wheel, sideways wheels and, where nothing scrolls, the plain wheel move in time. */
function onWheel(event: WheelEvent, root: HTMLElement): void {
  const lane = event.target instanceof Element ? event.target.closest<HTMLElement>('.tl-lane') : null
  const body = root.querySelector('.tl-body')
  const { zoom, pan } = viewport.getState()
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault()
    const ruler = root.querySelector('.tl-ruler')
    const x = event.clientX - (lane ?? ruler ?? root).getBoundingClientRect().left
    return zoom(1.0022 ** Math.max(-240, Math.min(240, event.deltaY)), Math.max(0, x))
  }
  const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX
  const scrolls =
    body !== null && body.scrollHeight > body.clientHeight + 1 && lane?.dataset['kind'] !== 'ruler'
  const amount = sideways !== 0 ? sideways : scrolls ? 0 : event.deltaY
  if (amount === 0) return
  event.preventDefault()
  pan(amount)
}
