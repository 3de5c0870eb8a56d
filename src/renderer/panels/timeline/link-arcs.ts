import type { Relation } from '../../../shared/domain/relation'
import type { Segment } from '../../../shared/domain/rows'
import { timeToX } from '../../session/viewport'
import type { Viewport } from '../../session/viewport'

/** A point over the lanes, in pixels. */
interface Point {
  readonly x: number
  readonly y: number
}

/** A link as it is drawn: a bow from what is explained to what explains it. */
export interface LinkArc {
  readonly link: Relation
  readonly from: Point
  readonly to: Point
  /** Control points of the cubic bow. */
  readonly first: Point
  readonly second: Point
}

/** Top and height of a track's lane over all lanes; undefined where it is hidden. */
export type LaneAt = (trackId: string) => { readonly top: number; readonly heightPx: number } | undefined

/** Half the width of the bow of a segment that causes itself, in pixels. */
const SELF_PX = 12
/** Highest bow, and lowest, over its lower end. */
const LOWEST_PX = 12
const HIGHEST_PX = 46

/**
 * Bows of links whose ends both have a lane, of which a part is in view. They start and end in the middle of the part
 * of a segment that is in view, at the upper edge of its lane, and rise with their length.
 */
export function linkArcs(
  links: readonly Relation[],
  segmentOf: (id: string) => Segment | undefined,
  laneAt: LaneAt,
  view: Viewport
): readonly LinkArc[] {
  return links.flatMap((link): LinkArc[] => {
    const [a, b] = [segmentOf(link.fromId), segmentOf(link.toId)]
    const [laneA, laneB] = [a && laneAt(a.trackId), b && laneAt(b.trackId)]
    if (!a || !b || !laneA || !laneB) return []
    const [start, end] = [view.start, view.start + view.span]
    if (Math.max(a.end, b.end) < start || Math.min(a.start, b.start) > end) return []
    const itself = a.id === b.id
    const [xa, xb] = [middle(a, view), middle(b, view)]
    const from = { x: itself ? xa - SELF_PX : xa, y: laneA.top + EDGE_PX }
    const to = { x: itself ? xb + SELF_PX : xb, y: laneB.top + EDGE_PX }
    const rise = Math.max(LOWEST_PX, Math.min(HIGHEST_PX, Math.abs(to.x - from.x) * 0.18 + 8))
    const top = Math.max(2, Math.min(from.y, to.y) - rise)
    const lean = (to.x - from.x) * 0.18
    return [{ link, from, to, first: { x: from.x + lean, y: top }, second: { x: to.x - lean, y: top } }]
  })
}

/** Bows touch a lane a little below its upper edge, where they can be told from the lane above. */
const EDGE_PX = 3

function middle(segment: Segment, view: Viewport): number {
  const start = Math.max(segment.start, view.start)
  const end = Math.min(segment.end, view.start + view.span)
  // Out of view altogether: its own middle, which the edge of the lanes cuts off.
  return timeToX(view, end > start ? (start + end) / 2 : (segment.start + segment.end) / 2)
}

/** Points looked at along a bow; the bow is not longer than a few lanes. */
const STEPS = 24

/** The bow nearest to a point, at most `reachPx` away. */
export function arcAt(arcs: readonly LinkArc[], at: Point, reachPx: number): LinkArc | undefined {
  let best: LinkArc | undefined
  let least = reachPx
  for (const arc of arcs)
    for (let step = 0; step <= STEPS; step++) {
      const point = onArc(arc, step / STEPS)
      const away = Math.hypot(point.x - at.x, point.y - at.y)
      if (away > least) continue
      least = away
      best = arc
    }
  return best
}

/** A point of a bow; 0 is where it starts. */
function onArc({ from, first, second, to }: LinkArc, t: number): Point {
  const u = 1 - t
  const mix = (a: number, b: number, c: number, d: number): number =>
    u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d
  return { x: mix(from.x, first.x, second.x, to.x), y: mix(from.y, first.y, second.y, to.y) }
}
