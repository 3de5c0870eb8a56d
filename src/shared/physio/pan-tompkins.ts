import { butterworth } from '../signal/dsp/butterworth'
import { runsOfNumbers } from '../signal/dsp/runs-of-numbers'
import { doubles } from '../signal/dsp/samples'
import type { Samples } from '../signal/dsp/samples'
import { sosfilt, sosSteadyState } from '../signal/dsp/sosfilt'
import { localMaxima } from './local-maxima'

/**
 * QRS complexes of a raw ECG by Pan & Tompkins 1985 (IEEE Transactions on Biomedical Engineering 32, 230-236), as sample
 * indices of the peaks of the moving-window integral: about 45 ms behind the R peak, as in NeuroKit's `pantompkins1985`.
 */
export function panTompkins(x: Samples, rateHz: number): number[] {
  const input = doubles(x)
  return runsOfNumbers(input).flatMap(({ from, to }) =>
    complexes(integral(input.subarray(from, to), rateHz), rateHz).map((peak) => from + peak)
  )
}

/** Causal band-pass 5-15 Hz, slope, square, mean of the last 0.12 s; the first 0.2 s are not used. */
function integral(x: Float64Array, rateHz: number): Float64Array<ArrayBuffer> {
  const sos = butterworth(1, { kind: 'bandpass', lowHz: 5, highHz: 15 }, rateHz)
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length
  const { y } = sosfilt(
    sos,
    x,
    sosSteadyState(sos).map((value) => value * mean)
  )
  const window = Math.floor(0.12 * rateHz)
  const out = new Float64Array(Math.max(0, y.length - 1))
  const squared = out.map((_, i) => ((y[i + 1] ?? 0) - (y[i] ?? 0)) ** 2)
  let sum = 0
  for (let i = 0; i < out.length; i++) {
    sum += (squared[i] ?? 0) - (i >= window ? (squared[i - window] ?? 0) : 0)
    out[i] = i < Math.floor(0.2 * rateHz) ? 0 : sum / window
  }
  return out
}

/** Adaptive thresholds between the running levels of signal and noise, with a search back after a long pause. */
function complexes(detection: Float64Array, rateHz: number): number[] {
  const candidates = localMaxima(detection, 1)
  const height = (peak: number) => detection[peak] ?? 0
  const delay = Math.floor(0.3 * rateHz)
  const found: number[] = []
  let signalLevel = 0
  let noiseLevel = 0
  let last = 0
  let lastIndex = -1
  candidates.forEach((peak, index) => {
    const threshold = noiseLevel + 0.25 * (signalLevel - noiseLevel)
    if (!(height(peak) > threshold && peak > last + delay)) {
      noiseLevel = 0.125 * height(peak) + 0.875 * noiseLevel
      return
    }
    const between = candidates.slice(lastIndex + 1, index)
    const missed = missedPeak(found, between, { peak, last, threshold, rateHz, height })
    if (missed !== undefined) found.push(missed)
    found.push(peak)
    last = peak
    lastIndex = index
    signalLevel = 0.125 * height(peak) + 0.875 * signalLevel
  })
  return found
}

/** The highest candidate in a pause longer than 1.66 mean intervals, above half the threshold. */
function missedPeak(
  found: readonly number[],
  between: readonly number[],
  at: {
    readonly peak: number
    readonly last: number
    readonly threshold: number
    readonly rateHz: number
    readonly height: (peak: number) => number
  }
): number | undefined {
  const ninth = found.at(-9)
  if (ninth === undefined) return undefined
  const mean = Math.floor(((found.at(-1) ?? 0) - ninth) / 8)
  if (at.peak - at.last <= Math.floor(1.66 * mean)) return undefined
  const distance = Math.floor(0.25 * at.rateHz)
  const open = between.filter(
    (one) => one > at.last + distance && one < at.peak - distance && at.height(one) > 0.5 * at.threshold
  )
  return open.length === 0 ? undefined : open.reduce((a, b) => (at.height(b) > at.height(a) ? b : a))
}
