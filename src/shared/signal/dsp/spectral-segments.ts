import { removeTrend } from './detrend'
import type { Trend } from './detrend'
import { fourier } from './fft'
import { taper } from './taper'
import type { TaperShape } from './taper'

/** How a signal is cut into windows for its spectrum. The defaults are SciPy's `welch`: Hann, half overlap, mean taken off. */
export interface SpectralOptions {
  readonly rateHz: number
  /** Samples of a window; the bins are rateHz / segmentSamples apart. */
  readonly segmentSamples: number
  /** Samples that windows share, below segmentSamples. */
  readonly overlapSamples?: number
  readonly taper?: TaperShape
  readonly detrend?: Trend
  /** Length of the transform when windows are filled up with zeros for closer bins; segmentSamples when absent. */
  readonly transformSamples?: number
}

/** Length of the transform. */
export const transformLength = ({
  segmentSamples,
  transformSamples = segmentSamples
}: SpectralOptions): number => Math.max(segmentSamples, transformSamples)

/** One-sided transforms of one window, one pair of arrays a channel; valid until the next window. */
export type SegmentVisitor = (
  spectra: readonly { readonly re: Float64Array; readonly im: Float64Array }[],
  index: number
) => void

/** How many windows there are, and how many of them were left out because a sample is missing (NaN). */
export interface SegmentCount {
  readonly used: number
  readonly leftOut: number
}

/** Visits the windows of equally long channels one after the other; a window with a gap in any channel is left out and counted. */
export function eachSegment(
  channels: readonly Float64Array[],
  options: SpectralOptions,
  visit: SegmentVisitor
): SegmentCount {
  const { segmentSamples: size, detrend: trend = 'constant' } = options
  const step = stepOf(options)
  const weights = taper(options.taper ?? { kind: 'hann' }, size)
  const transform = fourier(transformLength(options))
  const spectra = channels.map(() => ({
    re: new Float64Array(transform.size),
    im: new Float64Array(transform.size)
  }))
  const length = Math.min(...channels.map((channel) => channel.length))
  let used = 0
  let leftOut = 0
  for (let from = 0; from + size <= length; from += step) {
    let whole = true
    channels.forEach((channel, c) => {
      const spectrum = spectra[c]
      if (!spectrum) return
      const part = spectrum.re.subarray(0, size)
      part.set(channel.subarray(from, from + size))
      spectrum.re.fill(0, size)
      spectrum.im.fill(0)
      removeTrend(part, trend)
      for (let i = 0; i < size; i++) part[i] = (part[i] ?? 0) * (weights[i] ?? 0)
      if (part.some(Number.isNaN)) whole = false
      else transform.forward(spectrum.re, spectrum.im)
    })
    if (whole) {
      visit(spectra, used + leftOut)
      used++
    } else leftOut++
  }
  return { used, leftOut }
}

/** Number of windows that a length holds. */
export function segmentCount(length: number, options: SpectralOptions): number {
  return Math.max(0, Math.floor((length - options.segmentSamples) / stepOf(options)) + 1)
}

/** Samples from one window to the next. */
export function stepOf({
  segmentSamples,
  overlapSamples = Math.floor(segmentSamples / 2)
}: SpectralOptions): number {
  if (!Number.isInteger(segmentSamples) || segmentSamples < 2)
    throw new RangeError(`segmentSamples must be a whole number from 2 on, got ${segmentSamples}`)
  if (!(overlapSamples >= 0 && overlapSamples < segmentSamples))
    throw new RangeError(`overlapSamples must be 0 to ${segmentSamples - 1}, got ${overlapSamples}`)
  return segmentSamples - overlapSamples
}

/** Frequencies of the bins in Hz, 0 to half the rate. */
export function binFrequencies(options: SpectralOptions): Float64Array<ArrayBuffer> {
  const size = transformLength(options)
  const bins = Math.floor(size / 2) + 1
  return Float64Array.from({ length: bins }, (_, k) => (k * options.rateHz) / size)
}

/** What turns a squared modulus into a density (unit^2/Hz), bin by bin: one-sided, so inner bins count twice. */
export function densityScale(options: SpectralOptions): Float64Array<ArrayBuffer> {
  const { rateHz, segmentSamples: size } = options
  const weights = taper(options.taper ?? { kind: 'hann' }, size)
  const scale = 1 / (rateHz * weights.reduce((sum, weight) => sum + weight * weight, 0))
  return binFrequencies(options).map((_, k) =>
    k === 0 || 2 * k === transformLength(options) ? scale : 2 * scale
  )
}
