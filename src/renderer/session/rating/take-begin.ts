import { micros, type Micros } from '../../../shared/domain/time'
import { call } from '../../client'
import { devices } from './devices'
import { currentTakes, dimsOfTrack } from './rating-tracks'
import type { TraceTrack } from './rating-tracks'
import { gridTime } from './sampler'
import type { SampleGrid } from './sampler'
import { openTake } from './take-writer'
import type { TakeWriter } from './take-writer'

/** Begin a take in the project file. */
export const openWriter = (
  track: TraceTrack,
  grid: SampleGrid,
  authorId: string,
  device: string,
  fadeMs: number,
  failedToWrite: (error: unknown) => void
): TakeWriter =>
  openTake(
    {
      authorId,
      trackId: track.id,
      start: gridTime(grid.first, grid.rateHz),
      rateHz: grid.rateHz,
      dims: [...track.trace.dims],
      device: devices.find((each) => each.id === device)?.title.toLowerCase() ?? device,
      ...(track.trace.mode === 'bounded' ? { fade: micros(fadeMs * 1000) } : {}),
      source: 'live'
    },
    failedToWrite
  )

/** Value that a take begins with: that of the trace it is laid over, so that keys and wheel go on from there. */
export async function firstValues(track: TraceTrack, start: Micros): Promise<readonly number[]> {
  const { mode, dims: ids, rateHz } = track.trace
  const neutral = dimsOfTrack(track).map((dim) => (mode === 'bounded' ? dim.neutral : 0))
  const isCovered = currentTakes(track.id).some(
    (take) => !take.hidden && take.start <= start && start < take.end
  )
  if (mode === 'binary' || !isCovered) return neutral
  try {
    const to = micros(start + Math.ceil(2e6 / rateHz))
    const { dims, values } = await call('trace.read', { trackId: track.id, from: start, to, withLag: false })
    return ids.map((id, index) => values[dims.indexOf(id)]?.[0] ?? neutral[index] ?? 0)
  } catch {
    // The take can begin without it.
    return neutral
  }
}
