import { complex, minus, over, plus, productOf, squareRoot, times } from './complex'
import type { Complex } from './complex'
import type { Sos } from './sos'
import { zpkToSos } from './zpk-to-sos'

/** What passes: corner frequencies (-3 dB of one pass) in Hz, above 0 and below half the rate. */
export type FilterBand =
  | { readonly kind: 'lowpass'; readonly cutoffHz: number }
  | { readonly kind: 'highpass'; readonly cutoffHz: number }
  | { readonly kind: 'bandpass'; readonly lowHz: number; readonly highHz: number }
  | { readonly kind: 'bandstop'; readonly lowHz: number; readonly highHz: number }

/** The rate at which the analog prototype is laid, as in SciPy; it cancels out but for rounding. */
const PROTOTYPE_RATE = 2

/**
 * Butterworth filter of an order (1 and up; band filters have twice as many poles) as second-order sections.
 * Bilinear transform with warped corners, equal to SciPy's `butter(order, ..., output='sos')`. Butterworth 1930; Oppenheim & Schafer, Discrete-Time Signal Processing, ch. 7.
 */
export function butterworth(order: number, band: FilterBand, rateHz: number): Sos {
  if (!Number.isInteger(order) || order < 1)
    throw new RangeError(`order must be a whole number from 1 on, got ${order}`)
  const prototype = Array.from({ length: order }, (_, i) => {
    const m = 2 * i - order + 1
    return m === 0 ? complex(-1) : polar((Math.PI * m) / (2 * order))
  })
  const analog = analogFilter(prototype, band, rateHz)
  const twice = complex(2 * PROTOTYPE_RATE)
  const bilinear = (root: Complex) => over(plus(twice, root), minus(twice, root))
  const gain = over(
    productOf(analog.zeros.map((zero) => minus(twice, zero))),
    productOf(analog.poles.map((pole) => minus(twice, pole)))
  ).re
  const zeros = analog.zeros.map(bilinear)
  while (zeros.length < analog.poles.length) zeros.push(complex(-1))
  return zpkToSos({ zeros, poles: analog.poles.map(bilinear), gain: analog.gain * gain })
}

function analogFilter(prototype: readonly Complex[], band: FilterBand, rateHz: number) {
  const order = prototype.length
  switch (band.kind) {
    case 'lowpass': {
      const w = warped('cutoffHz', band.cutoffHz, rateHz)
      return { zeros: [], poles: prototype.map((p) => times(p, complex(w))), gain: w ** order }
    }
    case 'highpass': {
      const w = warped('cutoffHz', band.cutoffHz, rateHz)
      return {
        zeros: prototype.map(() => complex(0)),
        poles: prototype.map((p) => over(complex(w), p)),
        gain: 1
      }
    }
    case 'bandpass': {
      const { width, center } = corners(band, rateHz)
      const poles = split(
        prototype.map((p) => times(p, complex(width / 2))),
        center
      )
      return { zeros: prototype.map(() => complex(0)), poles, gain: width ** order }
    }
    case 'bandstop': {
      const { width, center } = corners(band, rateHz)
      const poles = split(
        prototype.map((p) => over(complex(width / 2), p)),
        center
      )
      const zeros = [center, -center].flatMap((im) => prototype.map(() => complex(0, im)))
      return { zeros, poles, gain: 1 }
    }
  }
}

/** Each pole of the low-pass becomes two around the centre. */
function split(poles: readonly Complex[], center: number): Complex[] {
  const roots = poles.map((p) => squareRoot(minus(times(p, p), complex(center * center))))
  return [-1, 1].flatMap((sign) =>
    poles.map((p, i) => plus(p, times(complex(-sign), roots[i] ?? complex(0))))
  )
}

function corners({ lowHz, highHz }: { readonly lowHz: number; readonly highHz: number }, rateHz: number) {
  if (!(lowHz < highHz)) throw new RangeError(`lowHz must be below highHz, got ${lowHz} and ${highHz}`)
  const low = warped('lowHz', lowHz, rateHz)
  const high = warped('highHz', highHz, rateHz)
  return { width: high - low, center: Math.sqrt(low * high) }
}

function warped(name: string, hz: number, rateHz: number): number {
  if (!(hz > 0 && hz < rateHz / 2))
    throw new RangeError(`${name} must lie between 0 and half the rate (${rateHz / 2} Hz), got ${hz}`)
  return 2 * PROTOTYPE_RATE * Math.tan((Math.PI * (hz / (rateHz / 2))) / PROTOTYPE_RATE)
}

/** The prototype pole -e^(i angle). */
const polar = (angle: number): Complex => complex(-Math.cos(angle), -Math.sin(angle))
