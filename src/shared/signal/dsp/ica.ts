import type { Sliced } from '../../agreement/sliced'
import { undefinedScore } from '../../metrics/base/score'
import type { Undefined } from '../../metrics/base/score'
import { seededRandom } from '../../metrics/base/seeded-random'
import { symmetricEigen } from '../../metrics/base/symmetric-eigen'
import { combine } from './combine'

/** Sources that were found, the strongest first. */
export interface Ica {
  /** Mean of each channel, taken off before. */
  readonly means: Float64Array
  /** One row a component: weights of the channels that make its time course (deviation 1). */
  readonly unmixing: readonly Float64Array[]
  /** One row a component: its strength at each channel in the unit of the signal; the map of the component. */
  readonly maps: readonly Float64Array[]
  /** Share of the variance of all channels that each component carries, 0..1. */
  readonly shares: readonly number[]
  readonly rounds: number
  readonly converged: boolean
}

export interface IcaOptions {
  /** At most this many components; all that the rank of the data allows when absent. */
  readonly components?: number
  readonly seed?: number
  /** Longer data are thinned out evenly to about this many samples for the search. */
  readonly mostSamples?: number
  readonly mostRounds?: number
  readonly tolerance?: number
}

/** Directions with less than this share of the largest variance do not exist (an average reference takes one away). */
const RANK = 1e-10

/**
 * Independent components by FastICA, all at once with the logcosh contrast (Hyvärinen 1999, IEEE Transactions on Neural Networks
 * 10, 626-634). Deterministic for a seed. Samples with a gap in any channel are left out. The sign of a component is such that its largest map value is positive.
 * @param channels equally long; a high-pass at 1 Hz before helps
 */
export function* independentComponents(
  channels: readonly Float64Array[],
  options: IcaOptions = {}
): Sliced<Ica | Undefined> {
  const { seed = 1, mostSamples = 60_000, mostRounds = 200, tolerance = 1e-4 } = options
  const { data, means } = centred(channels, mostSamples)
  yield
  const n = data[0]?.length ?? 0
  if (channels.length < 2) return undefinedScore('At least two channels are needed.')
  if (n < 10 * channels.length)
    return undefinedScore(
      `Too few samples without a gap (${n}); at least ${10 * channels.length} are needed.`
    )
  const axes = symmetricEigen(covariance(data)).sort((a, b) => b.value - a.value)
  const largest = axes[0]?.value ?? 0
  const kept = axes.filter(({ value }) => value > RANK * largest).slice(0, options.components)
  if (kept.length === 0) return undefinedScore('The channels do not vary.')
  const whitening = kept.map(({ value, vector }) => Float64Array.from(vector, (v) => v / Math.sqrt(value)))
  const white = combine(whitening, data)
  yield

  let w = decorrelated(randomRows(kept.length, seed))
  let rounds = 0
  let converged = false
  while (!converged && rounds < mostRounds) {
    const next = decorrelated(yield* step(w, white))
    converged = next.every((row, k) => Math.abs(Math.abs(dot(row, w[k] ?? row)) - 1) < tolerance)
    w = next
    rounds++
    yield
  }
  const total = axes.reduce((sum, { value }) => sum + Math.max(0, value), 0)
  return ordered(w, whitening, kept, means, total, { rounds, converged })
}

/** Time courses of the components; NaN where a channel has a gap. */
export function componentSignals(
  { unmixing, means }: Ica,
  channels: readonly Float64Array[]
): Float64Array[] {
  return combine(
    unmixing,
    channels.map((channel, c) => channel.map((value) => value - (means[c] ?? 0)))
  )
}

