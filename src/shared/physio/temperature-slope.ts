import { undefinedScore } from '../metrics/base/score'
import type { Score } from '../metrics/base/score'
import { doubles } from '../signal/dsp/samples'
import type { Samples } from '../signal/dsp/samples'

/** Slope of the straight line of least squares in units per minute (°C/min for a skin temperature). Missing samples are left out and counted. */
export function temperatureSlope(x: Samples, rateHz: number): Score {
  const values = doubles(x)
  let n = 0
  let sumT = 0
  let sumX = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN
    if (Number.isNaN(value)) continue
    n++
    sumT += i
    sumX += value
  }
  const leftOut = values.length - n
  if (n < 2) return { ...undefinedScore('A slope needs at least two samples.'), used: n, leftOut }
  let tx = 0
  let tt = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN
    if (Number.isNaN(value)) continue
    tx += (i - sumT / n) * (value - sumX / n)
    tt += (i - sumT / n) ** 2
  }
  return { value: (tx / tt) * rateHz * 60, used: n, leftOut }
}
