/** Which frames are looked at, and the stretch of time each of them speaks for; all in µs of the stream. */
export interface SampleGrid {
  /** Presentation times of the sampled frames, ascending. */
  readonly times: readonly number[]
  /** Sample `i` speaks for `bounds[i]` to `bounds[i + 1]`; every bound is the time of a frame, the last one the end. */
  readonly bounds: readonly number[]
}

/**
 * Sample a video `rateHz` times a second: the frame nearest to each tick, each frame once, so that a rate above the
 * frame rate means every frame. The border between two samples is the first frame not before their midpoint.
 * @param frames presentation times, ascending, at least one
 * @param end end of the stream; the last frame's time plus its usual length where the stream's end is not later
 */
export function sampleGrid(frames: Float64Array, rateHz: number, end: number): SampleGrid {
  const chosen = frameIndices(frames, rateHz)
  const times = chosen.map((index) => frames[index] ?? 0)
  const bounds = times.map((time, i) =>
    i === 0 ? (frames[0] ?? 0) : frameNotBefore(frames, ((times[i - 1] ?? time) + time) / 2)
  )
  return { times, bounds: [...bounds, end > (frames.at(-1) ?? 0) ? end : lastFrameEnd(frames)] }
}

function frameIndices(frames: Float64Array, rateHz: number): number[] {
  const step = 1e6 / rateHz
  const first = frames[0] ?? 0
  const chosen: number[] = []
  let at = 0
  for (let tick = 0; ; tick++) {
    const wanted = first + tick * step
    if (wanted > (frames.at(-1) ?? 0)) return chosen
    while (at + 1 < frames.length && distance(frames, at + 1, wanted) <= distance(frames, at, wanted)) at++
    if (chosen.at(-1) !== at && distance(frames, at, wanted) <= step / 2) chosen.push(at)
  }
}

const distance = (frames: Float64Array, index: number, time: number): number =>
  Math.abs((frames[index] ?? 0) - time)

function frameNotBefore(frames: Float64Array, time: number): number {
  let low = 0
  let high = frames.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((frames[middle] ?? 0) < time) low = middle + 1
    else high = middle
  }
  return frames[low] ?? 0
}

function lastFrameEnd(frames: Float64Array): number {
  const last = frames.at(-1) ?? 0
  const span = last - (frames[0] ?? 0)
  // One frame alone: 40 ms, the length of a frame at 25 frames a second.
  return Math.round(last + (frames.length > 1 ? span / (frames.length - 1) : 40_000))
}
