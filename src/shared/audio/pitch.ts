import { fourier } from '../signal/dsp/fft'
import { frameCount, framed, type Framing } from './frames'

/** How the fundamental frequency is looked for. */
export interface PitchSettings {
  readonly method: 'yin' | 'autocorr'
  readonly fMin: number
  readonly fMax: number
  /** Samples of the sound compared with themselves at a delay. */
  readonly win: number
  readonly hop: number
  readonly center: boolean
  /** YIN: a dip of the normalised difference below this is voice. Autocorrelation: a peak above this is. */
  readonly threshold: number
}

/** Usual threshold of each method: de Cheveigné & Kawahara 2002; Boersma 1993 (Praat's voicing threshold). */
export const pitchThresholds = { yin: 0.1, autocorr: 0.45 } as const

/** Differences below this share of a frame's energy are errors of the transform, not of the sound. */
const ROUNDING = 1e-10

/** Frames softer than this share of full scale have no pitch. */
const SILENT = 1e-4

/**
 * Fundamental frequency (Hz) of each frame; NaN where there is no voice. A centred frame finds silence behind both ends.
 * - `yin`: the first dip of the cumulative mean normalised difference below the threshold, down to its floor, refined by a
 *   parabola (de Cheveigné & Kawahara 2002, J. Acoust. Soc. Am. 111, 1917-1930, steps 1 to 5).
 * - `autocorr`: the highest peak of the autocorrelation of a Hann-windowed frame divided by that of the window, refined by a
 *   parabola (Boersma 1993, Proc. Institute of Phonetic Sciences 17, 97-110; without its search for a path).
 */
export function pitch(
  samples: Float32Array,
  rateHz: number,
  settings: PitchSettings
): Float64Array<ArrayBuffer> {
  const { method, fMin, fMax, win, hop, center } = settings
  const longest = Math.ceil(rateHz / fMin)
  const shortest = Math.max(2, Math.floor(rateHz / fMax))
  if (longest <= shortest) throw new RangeError(`fMax (${fMax} Hz) must be well above fMin (${fMin} Hz)`)
  // One lag more than the longest, so that a dip there has a neighbour for the parabola.
  const lags = longest + 2
  const framing: Framing = { size: method === 'yin' ? win + lags : win, hop, center, padMode: 'zero' }
  const count = frameCount(samples.length, framing)
  const from = framed(samples, framing)
  const prepared = { ...settings, lags, shortest, longest }
  const periods = method === 'yin' ? oneByOne(yinFrame(prepared)) : autocorrelationPairs(prepared)
  const out = new Float64Array(count)
  const frameAt = (frame: number): Float32Array | undefined =>
    frame < count ? from.subarray(frame * hop, frame * hop + framing.size) : undefined
  for (let frame = 0; frame < count; frame += 2) {
    const first = frameAt(frame)
    if (!first) break
    const [a, b] = periods(first, frameAt(frame + 1))
    out[frame] = a === undefined ? NaN : rateHz / a
    if (frame + 1 < count) out[frame + 1] = b === undefined ? NaN : rateHz / b
  }
  return out
}

interface LagSettings extends PitchSettings {
  readonly lags: number
  readonly shortest: number
  readonly longest: number
}

type FramePeriod = (frame: Float32Array) => number | undefined
type PairPeriods = (
  first: Float32Array,
  second: Float32Array | undefined
) => readonly [number | undefined, number | undefined]

const oneByOne =
  (period: FramePeriod): PairPeriods =>
  (first, second) => [period(first), second && period(second)]

function yinFrame({ win, lags, shortest, longest, threshold }: LagSettings): FramePeriod {
  let size = 1
  while (size < win + lags) size *= 2
  const { forward, inverse } = fourier(size)
  const re = new Float64Array(size)
  const im = new Float64Array(size)
  const difference = new Float64Array(lags)
  const normalised = new Float64Array(lags)
  return (frame) => {
    if (isSilent(frame)) return undefined
    // Products of the first `win` samples with every delay at once: both as the two parts of one complex transform.
    re.fill(0)
    im.fill(0)
    for (let i = 0; i < win; i++) re[i] = frame[i] ?? 0
    for (let i = 0; i < frame.length; i++) im[i] = frame[i] ?? 0
    forward(re, im)
    crossSpectrum(re, im)
    inverse(re, im)
    let own = 0
    for (let i = 0; i < win; i++) own += (frame[i] ?? 0) ** 2
    let whole = 0
    for (const value of frame) whole += value * value
    let delayed = own
    for (let lag = 0; lag < lags; lag++) {
      const apart = own + delayed - 2 * (re[lag] ?? 0)
      difference[lag] = apart > ROUNDING * whole ? apart : 0
      delayed += (frame[lag + win] ?? 0) ** 2 - (frame[lag] ?? 0) ** 2
    }
    let sum = 0
    normalised[0] = 1
    for (let lag = 1; lag < lags; lag++) {
      sum += difference[lag] ?? 0
      normalised[lag] = sum > 0 ? ((difference[lag] ?? 0) * lag) / sum : 1
    }
    for (let lag = shortest; lag <= longest; lag++)
      if ((normalised[lag] ?? 1) < threshold) {
        while (lag < longest && (normalised[lag + 1] ?? 1) < (normalised[lag] ?? 1)) lag++
        // The normalised dip is drawn to longer periods; the difference itself is not.
        return lag + vertex(difference, lag)
      }
    return undefined
  }
}

