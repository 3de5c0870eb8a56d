import type { FilterBand } from './butterworth'
import { taper } from './taper'
import type { TaperShape } from './taper'

/**
 * Linear-phase filter by windowing the ideal response, with gain 1 in the middle of what passes; equal to SciPy's `firwin`.
 * @param taps odd, so that the delay is a whole number of samples, (taps - 1) / 2
 */
export function firDesign(
  taps: number,
  band: FilterBand,
  rateHz: number,
  shape: TaperShape = { kind: 'hamming' }
): Float64Array<ArrayBuffer> {
  if (!Number.isInteger(taps) || taps < 3 || taps % 2 === 0)
    throw new RangeError(`taps must be an odd whole number from 3 on, got ${taps}`)
  const nyquist = rateHz / 2
  const passes = passBands(band).map(([low, high]) => {
    if (!(low >= 0 && low < high && (high === Infinity || high < nyquist)))
      throw new RangeError(`${band.kind}: corners must rise between 0 and half the rate (${nyquist} Hz)`)
    return [low / nyquist, Math.min(1, high / nyquist)] as const
  })
  const weights = taper(shape, taps, false)
  const h = weights.map((weight, i) => {
    const m = i - (taps - 1) / 2
    return weight * passes.reduce((sum, [low, high]) => sum + high * sinc(high * m) - low * sinc(low * m), 0)
  })
  const [low = 0, high = 1] = passes[0] ?? []
  const center = low === 0 ? 0 : high === 1 ? 1 : (low + high) / 2
  const gain = h.reduce((sum, value, i) => sum + value * Math.cos(Math.PI * (i - (taps - 1) / 2) * center), 0)
  return h.map((value) => value / gain)
}

function passBands(band: FilterBand): readonly (readonly [number, number])[] {
  switch (band.kind) {
    case 'lowpass':
      return [[0, band.cutoffHz]]
    case 'highpass':
      return [[band.cutoffHz, Infinity]]
    case 'bandpass':
      return [[band.lowHz, band.highHz]]
    case 'bandstop':
      return [
        [0, band.lowHz],
        [band.highHz, Infinity]
      ]
  }
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x))
