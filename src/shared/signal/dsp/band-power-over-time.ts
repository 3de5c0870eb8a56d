import { bandPowerTrapezoid } from './band-power'
import type { Band } from './eeg-bands'
import type { Spectrogram } from './spectrogram'

/** Band power (trapezoids, unit^2) of every window of a spectrogram, at its `times`; NaN where the window has a gap or the band too few bins. */
export function bandPowerOverTime(
  { frequencies, times, power }: Spectrogram,
  band: Band
): Float64Array<ArrayBuffer> {
  const bins = frequencies.length
  return Float64Array.from(times, (_, t) => {
    const column = power.slice(t * bins, (t + 1) * bins)
    if (Number.isNaN(column[0])) return NaN
    return bandPowerTrapezoid({ frequencies, power: column, used: 1, leftOut: 0 }, band).value ?? NaN
  })
}
