import { runsOfNumbers } from '../signal/dsp/runs-of-numbers'
import { localMaxima, prominence } from './local-maxima'

/** One skin conductance response; samples are indices, heights in the unit of the signal, times in seconds. */
export interface ScrPeak {
  readonly peak: number
  /** The trough before it; absent where the record begins inside the response. */
  readonly onset?: number
  /** Phasic value at the peak. */
  readonly height: number
  /** Peak above onset. */
  readonly amplitude?: number
  readonly riseSeconds?: number
  /** First sample behind the peak at or below the level of recovery; absent where the next response begins first. */
  readonly recovery?: number
  readonly recoverySeconds?: number
}

/** Thresholds. */
export interface ScrOptions {
  /** Smallest prominence as a share of the largest one, NeuroKit's `amplitude_min`. */
  readonly leastShare?: number
  /** Smallest amplitude in the unit of the signal (0.01 to 0.05 µS by custom); 0: none. */
  readonly leastAmplitude?: number
  /** Share of the amplitude that must be lost for recovery. */
  readonly recoveryShare?: number
}

/** Skin conductance responses of a phasic signal; NeuroKit's `eda_peaks` (method `neurokit`). Each run between gaps on its own; the largest prominence is that of the whole signal. */
export function scrPeaks(phasic: Float64Array, rateHz: number, options: ScrOptions = {}): ScrPeak[] {
  const { leastShare = 0.1, leastAmplitude = 0, recoveryShare = 0.5 } = options
  const runs = runsOfNumbers(phasic).map(({ from, to }) => ({ from, x: phasic.subarray(from, to) }))
  const found = runs.map(({ from, x }) => ({
    from,
    x,
    peaks: localMaxima(x).map((peak) => ({ peak, stands: prominence(x, peak) }))
  }))
  const most = found.reduce((max, { peaks }) => peaks.reduce((m, { stands }) => Math.max(m, stands), max), 0)
  return found.flatMap(({ from, x, peaks }) => {
    const kept = peaks.filter(({ stands }) => stands / most >= leastShare).map(({ peak }) => peak)
    const troughs = localMaxima(x.map((value) => -value))
    return kept
      .map((peak, i) => responseAt(x, peak, kept[i + 1] ?? x.length, troughs, rateHz, recoveryShare))
      .filter(({ amplitude = Infinity }) => amplitude >= leastAmplitude)
      .map((one) => moved(one, from))
  })
}

function responseAt(
  x: Float64Array,
  peak: number,
  next: number,
  troughs: readonly number[],
  rateHz: number,
  recoveryShare: number
): ScrPeak {
  const height = x[peak] ?? NaN
  const onset = troughs.findLast((trough) => trough < peak)
  if (onset === undefined) return { peak, height }
  const base = x[onset] ?? NaN
  const amplitude = height - base
  const rise = { peak, onset, height, amplitude, riseSeconds: (peak - onset) / rateHz }
  const recovery = recoveryOf(x, peak, next, base + amplitude * recoveryShare)
  if (recovery === undefined) return rise
  return { ...rise, recovery, recoverySeconds: (recovery - peak) / rateHz }
}

/**
 * First sample of the way down whose value is the highest one not above the level; only where the signal falls further,
 * as in NeuroKit.
 */
function recoveryOf(x: Float64Array, peak: number, next: number, level: number): number | undefined {
  let lowest = peak
  for (let i = peak; i < next; i++) if ((x[i] ?? NaN) < (x[lowest] ?? NaN)) lowest = i
  let best: number | undefined
  let least = Infinity
  for (let i = peak; i < lowest; i++) {
    const value = x[i] ?? NaN
    least = Math.min(least, value)
    if (value <= level && value > (best === undefined ? -Infinity : (x[best] ?? NaN))) best = i
  }
  return best !== undefined && least < (x[best] ?? NaN) ? best : undefined
}

function moved(one: ScrPeak, by: number): ScrPeak {
  return {
    ...one,
    peak: one.peak + by,
    ...(one.onset === undefined ? {} : { onset: one.onset + by }),
    ...(one.recovery === undefined ? {} : { recovery: one.recovery + by })
  }
}
