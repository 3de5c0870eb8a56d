import { score, undefinedScore } from '../../metrics/base/score'
import type { Score } from '../../metrics/base/score'
import type { Band } from './eeg-bands'
import type { Spectrum } from './welch'

/** Band power as the area of the trapezoids over the bins of the band, both ends included; unit^2. As NumPy's `trapezoid`. */
export function bandPowerTrapezoid(spectrum: Spectrum, band: Band): Score {
  return overBins(spectrum, band, (y, step) => {
    let sum = 0
    for (let i = 1; i < y.length; i++) sum += ((y[i - 1] ?? 0) + (y[i] ?? 0)) / 2
    return sum * step
  })
}

/** Band power by Simpson's rule over the bins of the band, both ends included; unit^2. As SciPy's `simpson` (Cartwright 2017 for an even number of bins). */
export function bandPowerSimpson(spectrum: Spectrum, band: Band): Score {
  return overBins(spectrum, band, simpson)
}

/** Share of a band in the sum over `of`, 0..1, both by trapezoids. */
export function relativeBandPower(spectrum: Spectrum, band: Band, of: readonly Band[]): Score {
  const own = bandPowerTrapezoid(spectrum, band)
  if (own.value === null) return own
  let all = 0
  for (const one of of) {
    const power = bandPowerTrapezoid(spectrum, one)
    if (power.value === null) return power
    all += power.value
  }
  return score(own.value / all, 'There is no power in any of the bands.')
}

/** Means of the values of the bins of a band, both ends included (coherence by band). */
export function bandMean(frequencies: Float64Array, values: Float64Array, { lowHz, highHz }: Band): Score {
  const [from, to] = binsOf(frequencies, lowHz, highHz)
  let sum = 0
  for (let i = from; i < to; i++) sum += values[i] ?? 0
  return score(sum / (to - from), `No bin lies between ${lowHz} and ${highHz} Hz.`)
}

function overBins(
  { frequencies, power }: Spectrum,
  { name, lowHz, highHz }: Band,
  area: (y: Float64Array, step: number) => number
): Score {
  const step = (frequencies[1] ?? 0) - (frequencies[0] ?? 0)
  const [from, to] = binsOf(frequencies, lowHz, highHz)
  if (to - from < 2)
    return undefinedScore(
      `The ${name} band (${lowHz} to ${highHz} Hz) has fewer than two bins ${Number(step.toPrecision(3))} Hz apart; take a longer window.`
    )
  return { value: area(power.subarray(from, to), step) }
}

/** First bin and the one behind the last; a rounding of the frequency does not push a bin out. */
function binsOf(frequencies: Float64Array, lowHz: number, highHz: number): readonly [number, number] {
  const step = (frequencies[1] ?? 1) - (frequencies[0] ?? 0)
  const from = Math.max(0, Math.ceil(lowHz / step - 1e-9))
  const to = Math.min(frequencies.length, Math.floor(highHz / step + 1e-9) + 1)
  return [from, Math.max(from, to)]
}

function simpson(y: Float64Array, step: number): number {
  const n = y.length
  const at = (i: number) => y[i] ?? 0
  if (n === 2) return (step * (at(0) + at(1))) / 2
  const odd = n % 2 === 1 ? n : n - 1
  let sum = 0
  for (let i = 0; i + 2 < odd; i += 2) sum += (at(i) + 4 * at(i + 1) + at(i + 2)) / 3
  const last = n % 2 === 1 ? 0 : (5 * at(n - 1) + 8 * at(n - 2) - at(n - 3)) / 12
  return step * (sum + last)
}
