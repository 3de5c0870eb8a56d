import { quantileOf } from '../../../../shared/physio/statistics'
import { hjorth } from '../../../../shared/signal/dsp/hjorth'

/** A figure of the samples of a window that there are; NaN where it does not exist. */
export type WindowFigure = (samples: Float64Array, seconds: Float64Array) => number

/**
 * Figures of windows by name, over the samples that there are. Standard deviation, skewness and kurtosis (of a normal distribution 0) with n
 * below, as NumPy's and SciPy's defaults; `slope` of least squares per second; `energy` the mean of the squares; `zcr` the share of neighbours
 * whose signs differ; `pNN` the percentile by linear interpolation.
 */
export const windowFigures: Readonly<Record<string, WindowFigure>> = {
  mean: (x) => mean(x),
  std: (x) => Math.sqrt(moment(x, 2)),
  var: (x) => moment(x, 2),
  min: (x) => (x.length === 0 ? NaN : x.reduce((least, value) => Math.min(least, value), Infinity)),
  max: (x) => (x.length === 0 ? NaN : x.reduce((most, value) => Math.max(most, value), -Infinity)),
  range: (x) => figure('max', x) - figure('min', x),
  median: (x) => quantileOf(x, 0.5),
  iqr: (x) => quantileOf(x, 0.75) - quantileOf(x, 0.25),
  slope: (x, seconds) => slope(x, seconds),
  energy: (x) => mean(x.map((value) => value * value)),
  rms: (x) => Math.sqrt(mean(x.map((value) => value * value))),
  zcr: (x) => crossings(x),
  skew: (x) => moment(x, 3) / moment(x, 2) ** 1.5,
  kurtosis: (x) => moment(x, 4) / moment(x, 2) ** 2 - 3,
  first: (x) => x[0] ?? NaN,
  last: (x) => x.at(-1) ?? NaN,
  absdiff: (x) => mean(differences(x).map((step) => Math.abs(step))),
  diffstd: (x) => Math.sqrt(moment(differences(x), 2)),
  activity: (x) => hjorth(x).activity.value ?? NaN,
  mobility: (x) => hjorth(x).mobility.value ?? NaN,
  complexity: (x) => hjorth(x).complexity.value ?? NaN,
  count: (x) => x.length
}

/** The figure of a name, percentiles (`p20`) among them; undefined for a name that nobody knows. */
export function windowFigure(name: string): WindowFigure | undefined {
  const known = Object.hasOwn(windowFigures, name) ? windowFigures[name] : undefined
  const percent = /^p(\d{1,2})$/.exec(name)?.[1]
  return known ?? (percent === undefined ? undefined : (x) => quantileOf(x, Number(percent) / 100))
}

const figure = (name: string, x: Float64Array): number => windowFigures[name]?.(x, x) ?? NaN

const mean = (x: Float64Array): number => x.reduce((sum, value) => sum + value, 0) / x.length

function moment(x: Float64Array, power: number): number {
  const middle = mean(x)
  return x.reduce((sum, value) => sum + (value - middle) ** power, 0) / x.length
}

const differences = (x: Float64Array): Float64Array =>
  Float64Array.from({ length: Math.max(0, x.length - 1) }, (_, i) => (x[i + 1] ?? NaN) - (x[i] ?? NaN))

function slope(x: Float64Array, seconds: Float64Array): number {
  const middle = mean(seconds)
  let [up, across] = [0, 0]
  x.forEach((value, i) => {
    const at = (seconds[i] ?? NaN) - middle
    up += at * value
    across += at * at
  })
  return x.length < 2 ? NaN : up / across
}

function crossings(x: Float64Array): number {
  let count = 0
  for (let i = 1; i < x.length; i++) if ((x[i] ?? 0) >= 0 !== (x[i - 1] ?? 0) >= 0) count++
  return x.length < 2 ? NaN : count / (x.length - 1)
}
