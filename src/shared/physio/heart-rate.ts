import { score } from '../metrics/base/score'
import type { Score } from '../metrics/base/score'
import type { TimeGrid } from '../trace/resample-trace'
import { monotoneCubic } from './monotone-cubic'
import type { NnIntervals } from './nn-intervals'
import { meanOf } from './statistics'

/** Mean heart rate in beats per minute: 60 s over the mean interval (not the mean of the rates). */
export function meanHeartRate({ ms, used, leftOut }: NnIntervals): Score {
  const mean = meanOf(ms.filter((value) => !Number.isNaN(value)))
  return { ...score(60_000 / mean, 'There are fewer than two beats.'), used, leftOut }
}

/** Heart rate of each interval at the time of the beat that ends it; NaN where the interval was left out. */
export function instantaneousHeartRate({ ms, endsUs }: NnIntervals): {
  readonly timesUs: Float64Array
  readonly bpm: Float64Array
} {
  return { timesUs: endsUs, bpm: ms.map((value) => 60_000 / value) }
}

/**
 * Heart rate at even times in beats per minute: the interval on a monotone cubic through the beats, then 60 s over it, as
 * NeuroKit's `signal_rate`; NaN outside the beats and inside intervals left out.
 */
export function heartRateOnGrid({ ms, endsUs }: NnIntervals, grid: TimeGrid): Float64Array<ArrayBuffer> {
  const out = new Float64Array(grid.count).fill(Number.NaN)
  const known = [...ms.keys()].filter((i) => !Number.isNaN(ms[i]))
  if (known.length < 2) return out
  const curve = monotoneCubic(
    Float64Array.from(known, (i) => endsUs[i] ?? 0),
    Float64Array.from(known, (i) => ms[i] ?? 0)
  )
  const firstUs = (endsUs[0] ?? 0) - (ms[0] ?? NaN) * 1000
  let beat = 0
  for (let i = 0; i < grid.count; i++) {
    const at = grid.startUs + (i * 1e6) / grid.rateHz
    while (beat < endsUs.length && (endsUs[beat] ?? 0) < at) beat++
    if (beat >= endsUs.length || Number.isNaN(ms[beat]) || at < firstUs) continue
    out[i] = 60_000 / curve(at)
  }
  return out
}
