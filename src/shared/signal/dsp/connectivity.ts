import type { Sliced } from '../../agreement/sliced'
import { undefinedScore } from '../../metrics/base/score'
import type { Undefined } from '../../metrics/base/score'
import type { Band } from './eeg-bands'
import { phaseLockingOf, unitPhases } from './phase-locking'
import { binFrequencies, eachSegment } from './spectral-segments'
import type { SpectralOptions } from './spectral-segments'
import { noWindow } from './welch'

/** What connects two channels; see `coherence` and `phaseLocking`. The imaginary part is taken by its size. */
export type Connection = 'coherence' | 'imaginary-coherence' | 'phase-locking'

/** Every channel with every other in one band. */
export interface Connectivity {
  readonly connection: Connection
  readonly size: number
  /** Value of channels a and b at a * size + b, 0..1, symmetric; NaN on the diagonal and where there is none. */
  readonly values: Float64Array<ArrayBuffer>
  /** Windows averaged and left out for gaps; samples for phase-locking. */
  readonly used: number
  readonly leftOut: number
}

/**
 * Connectivity of all pairs: mean over the bins of the band (both ends included) of the coherence measures, or the
 * phase-locking value of the band-passed signals. Equal to the measures of each pair, with one transform a channel.
 * @param channels of one rate and length; a gap in any channel costs its window in all
 */
export function* connectivity(
  channels: readonly Float64Array[],
  options: SpectralOptions,
  band: Band,
  connection: Connection
): Sliced<Connectivity | Undefined> {
  if (channels.length < 2) return undefinedScore('At least two channels are needed.')
  return connection === 'phase-locking'
    ? yield* lockings(channels, options.rateHz, band)
    : yield* coherences(channels, options, band, connection)
}

function* lockings(
  channels: readonly Float64Array[],
  rateHz: number,
  band: Band
): Sliced<Connectivity | Undefined> {
  const length = Math.min(...channels.map((channel) => channel.length))
  if (channels.some((channel) => channel.some(Number.isNaN)))
    return undefinedScore('A channel has a gap; phase-locking needs a stretch without one.')
  const phases: (readonly Float64Array[])[] = []
  for (const channel of channels) {
    phases.push(unitPhases(channel, rateHz, band))
    yield
  }
  const size = channels.length
  const values = new Float64Array(size * size).fill(Number.NaN)
  for (let a = 0; a < size; a++) {
    for (let b = a + 1; b < size; b++) {
      const value = phaseLockingOf(phases[a] ?? [], phases[b] ?? []).value ?? NaN
      values[a * size + b] = value
      values[b * size + a] = value
    }
    yield
  }
  return { connection: 'phase-locking', size, values, used: length, leftOut: 0 }
}

function* coherences(
  channels: readonly Float64Array[],
  options: SpectralOptions,
  { name, lowHz, highHz }: Band,
  connection: 'coherence' | 'imaginary-coherence'
): Sliced<Connectivity | Undefined> {
  const frequencies = binFrequencies(options)
  const bins = [...frequencies.keys()].filter((k) => {
    const hz = frequencies[k] ?? 0
    return hz >= lowHz - 1e-9 && hz <= highHz + 1e-9
  })
  if (bins.length === 0) return undefinedScore(`No bin lies in the ${name} band; take a longer window.`)
  // Spectra of the band, window after window: small, because only the band is kept.
  const re = channels.map((): number[] => [])
  const im = channels.map((): number[] => [])
  const { used, leftOut } = eachSegment(channels, options, (spectra) => {
    spectra.forEach((spectrum, c) => {
      for (const k of bins) {
        re[c]?.push(spectrum.re[k] ?? 0)
        im[c]?.push(spectrum.im[k] ?? 0)
      }
    })
  })
  yield
  if (used === 0) return undefinedScore(noWindow(channels[0]?.length ?? 0, leftOut, options))
  if (used === 1) return undefinedScore('One window alone is always coherent; at least two are needed.')
  const kept = re.map((own, c) => ({ re: Float64Array.from(own), im: Float64Array.from(im[c] ?? []) }))
  const size = channels.length
  const values = new Float64Array(size * size).fill(Number.NaN)
  for (let a = 0; a < size; a++) {
    for (let b = a + 1; b < size; b++) {
      const [x, y] = [kept[a], kept[b]]
      const value = x && y ? bandCoherence(x, y, bins.length, connection) : NaN
      values[a * size + b] = value
      values[b * size + a] = value
    }
    yield
  }
  return { connection, size, values, used, leftOut }
}

interface BandSpectra {
  readonly re: Float64Array
  readonly im: Float64Array
}

/** Mean over bins of the coherence of two channels; sample w * bins + k is bin k of window w. */
function bandCoherence(x: BandSpectra, y: BandSpectra, bins: number, connection: Connection): number {
  let sum = 0
  for (let k = 0; k < bins; k++) {
    let [xx, yy, re, im] = [0, 0, 0, 0]
    for (let i = k; i < x.re.length; i += bins) {
      const [a, b, c, d] = [x.re[i] ?? 0, x.im[i] ?? 0, y.re[i] ?? 0, y.im[i] ?? 0]
      xx += a * a + b * b
      yy += c * c + d * d
      re += a * c + b * d
      im += a * d - b * c
    }
    sum += connection === 'coherence' ? (re * re + im * im) / (xx * yy) : Math.abs(im) / Math.sqrt(xx * yy)
  }
  return sum / bins
}
