import { doubles } from './samples'
import type { Samples } from './samples'
import { binFrequencies, densityScale, eachSegment, segmentCount, stepOf } from './spectral-segments'
import type { SpectralOptions } from './spectral-segments'

/** Power by frequency and time. */
export interface Spectrogram {
  /** Hz. */
  readonly frequencies: Float64Array<ArrayBuffer>
  /** Middle of each window in seconds from the first sample. */
  readonly times: Float64Array<ArrayBuffer>
  /** Density (unit^2/Hz), window after window: value of bin k in window t at t * frequencies.length + k. NaN: the window has a gap. */
  readonly power: Float64Array<ArrayBuffer>
}

/** Power of window after window; equal to SciPy's `spectrogram(scaling='density')` with the taper and overlap given. Empty where the signal is shorter than a window. */
export function spectrogram(x: Samples, options: SpectralOptions): Spectrogram {
  const frequencies = binFrequencies(options)
  const count = segmentCount(x.length, options)
  const step = stepOf(options)
  const bins = frequencies.length
  const power = new Float64Array(count * bins).fill(Number.NaN)
  const scale = densityScale(options)
  eachSegment([doubles(x)], options, ([spectrum], index) => {
    if (!spectrum) return
    for (let k = 0; k < bins; k++)
      power[index * bins + k] = ((spectrum.re[k] ?? 0) ** 2 + (spectrum.im[k] ?? 0) ** 2) * (scale[k] ?? 0)
  })
  const times = Float64Array.from(
    { length: count },
    (_, i) => (i * step + options.segmentSamples / 2) / options.rateHz
  )
  return { frequencies, times, power }
}
