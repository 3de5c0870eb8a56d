import { useCallback, useEffect, useRef } from 'react'
import type { Segment } from '../../../shared/domain/rows'
import { linkTargets } from '../../session/link-targets'
import { linkStore, selectLink } from '../../session/links'
import { authorOf, projectStore, relationsOf } from '../../session/project'
import { timeToX } from '../../session/viewport'
import type { ThemeColors } from '../../ui/theme-colors'
import { LaneCanvas } from './lane-canvas'
import type { Painting } from './lane-canvas'
import { arcAt, linkArcs } from './link-arcs'
import type { LaneAt, LinkArc } from './link-arcs'

/** A click this near to a bow means the bow. */
const REACH_PX = 4

/** Links between segments, as bows over the lanes on a canvas of their own. A click on a bow selects the link. */
export function LinksOverlay({ recordingId }: { readonly recordingId: string }): React.JSX.Element {
  const own = useRef<HTMLDivElement>(null)
  const drawn = useRef<readonly LinkArc[]>([])
  const subscribe = useCallback((changed: () => void) => {
    const body = timelineOf(own.current)?.querySelector('.tl-body')
    const lanes = new ResizeObserver(changed)
    if (body) lanes.observe(body)
    body?.addEventListener('scroll', changed)
    const stops = [projectStore.subscribe(changed), linkStore.subscribe(changed)]
    return () => {
      lanes.disconnect()
      body?.removeEventListener('scroll', changed)
      stops.forEach((stop) => stop())
    }
  }, [])
  const paint = useCallback(
    (painting: Painting): void => {
      paintBarred(painting, recordingId, lanesIn(timelineOf(own.current)))
      const links = relationsOf(recordingId)
      drawn.current =
        links.length === 0
          ? []
          : linkArcs(links, segmentFinder(recordingId), lanesIn(timelineOf(own.current)), painting.view)
      paintArcs(painting, drawn.current)
    },
    [recordingId]
  )
  const isBlank = useCallback((): boolean => {
    if (relationsOf(recordingId).length > 0 || linkStore.getState().from) return false
    drawn.current = []
    return true
  }, [recordingId])
  useEffect(() => {
    const timeline = timelineOf(own.current)
    if (!timeline) return
    const down = (event: PointerEvent): void => {
      const overlay = timeline.querySelector('.tl-links')?.getBoundingClientRect()
      if (event.button !== 0 || !overlay || linkStore.getState().from) return
      const arc = arcAt(
        drawn.current,
        { x: event.clientX - overlay.left, y: event.clientY - overlay.top },
        REACH_PX
      )
      if (!arc) return
      // The press means the bow, not the lane under it.
      event.stopImmediatePropagation()
      event.preventDefault()
      timeline.focus({ preventScroll: true })
      selectLink(arc.link.id)
    }
    timeline.addEventListener('pointerdown', down, true)
    return () => timeline.removeEventListener('pointerdown', down, true)
  }, [])
  return (
    <div ref={own} className="tl-overlay tl-links">
      <LaneCanvas paint={paint} isBlank={isBlank} subscribe={subscribe} label="Links" />
    </div>
  )
}

const timelineOf = (overlay: HTMLElement | null): HTMLElement | null | undefined =>
  overlay?.closest<HTMLElement>('.tl')

/** Segments by id, looked up once for each reading of a recording: there may be thousands of links. */
function segmentFinder(recordingId: string): (id: string) => Segment | undefined {
  const rows = projectStore.getState().segments.get(recordingId)?.all ?? noSegments
  const byId = lookUps.get(rows) ?? new Map(rows.map((row) => [row.id, row]))
  lookUps.set(rows, byId)
  return (id) => byId.get(id)
}
const noSegments: readonly Segment[] = []
const lookUps = new WeakMap<readonly Segment[], ReadonlyMap<string, Segment>>()

/** Where the lanes of tracks stand over all lanes. */
function lanesIn(timeline: HTMLElement | null | undefined): LaneAt {
  const top = timeline?.getBoundingClientRect().top ?? 0
  const places = new Map<string, { top: number; heightPx: number }>()
  for (const lane of timeline?.querySelectorAll<HTMLElement>('.tl-lane[data-track-id]') ?? []) {
    const box = lane.getBoundingClientRect()
    places.set(lane.dataset['trackId'] ?? '', { top: box.top - top, heightPx: box.height })
  }
  return (trackId) => places.get(trackId)
}

/** Segments that the link under way may not lead to step back, so that the others stand out. */
function paintBarred({ context, theme, view }: Painting, recordingId: string, laneAt: LaneAt): void {
  const { from } = linkStore.getState()
  if (!from) return
  const permits = linkTargets(from.segmentId, from.kind)
  context.save()
  context.globalAlpha = 0.72
  context.fillStyle = theme.panel
  for (const segment of projectStore.getState().segments.get(recordingId)?.all ?? noSegments) {
    if (segment.end < view.start || segment.start > view.start + view.span) continue
    const lane = laneAt(segment.trackId)
    if (!lane || permits(segment)) continue
    const x = timeToX(view, segment.start)
    context.fillRect(x, lane.top, Math.max(1, timeToX(view, segment.end) - x), lane.heightPx)
  }
  context.restore()
}

/** More bows than this are a carpet that tells nothing and takes long to draw. */
const MOST = 1500

function paintArcs({ context, theme, heightPx }: Painting, arcs: readonly LinkArc[]): void {
  const { selectedId } = linkStore.getState()
  const shown = arcs.filter(({ link }, index) => index < MOST || link.id === selectedId)
  if (shown.length < arcs.length) {
    context.fillStyle = theme.muted
    context.font = `11px ${theme.font}`
    context.fillText(`${shown.length} of ${arcs.length} links drawn: zoom in to see all`, 8, heightPx - 8)
  }
  for (const arc of shown) {
    const selected = arc.link.id === selectedId
    context.strokeStyle = colorOf(arc, selected, theme)
    context.fillStyle = context.strokeStyle
    context.lineWidth = selected ? 2.5 : 1.5
    context.beginPath()
    context.moveTo(arc.from.x, arc.from.y)
    context.bezierCurveTo(arc.first.x, arc.first.y, arc.second.x, arc.second.y, arc.to.x, arc.to.y)
    context.stroke()
    paintHead(context, arc)
  }
}

const colorOf = ({ link }: LinkArc, selected: boolean, theme: ThemeColors): string =>
  selected ? theme.accent : (authorOf(link.authorId)?.color ?? theme.muted)

/** A tip at the cause, in the direction of the bow. */
function paintHead(context: CanvasRenderingContext2D, { second, to }: LinkArc): void {
  const angle = Math.atan2(to.y - second.y, to.x - second.x)
  const side = (turn: number): [number, number] => [
    to.x - 7 * Math.cos(angle + turn),
    to.y - 7 * Math.sin(angle + turn)
  ]
  context.beginPath()
  context.moveTo(to.x, to.y)
  context.lineTo(...side(0.5))
  context.lineTo(...side(-0.5))
  context.closePath()
  context.fill()
}
