import type { Segment, Track } from '../../../shared/domain/rows'
import type { Micros } from '../../../shared/domain/time'

/** A drag under way on the timeline. */
export type Gesture =
  /** Moves the playhead. */
  | { readonly kind: 'scrub' }
  /** Pressed on a lane: a click so far, a range once it moves. */
  | {
      readonly kind: 'range'
      readonly from: Micros
      readonly track: Track | undefined
      readonly moved: boolean
    }
  | {
      readonly kind: 'trim'
      readonly segment: Segment
      readonly edge: 'start' | 'end'
      readonly moved: boolean
    }
  /** Moves every boundary at a time, on these tracks. */
  | {
      readonly kind: 'boundary'
      readonly at: Micros
      readonly trackIds: readonly string[]
      readonly moved: boolean
    }

/** A press becomes a drag after this many pixels. */
export const DRAG_PX = 3
/** How near the pointer catches an edge, in pixels. */
export const EDGE_PX = 5
/** How near a dragged time snaps, in pixels. */
export const SNAP_PX = 8

/** Tracks with an edge exactly at a time, among those that may be changed. */
export const tracksWithBoundary = (
  tracks: readonly { readonly id: string; readonly segments: readonly Segment[] }[],
  at: number
): readonly string[] =>
  tracks
    .filter((track) => track.segments.some((segment) => segment.start === at || segment.end === at))
    .map((track) => track.id)
