import type { Segment, Track } from '../../../shared/domain/rows'
import { micros, type Micros } from '../../../shared/domain/time'
import { regionOf } from '../../../shared/regions/region'
import type { Place, Region } from '../../../shared/regions/region'
import { regionAt } from '../../../shared/regions/region-at'
import { shownSegments } from '../drafts'
import { playback } from '../playback'
import { tracksOf } from '../project'
import { makeStore } from '../store'

/** A region that is in the picture at a moment. */
export interface ShownRegion {
  readonly segment: Segment
  readonly track: Track
  readonly region: Region
  readonly place: Place
}

/** Start of the picture shown at a time: keys stand there, so that a place set on a picture is exact on it. */
export function pictureTime(time: number): Micros {
  const { frames } = playback()
  return frames ? frames.timeOf(frames.frameAt(time)) : micros(time)
}

/** Regions of a recording in the picture at a time, those drawn last on top. */
export function regionsAt(recordingId: string, time: number): readonly ShownRegion[] {
  const at = pictureTime(time)
  return tracksOf(recordingId).flatMap((track) =>
    regionSegments(shownSegments(track)).flatMap((segment) => {
      const region = regionOf(segment.value)
      if (!region || segment.start > time || segment.end <= time) return []
      const place = regionAt(region, at)
      return place ? [{ segment, track, region, place }] : []
    })
  )
}

const known = new WeakMap<readonly Segment[], readonly Segment[]>()

/** Segments with a region; lists never change in place, so each is looked through once. */
export function regionSegments(segments: readonly Segment[]): readonly Segment[] {
  const found = known.get(segments) ?? segments.filter((segment) => segment.value?.kind === 'region')
  known.set(segments, found)
  return found
}

/** Whether regions are drawn over the picture, and what the mouse draws there now. */
const store = makeStore<{ readonly shown: boolean; readonly drawing: 'box' | 'point' | undefined }>({
  shown: true,
  drawing: undefined
})
export const regionViewStore = store
export const useRegionView = <T>(
  selector: (state: { readonly shown: boolean; readonly drawing: 'box' | 'point' | undefined }) => T
): T => store(selector)
export const regionView = (): ReturnType<typeof store.getState> => store.getState()
export const setRegionView = (change: Partial<ReturnType<typeof store.getState>>): void =>
  store.setState(change)
