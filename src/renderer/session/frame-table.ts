import { toMaster, toMedia, type Micros, type StreamClock } from '../../shared/domain/time'

/**
 * Presentation times of one video stream, so that "frame" means the picture the file holds and not `time * fps`.
 * All times are microseconds of the stream's own file.
 */
export interface FrameTable {
  readonly count: number
  /** Index of the frame on screen at a time; the first or last one outside the stream. */
  frameAt(time: number): number
  /** Presentation time of a frame, rounded to whole microseconds. The index is clamped. */
  timeOf(frame: number): number
  /** How long a frame stays on screen; the last one as long as the one before it. */
  durationOf(frame: number): number
  /** A time well inside a frame: where to seek so that the element cannot round to a neighbour. */
  middleOf(frame: number): number
  /** Index of the frame whose presentation time is nearest to one the element reports. */
  nearest(time: number): number
  /** Last key frame at or before a frame; 0 when unknown. */
  keyFrameBefore(frame: number): number
  /** First key frame after a frame; `count` when there is none. */
  keyFrameAfter(frame: number): number
}

/** Make a table from ascending presentation times and the indices of key frames. */
export function frameTable(times: ArrayLike<number>, keyFrames: ArrayLike<number> = []): FrameTable {
  const count = times.length
  const clampFrame = (frame: number): number => Math.max(0, Math.min(count - 1, Math.round(frame)))
  const raw = (frame: number): number => times[clampFrame(frame)] ?? 0
  const durationOf = (frame: number): number => {
    const at = Math.min(clampFrame(frame), count - 2)
    return at < 0 ? 0 : raw(at + 1) - raw(at)
  }
  // Times in the app are whole microseconds, so a frame at 33,366.67 is asked for as 33,367 and one at 33,333.33 as 33,333.
  const frameAt = (time: number): number => Math.max(0, lastIndexBelow(times, time + 0.5))
  return {
    count,
    frameAt,
    durationOf,
    timeOf: (frame) => Math.round(raw(frame)),
    middleOf: (frame) => raw(frame) + durationOf(frame) / 2,
    nearest(time) {
      const before = frameAt(time)
      const after = Math.min(count - 1, before + 1)
      return Math.abs(raw(after) - time) < Math.abs(raw(before) - time) ? after : before
    },
    keyFrameBefore: (frame) => keyFrames[lastIndexBelow(keyFrames, frame + 0.5)] ?? 0,
    keyFrameAfter: (frame) => keyFrames[lastIndexBelow(keyFrames, frame + 0.5) + 1] ?? count
  }
}

/** Read the table of a stream; undefined when the stream has none (not a video, or not indexed yet). */
export async function loadFrameTable(
  streamId: string,
  signal?: AbortSignal
): Promise<FrameTable | undefined> {
  const read = async (kind: string): Promise<ArrayBuffer | undefined> => {
    const answer = await fetch(`lab://tiles/${kind}/${encodeURIComponent(streamId)}`, { signal })
    return answer.ok ? answer.arrayBuffer() : undefined
  }
  const [times, keys] = await Promise.all([read('frames'), read('keyframes')])
  if (!times || times.byteLength < 8) return undefined
  return frameTable(new Float64Array(times), keys ? new Uint32Array(keys) : [])
}

/** A frame table seen on the clock of the recording. */
export interface MasterFrames {
  readonly table: FrameTable
  frameAt(time: number): number
  timeOf(frame: number): Micros
  /** Boundary of frames nearest to a time, for snapping. */
  nearestBoundary(time: number): Micros
}

/** Place a table on the recording's clock. */
export function masterFrames(table: FrameTable, clock: StreamClock): MasterFrames {
  const frameAt = (time: number): number => table.frameAt(toMedia(clock, time))
  const timeOf = (frame: number): Micros => toMaster(clock, table.timeOf(frame))
  return {
    table,
    frameAt,
    timeOf,
    nearestBoundary(time) {
      const frame = frameAt(time)
      const [before, after] = [timeOf(frame), timeOf(frame + 1)]
      return Math.abs(after - time) < Math.abs(before - time) ? after : before
    }
  }
}

/** Largest index whose value is below a bound, -1 when there is none. */
function lastIndexBelow(values: ArrayLike<number>, bound: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((values[middle] ?? Infinity) < bound) low = middle + 1
    else high = middle
  }
  return low - 1
}