/** From the transform of `a + i b`, both real: conj(A) B, whose inverse is the correlation of b with a. */
function crossSpectrum(re: Float64Array, im: Float64Array): void {
  const size = re.length
  for (let k = 0; k <= size / 2; k++) {
    const m = k === 0 ? 0 : size - k
    const zr = re[k] ?? 0
    const zi = im[k] ?? 0
    const mr = re[m] ?? 0
    const mi = im[m] ?? 0
    const ar = (zr + mr) / 2
    const ai = (zi - mi) / 2
    const br = (zi + mi) / 2
    const bi = (mr - zr) / 2
    const cr = ar * br + ai * bi
    const ci = ar * bi - ai * br
    re[k] = cr
    im[k] = ci
    re[m] = cr
    im[m] = -ci
  }
}

/** Two frames share each transform: their power spectra go back as the two parts of one complex one. */
function autocorrelationPairs({ win, lags, shortest, longest, threshold }: LagSettings): PairPeriods {
  let size = 1
  while (size < win + lags) size *= 2
  const { forward, inverse } = fourier(size)
  const re = new Float64Array(size)
  const im = new Float64Array(size)
  const hann = Float64Array.from(
    { length: win },
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / win)
  )
  const correlate = (): void => {
    forward(re, im)
    powerOfBoth(re, im)
    inverse(re, im)
  }
  re.set(hann)
  correlate()
  const ofWindow = re.slice(0, lags)
  const ratio = new Float64Array(lags)
  const peakOf = (correlation: Float64Array): number | undefined => {
    const whole = correlation[0] ?? 0
    if (!(whole > 0)) return undefined
    for (let lag = 0; lag < lags; lag++)
      ratio[lag] = ((correlation[lag] ?? 0) / whole) * ((ofWindow[0] ?? 0) / (ofWindow[lag] ?? 1))
    let best: number | undefined
    for (let lag = shortest; lag <= longest; lag++) {
      const here = ratio[lag] ?? 0
      const isPeak = here > (ratio[lag - 1] ?? 0) && here >= (ratio[lag + 1] ?? 0)
      // A later period must be clearly better: two periods repeat as well as one.
      if (isPeak && here > threshold && here > (best === undefined ? 0 : (ratio[best] ?? 0)) + 0.01)
        best = lag
    }
    return best === undefined ? undefined : best + vertex(ratio, best)
  }
  const lay = (frame: Float32Array | undefined, into: Float64Array): boolean => {
    into.fill(0)
    if (!frame || isSilent(frame)) return false
    let mean = 0
    for (const value of frame) mean += value / frame.length
    for (let i = 0; i < win; i++) into[i] = ((frame[i] ?? 0) - mean) * (hann[i] ?? 0)
    return true
  }
  return (first, second) => {
    const voiced = [lay(first, re), lay(second, im)]
    if (!voiced[0] && !voiced[1]) return [undefined, undefined]
    correlate()
    return [voiced[0] ? peakOf(re) : undefined, voiced[1] ? peakOf(im) : undefined]
  }
}

/** From the transform of `a + i b`, both real: |A|^2 + i |B|^2, whose inverse holds both autocorrelations. */
function powerOfBoth(re: Float64Array, im: Float64Array): void {
  const size = re.length
  for (let k = 0; k <= size / 2; k++) {
    const m = k === 0 ? 0 : size - k
    const zr = re[k] ?? 0
    const zi = im[k] ?? 0
    const mr = re[m] ?? 0
    const mi = im[m] ?? 0
    const a = ((zr + mr) ** 2 + (zi - mi) ** 2) / 4
    const b = ((zi + mi) ** 2 + (mr - zr) ** 2) / 4
    re[k] = a
    re[m] = a
    im[k] = b
    im[m] = b
  }
}

function isSilent(frame: Float32Array): boolean {
  for (const value of frame) if (Math.abs(value) > SILENT) return false
  return true
}

/** Where the parabola through three neighbours has its turning point, -0.5 to 0.5 of a sample beside the middle one. */
function vertex(values: Float64Array, at: number): number {
  const left = values[at - 1] ?? 0
  const middle = values[at] ?? 0
  const right = values[at + 1] ?? 0
  const bend = left - 2 * middle + right
  return bend === 0 ? 0 : Math.max(-0.5, Math.min(0.5, (left - right) / (2 * bend)))
}
