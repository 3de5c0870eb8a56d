import { quantile } from '../metrics/base/quantile'

/** Statistics of a series that one number each can stand for. `p` and a whole number is a percentile. */
export const functionalNames = [
  'mean',
  'std',
  'min',
  'max',
  'range',
  'median',
  'iqr',
  'slope',
  'skewness',
  'kurtosis'
] as const

/** Whether a statistic of this name is known. */
export const isFunctional = (name: string): boolean =>
  functionalNames.some((known) => known === name) || (/^p\d{1,3}$/.test(name) && Number(name.slice(1)) <= 100)

/**
 * Statistics of a series; NaN values (no voice) are left out, and without any value all are NaN. Standard deviation of the
 * population (n), skewness and excess kurtosis of it too; percentiles interpolate linearly (NumPy's default); the slope is
 * that of a line through the values, per second at `rateHz` frames a second.
 */
export function functionals(
  series: ArrayLike<number>,
  names: readonly string[],
  rateHz: number
): Float64Array<ArrayBuffer> {
  const values: number[] = []
  const times: number[] = []
  for (let i = 0; i < series.length; i++) {
    const value = series[i] ?? NaN
    if (Number.isNaN(value)) continue
    values.push(value)
    times.push(i / rateHz)
  }
  if (values.length === 0) return new Float64Array(names.length).fill(NaN)
  const sorted = values.toSorted((a, b) => a - b)
  const mean = average(values)
  const moment = (power: number) => average(values.map((value) => (value - mean) ** power))
  const std = Math.sqrt(moment(2))
  const low = sorted[0] ?? NaN
  const high = sorted.at(-1) ?? NaN
  return Float64Array.from(names, (name) => {
    switch (name) {
      case 'mean':
        return mean
      case 'std':
        return std
      case 'min':
        return low
      case 'max':
        return high
      case 'range':
        return high - low
      case 'median':
        return quantile(sorted, 0.5)
      case 'iqr':
        return quantile(sorted, 0.75) - quantile(sorted, 0.25)
      case 'slope':
        return slope(times, values, mean)
      case 'skewness':
        return std === 0 ? 0 : moment(3) / std ** 3
      case 'kurtosis':
        return std === 0 ? 0 : moment(4) / std ** 4 - 3
      default:
        if (!isFunctional(name))
          throw new Error(`unknown statistic "${name}"; known: ${functionalNames.join(', ')}, p0 to p100`)
        return quantile(sorted, Number(name.slice(1)) / 100)
    }
  })
}

function average(values: readonly number[]): number {
  let sum = 0
  for (const value of values) sum += value
  return sum / values.length
}

function slope(times: readonly number[], values: readonly number[], mean: number): number {
  const middle = average(times)
  let products = 0
  let squares = 0
  times.forEach((time, i) => {
    products += (time - middle) * ((values[i] ?? 0) - mean)
    squares += (time - middle) ** 2
  })
  return squares === 0 ? 0 : products / squares
}
