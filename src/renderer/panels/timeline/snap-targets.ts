import { clock } from '../../session/clock'
import { shownSegments } from '../../session/drafts'
import { playback } from '../../session/playback'
import { tracksOf } from '../../session/project'
import { settings } from '../../session/settings'
import { microsPerPixel, type Viewport } from '../../session/viewport'
import { micros, type Micros } from '../../../shared/domain/time'
import { SNAP_PX } from './gesture'
import { firstVisible, longestOf } from './hit-test'
import { snap, type SnapTarget, type Snapped } from './snap'

/** Everything near a time that a dragged edge may snap to: playhead, edges of all tracks, frames, ends of the recording. */
export function snapTargets(
  recordingId: string,
  time: number,
  tolerance: number,
  except?: string
): readonly SnapTarget[] {
  const targets: SnapTarget[] = [
    { time: clock.get(), kind: 'playhead' },
    { time: 0, kind: 'end' },
    { time: clock.state().duration, kind: 'end' }
  ]
  for (const track of tracksOf(recordingId)) {
    const segments = shownSegments(track)
    for (
      let index = firstVisible(segments, time - tolerance, longestOf(segments));
      index < segments.length;
      index++
    ) {
      const segment = segments[index]
      if (!segment || segment.start > time + tolerance) break
      if (segment.id === except) continue
      targets.push({ time: segment.start, kind: 'edge' }, { time: segment.end, kind: 'edge' })
    }
  }
  const { frames } = playback()
  if (frames) targets.push({ time: frames.nearestBoundary(time), kind: 'frame' })
  return targets
}

/** Snap a dragged time as the settings and the Alt key say. */
export function snapped(
  recordingId: string,
  view: Viewport,
  time: Micros,
  free: boolean,
  except?: string
): Snapped {
  if (free || !settings().snapping) return { time, target: undefined }
  const tolerance = SNAP_PX * microsPerPixel(view)
  const result = snap(time, snapTargets(recordingId, time, tolerance, except), tolerance)
  return { ...result, time: micros(result.time) }
}
