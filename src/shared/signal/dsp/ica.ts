import type { Sliced } from '../../agreement/sliced'
import { undefinedScore } from '../../metrics/base/score'
import type { Undefined } from '../../metrics/base/score'
import { seededRandom } from '../../metrics/base/seeded-random'
import { symmetricEigen } from '../../metrics/base/symmetric-eigen'
import { combine } from './combine'
import { covarianceOf, icaRound, weightedRows } from './ica-round'
import type { SampleRows } from './ica-round'

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
  /** Samples that the search looked at, and how many there are without a gap. */
  readonly samples: { readonly used: number; readonly of: number }
}

export interface IcaOptions {
  /** At most this many components; all that the rank of the data allows when absent. */
  readonly components?: number
  readonly seed?: number
  /** Longer data are thinned out evenly to about this many samples for the search. */
  readonly mostSamples?: number
  readonly mostRounds?: number
  readonly tolerance?: number
  /** Told after each round how far the search is, 0..1: it ends when the directions stand still. */
  readonly told?: (share: number) => void
}

/** Directions with less than this share of the largest variance do not exist (an average reference takes one away). */
const RANK = 1e-10
/** Samples of the thinned search: at least so many, and so many for each axis. */
const FEW = 8000
const FEW_PER_AXIS = 150
/** Movement of a direction below which the thinned search ends. */
const NEAR = 1e-3
/** Rounds at most over all samples once the thinned search is done: what does not settle then is told so. */
const LAST_ROUNDS = 50

/**
 * Independent components by FastICA, all at once with the logcosh contrast (Hyvärinen 1999, IEEE Transactions on Neural Networks
 * 10, 626-634). Deterministic for a seed. Samples with a gap in any channel are left out. The sign of a component is such that its largest map value is positive.
 * Many samples are searched in a thinned part first, then in all: the end is that of all of them, reached in fewer long rounds.
 * @param channels equally long; a high-pass at 1 Hz before helps
 */
export function* independentComponents(
  channels: readonly Float64Array[],
  options: IcaOptions = {}
): Sliced<Ica | Undefined> {
  const { seed = 1, mostSamples = 60_000, mostRounds = 200, tolerance = 1e-4 } = options
  if (channels.length < 2) return undefinedScore('At least two channels are needed.')
  const { data, means, of } = yield* centred(channels, mostSamples)
  const n = data.count
  if (n < 10 * channels.length)
    return undefinedScore(
      `Too few samples without a gap (${n}); at least ${10 * channels.length} are needed.`
    )
  const axes = symmetricEigen(yield* covarianceOf(data)).sort((a, b) => b.value - a.value)
  const largest = axes[0]?.value ?? 0
  const kept = axes.filter(({ value }) => value > RANK * largest).slice(0, options.components)
  if (kept.length === 0) return undefinedScore('The channels do not vary.')
  const whitening = kept.map(({ value, vector }) => Float64Array.from(vector, (v) => v / Math.sqrt(value)))
  const white = yield* weightedRows(whitening, data)

  let w = decorrelated(randomRows(kept.length, seed))
  let rounds = 0
  let share = 0
  let converged = false
  for (const samples of [...thinned(white), white]) {
    const last = samples === white
    // What the thinned part says is close, not the end. It may take more rounds, since each is short.
    const still = last ? tolerance : Math.max(tolerance, NEAR)
    const end = last ? (rounds > 0 ? rounds + LAST_ROUNDS : mostRounds) : mostRounds - LAST_ROUNDS
    converged = false
    while (!converged && rounds < end) {
      const next = decorrelated(yield* icaRound(w, samples))
      const moved = next.reduce(
        (most, row, k) => Math.max(most, Math.abs(Math.abs(dot(row, w[k] ?? row)) - 1)),
        0
      )
      converged = moved < still
      w = next
      rounds++
      // Directions may swing out again: what was told is never taken back.
      share = Math.max(share, rounds / mostRounds, nearness(moved, tolerance))
      options.told?.(share)
      yield
    }
  }
  const total = axes.reduce((sum, { value }) => sum + Math.max(0, value), 0)
  const samples = { used: n, of }
  return ordered(w, whitening, kept, means, total, { rounds, converged, samples })
}

/** Time courses of the components; NaN where a channel has a gap. */
export const componentSignals = (ica: Ica, channels: readonly Float64Array[]): Float64Array<ArrayBuffer>[] =>
  ica.unmixing.map((_, k) => componentSignal(ica, channels, k))

/** Time course of one component; NaN where a channel has a gap. */
export function componentSignal(
  { unmixing, means }: Pick<Ica, 'unmixing' | 'means'>,
  channels: readonly Float64Array[],
  component: number
): Float64Array<ArrayBuffer> {
  const weights = unmixing[component] ?? new Float64Array()
  const out = new Float64Array(channels[0]?.length ?? 0)
  channels.forEach((channel, c) => {
    const weight = weights[c] ?? 0
    const mean = means[c] ?? 0
    for (let i = 0; i < out.length; i++) out[i] = (out[i] ?? 0) + weight * ((channel[i] ?? NaN) - mean)
  })
  return out
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

/** Evenly picked samples that no channel lacks, less their means. */
function* centred(
  channels: readonly Float64Array[],
  most: number
): Sliced<{ readonly data: SampleRows; readonly means: Float64Array; readonly of: number }> {
  const axes = channels.length
  const length = Math.min(...channels.map((channel) => channel.length))
  const gap = new Uint8Array(length)
  for (const channel of channels) {
    for (let i = 0; i < length; i++) if (Number.isNaN(channel[i])) gap[i] = 1
    yield
  }
  const of = length - gap.reduce((sum, one) => sum + one, 0)
  const stride = Math.max(1, Math.floor(of / most))
  const places: number[] = []
  for (let i = 0, seen = 0; i < length; i++) if (!gap[i] && seen++ % stride === 0) places.push(i)
  const count = places.length
  const values = new Float64Array(count * axes)
  const means = new Float64Array(axes)
  for (const [c, channel] of channels.entries()) {
    let sum = 0
    for (const place of places) sum += channel[place] ?? 0
    const mean = sum / count
    means[c] = mean
    places.forEach((place, i) => (values[i * axes + c] = (channel[place] ?? 0) - mean))
    yield
  }
  return { data: { axes, count, values }, means, of }
}

/** Every so many samples of many; none of few, which are searched at once. */
function thinned({ axes, count, values }: SampleRows): readonly SampleRows[] {
  const few = Math.max(FEW, FEW_PER_AXIS * axes)
  const stride = Math.floor(count / few)
  if (stride < 3) return []
  const fewer = Math.floor(count / stride)
  const out = new Float64Array(fewer * axes)
  for (let i = 0; i < fewer; i++)
    out.set(values.subarray(i * stride * axes, (i * stride + 1) * axes), i * axes)
  return [{ axes, count: fewer, values: out }]
}

/** How near a movement is to standing still, 0..1, on a logarithmic scale. */
const nearness = (moved: number, tolerance: number): number =>
  moved <= tolerance ? 1 : Math.min(1, Math.log(moved) / Math.log(tolerance))

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
  how: Pick<Ica, 'rounds' | 'converged' | 'samples'>
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
