import { undefinedScore } from '../../metrics/base/score'
import type { Undefined } from '../../metrics/base/score'
import { doubles } from './samples'
import type { Samples } from './samples'
import { binFrequencies, densityScale, eachSegment } from './spectral-segments'
import type { SpectralOptions } from './spectral-segments'

/** Power by frequency. */
export interface Spectrum {
  /** Hz, evenly from 0 to half the rate. */
  readonly frequencies: Float64Array<ArrayBuffer>
  /** Density, unit^2/Hz, one-sided. */
  readonly power: Float64Array<ArrayBuffer>
  /** Windows that were averaged, and windows left out for gaps. */
  readonly used: number
  readonly leftOut: number
}

/**
 * Power spectral density by averaged modified periodograms (Welch 1967); equal to SciPy's `welch(scaling='density')`.
 * Undefined where the signal is shorter than one window or every window has a gap.
 */
export function welch(x: Samples, options: SpectralOptions): Spectrum | Undefined {
  const frequencies = binFrequencies(options)
  const power = new Float64Array(frequencies.length)
  const { used, leftOut } = eachSegment([doubles(x)], options, ([spectrum]) => {
    if (!spectrum) return
    for (let k = 0; k < power.length; k++)
      power[k] = (power[k] ?? 0) + (spectrum.re[k] ?? 0) ** 2 + (spectrum.im[k] ?? 0) ** 2
  })
  if (used === 0) return undefinedScore(noWindow(x.length, leftOut, options))
  const scale = densityScale(options)
  return { frequencies, power: power.map((value, k) => (value * (scale[k] ?? 0)) / used), used, leftOut }
}

/** Why no window was used. */
export function noWindow(
  length: number,
  leftOut: number,
  { segmentSamples, rateHz }: SpectralOptions
): string {
  const seconds = Number((segmentSamples / rateHz).toPrecision(3))
  return leftOut > 0
    ? `Each of the ${leftOut} windows of ${seconds} s has a gap.`
    : `The stretch (${length} samples) is shorter than one window of ${segmentSamples} samples (${seconds} s).`
}