/** Channels without some components: each minus map times time course. Without any the channels stay as they are. */
export function removeComponents(
  ica: Ica,
  channels: readonly Float64Array[],
  removed: ReadonlySet<number>
): Float64Array[] {
  const out = channels.map((channel) => channel.slice())
  componentSignals(ica, channels).forEach((signal, k) => {
    if (!removed.has(k)) return
    out.forEach((channel, c) => {
      const strength = ica.maps[k]?.[c] ?? 0
      for (let i = 0; i < channel.length; i++) channel[i] = (channel[i] ?? 0) - strength * (signal[i] ?? NaN)
    })
  })
  return out
}

function centred(channels: readonly Float64Array[], most: number) {
  const length = Math.min(...channels.map((channel) => channel.length))
  const stride = Math.max(1, Math.floor(length / most))
  const places: number[] = []
  for (let i = 0; i < length; i += stride)
    if (!channels.some((channel) => Number.isNaN(channel[i]))) places.push(i)
  const picked = channels.map((channel) => Float64Array.from(places, (i) => channel[i] ?? 0))
  const means = Float64Array.from(picked, (one) => one.reduce((sum, value) => sum + value, 0) / one.length)
  return { data: picked.map((one, c) => one.map((value) => value - (means[c] ?? 0))), means }
}

function covariance(data: readonly Float64Array[]): Float64Array[] {
  const n = data[0]?.length ?? 1
  return data.map((a) => Float64Array.from(data, (b) => dot(a, b) / n))
}

/** One round: mean of tanh(w x) x minus mean of its slope times w, for every row; it stops after each. */
function* step(w: readonly Float64Array[], white: readonly Float64Array[]): Sliced<Float64Array[]> {
  const n = white[0]?.length ?? 1
  const next: Float64Array[] = []
  for (const row of w) {
    const [signal = new Float64Array()] = combine([row], white)
    let slope = 0
    for (let i = 0; i < n; i++) {
      const g = Math.tanh(signal[i] ?? 0)
      signal[i] = g
      slope += 1 - g * g
    }
    next.push(Float64Array.from(white, (axis, j) => (dot(signal, axis) - slope * (row[j] ?? 0)) / n))
    yield
  }
  return next
}

/** The orthonormal rows nearest to the given ones: (W W')^(-1/2) W. */
function decorrelated(w: readonly Float64Array[]): Float64Array[] {
  const axes = symmetricEigen(w.map((a) => Float64Array.from(w, (b) => dot(a, b))))
  const root = w.map((_, i) =>
    Float64Array.from(w, (_, j) =>
      axes.reduce(
        (sum, { value, vector }) => sum + ((vector[i] ?? 0) * (vector[j] ?? 0)) / Math.sqrt(value),
        0
      )
    )
  )
  return combine(root, w)
}

function ordered(
  w: readonly Float64Array[],
  whitening: readonly Float64Array[],
  kept: readonly { readonly value: number; readonly vector: readonly number[] }[],
  means: Float64Array,
  total: number,
  how: { readonly rounds: number; readonly converged: boolean }
): Ica {
  const unwhitening = kept.map(({ value, vector }) => Float64Array.from(vector, (v) => v * Math.sqrt(value)))
  const all = w.map((row) => {
    const [map = new Float64Array(), weights = new Float64Array()] = [unwhitening, whitening].map(
      (rows) => combine([row], rows)[0]
    )
    const peak = map.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0)
    const sign = peak < 0 ? -1 : 1
    return {
      map: map.map((value) => sign * value),
      weights: weights.map((value) => sign * value),
      share: dot(map, map) / total
    }
  })
  all.sort((a, b) => b.share - a.share)
  return {
    means,
    unmixing: all.map(({ weights }) => weights),
    maps: all.map(({ map }) => map),
    shares: all.map(({ share }) => share),
    ...how
  }
}

/** Rows of normal numbers (Box & Muller 1958). */
function randomRows(size: number, seed: number): Float64Array[] {
  const draw = seededRandom(seed)
  const uniform = () => (draw() + 0.5) / 2 ** 32
  return Array.from({ length: size }, () =>
    Float64Array.from(
      { length: size },
      () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
    )
  )
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}
