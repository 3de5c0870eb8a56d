import type { Segment } from '../../../shared/domain/rows'

/** What lies under the pointer in a track. */
export interface Hit {
  readonly segment: Segment
  readonly part: 'start' | 'end' | 'body'
}

/** First index whose segment may reach a time or later, in a list ordered by start. `longest` is the longest segment of the list. */
export function firstVisible(segments: readonly Segment[], time: number, longest: number): number {
  let low = 0
  let high = segments.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((segments[middle]?.start ?? 0) < time - longest) low = middle + 1
    else high = middle
  }
  while (low < segments.length && (segments[low]?.end ?? 0) < time) low++
  return low
}

const longestKnown = new WeakMap<readonly Segment[], number>()

/** Length of the longest segment; 0 for none. Lists never change in place, so each is looked through once. */
export function longestOf(segments: readonly Segment[]): number {
  const known = longestKnown.get(segments)
  if (known !== undefined) return known
  const longest = segments.reduce((most, each) => Math.max(most, each.end - each.start), 0)
  longestKnown.set(segments, longest)
  return longest
}

/**
 * The point at a time: its line catches within `tolerance` on both sides, its head within `head` behind the line. The
 * nearest line wins.
 */
export function hitPoint(
  segments: readonly Segment[],
  time: number,
  tolerance: number,
  head: number
): Hit | undefined {
  let best: Segment | undefined
  const distance = (segment: Segment): number => Math.abs(time - segment.start)
  for (let index = firstVisible(segments, time - head, 1); index < segments.length; index++) {
    const segment = segments[index]
    if (!segment || segment.start > time + tolerance) break
    if (!best || distance(segment) <= distance(best)) best = segment
  }
  return best && { segment: best, part: 'start' }
}

/**
 * The segment at a time. Edges catch within `tolerance`; where two segments touch, the side of the boundary decides;
 * among overlapping bodies the one that starts last, which is drawn on top. A short segment keeps its middle third for selecting it.
 */
export function hitTest(
  segments: readonly Segment[],
  time: number,
  tolerance: number,
  longest = longestOf(segments)
): Hit | undefined {
  const near: Segment[] = []
  for (let index = firstVisible(segments, time - tolerance, longest); index < segments.length; index++) {
    const segment = segments[index]
    if (!segment || segment.start > time + tolerance) break
    if (segment.end >= time - tolerance) near.push(segment)
  }
  const holds = (segment: Segment): boolean => time >= segment.start && time < segment.end
  const body = near.findLast(holds)
  const reach = body ? Math.min(tolerance, (body.end - body.start) / 3) : tolerance
  let edge: (Hit & { readonly distance: number }) | undefined
  for (const segment of near) {
    for (const part of ['start', 'end'] as const) {
      const distance = Math.abs(time - segment[part])
      if (distance > reach) continue
      if (!edge || distance < edge.distance || (distance === edge.distance && holds(segment)))
        edge = { segment, part, distance }
    }
  }
  if (edge) return { segment: edge.segment, part: edge.part }
  return body && { segment: body, part: 'body' }
}
