import { runsOfNumbers } from '../signal/dsp/runs-of-numbers'
import { movingMean } from './moving-mean'
import { peaksInWaves } from './peaks-in-waves'

/** What steers the search; NeuroKit's values are the defaults. */
export interface EcgPeakOptions {
  /** Means of the steepness over this and over the longer window are compared, seconds. */
  readonly smoothSeconds?: number
  readonly averageSeconds?: number
  /** A QRS complex is steeper than this many times the average. */
  readonly steepness?: number
  /** Shortest complex as a share of the mean length. */
  readonly shortest?: number
  /** Shortest time between beats, seconds. */
  readonly delaySeconds?: number
}

/**
 * R peaks of a cleaned ECG, as sample indices: the most prominent maximum where the steepness is above its moving average
 * (Makowski et al. 2021, Behavior Research Methods 53, 1689-1696: NeuroKit's own method). Each run between gaps on its own.
 * @param clean from `ecgClean`
 */
export function ecgPeaks(clean: Float64Array, rateHz: number, options: EcgPeakOptions = {}): number[] {
  return runsOfNumbers(clean).flatMap(({ from, to }) =>
    peaksOfRun(clean.subarray(from, to), rateHz, options).map((peak) => from + peak)
  )
}

function peaksOfRun(signal: Float64Array, rateHz: number, options: EcgPeakOptions): number[] {
  const { smoothSeconds = 0.1, averageSeconds = 0.75, steepness = 1.5 } = options
  const { shortest = 0.4, delaySeconds = 0.3 } = options
  const smooth = movingMean(absoluteGradient(signal), Math.max(1, roundEven(smoothSeconds * rateHz)))
  const average = movingMean(smooth, Math.max(1, roundEven(averageSeconds * rateHz)))
  const threshold = average.map((value) => value * steepness)
  return peaksInWaves(signal, smooth, threshold, {
    least: { ofMean: shortest },
    delaySamples: roundEven(delaySeconds * rateHz)
  })
}

/** Half the difference of the neighbours, the difference to the only one at the ends. */
function absoluteGradient(x: Float64Array): Float64Array<ArrayBuffer> {
  const last = x.length - 1
  return Float64Array.from(x, (_, i) => {
    const left = Math.max(0, i - 1)
    const right = Math.min(last, i + 1)
    return right === left ? 0 : Math.abs(((x[right] ?? 0) - (x[left] ?? 0)) / (right - left))
  })
}

/** Halves go to the even number, as NumPy rounds. */
export const roundEven = (value: number): number => {
  const near = Math.round(value)
  return Math.abs(value % 1) === 0.5 && near % 2 !== 0 ? near - 1 : near
}
