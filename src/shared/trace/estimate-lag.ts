import type { Sliced } from '../agreement/sliced'
import { centredSumsAtLag, correlationOf } from '../metrics/base/moments'

/** A reaction lag that was found. `seconds` positive: the annotation follows the reference. */
export interface FoundLag {
  readonly seconds: number
  /** Mean over dimensions of Pearson's r at that lag. */
  readonly correlation: number
  /** The same without a shift; null where it is undefined. */
  readonly unshifted: number | null
  /** r along the lags that were looked at, for a picture. */
  readonly curve: readonly { readonly seconds: number; readonly correlation: number | null }[]
}

/** Why there is no lag, as a sentence. */
export interface NoLag {
  readonly reason: string
}

export interface LagSearch {
  /** Rate of the columns. */
  readonly rateHz: number
  /** Lags looked at, seconds. Negative ones: the annotation may lead. */
  readonly from: number
  readonly to: number
}

/** Columns are searched at about this rate first and at their own around the best place. */
const COARSE_HZ = 5
/** A shorter overlap says nothing about a lag, seconds. */
const LEAST_SECONDS = 5
/** The longest search, in seconds either way; cross-correlation of a minute and more is not a reaction. */
export const WIDEST_SEARCH = 30

/**
 * How far an annotation follows a reference (the mean of other annotators, a feature): the lag at which the mean over
 * dimensions of Pearson's r is highest, refined between samples by the parabola through its neighbours. Overlaps
 * shorter than half of the longest are not looked at, so that a few samples at the edge decide nothing.
 * After Mariooryad & Busso 2015, IEEE Transactions on Affective Computing 6, 97-108.
 * @param reference one column for each dimension, NaN: no value
 */
export function* estimateTraceLag(
  reference: readonly Float64Array[],
  annotation: readonly Float64Array[],
  { rateHz, from, to }: LagSearch
): Sliced<FoundLag | NoLag> {
  const factor = Math.max(1, Math.round(rateHz / COARSE_HZ))
  const [slowX, slowY] = [reference, annotation].map((columns) =>
    columns.map((one) => blockMeans(one, factor))
  )
  const slowHz = rateHz / factor
  const curve: { readonly seconds: number; readonly correlation: number | null; readonly n: number }[] = []
  for (let lag = Math.ceil(from * slowHz); lag <= Math.floor(to * slowHz); lag++) {
    curve.push({ seconds: lag / slowHz, ...agreementAt(slowX ?? [], slowY ?? [], lag) })
    yield
  }
  const longest = curve.reduce((most, { n }) => Math.max(most, n), 0)
  if (longest < LEAST_SECONDS * slowHz)
    return { reason: `They share less than ${LEAST_SECONDS} s of rated time.` }
  const best = highest(curve.filter(({ n }) => n * 2 >= longest))
  if (!best) return { reason: 'One of them does not vary, so there is nothing to align.' }

  const center = Math.round(best.seconds * rateHz)
  const reach = Math.ceil(1.5 * factor)
  const fine: { readonly lag: number; readonly correlation: number | null }[] = []
  for (
    let lag = Math.max(Math.ceil(from * rateHz), center - reach);
    lag <= Math.min(Math.floor(to * rateHz), center + reach);
    lag++
  ) {
    fine.push({ lag, ...agreementAt(reference, annotation, lag) })
    yield
  }
  const top = highest(fine)
  if (!top) return { reason: 'One of them does not vary, so there is nothing to align.' }
  const at = fine.indexOf(top)
  const offset = parabola(fine[at - 1]?.correlation, top.correlation, fine[at + 1]?.correlation)
  return {
    seconds: (top.lag + offset) / rateHz,
    correlation: top.correlation ?? 0,
    unshifted: agreementAt(reference, annotation, 0).correlation,
    curve: curve.map(({ seconds, correlation }) => ({ seconds, correlation }))
  }
}

/** Mean correlation over the dimensions that have one, and the smallest number of pairs among them. */
function agreementAt(
  reference: readonly Float64Array[],
  annotation: readonly Float64Array[],
  lag: number
): { readonly correlation: number | null; readonly n: number } {
  let sum = 0
  let dims = 0
  let n = 0
  reference.forEach((x, dim) => {
    const y = annotation[dim]
    if (!y) return
    const sums = lag >= 0 ? centredSumsAtLag(x, y, lag) : centredSumsAtLag(y, x, -lag)
    const r = correlationOf(sums)
    n = Math.max(n, sums.n)
    if (r === null) return
    sum += r
    dims++
  })
  return { correlation: dims === 0 ? null : sum / dims, n }
}

/** The one with the highest correlation; among equals the smallest shift. */
function highest<T extends { readonly correlation: number | null }>(all: readonly T[]): T | undefined {
  let best: T | undefined
  for (const one of all)
    if (one.correlation !== null && one.correlation > (best?.correlation ?? -Infinity)) best = one
  return best
}

/** Place of the top of the parabola through three points one step apart, -0.5 to 0.5; 0 at the edge or on a plateau. */
function parabola(before?: number | null, top?: number | null, after?: number | null): number {
  if (before == null || top == null || after == null) return 0
  const bend = before - 2 * top + after
  return bend < 0 ? Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend))) : 0
}

/** Means of blocks of samples; missing ones are left out, a block of them alone has none. */
function blockMeans(values: Float64Array, factor: number): Float64Array {
  if (factor === 1) return values
  const means = new Float64Array(Math.floor(values.length / factor))
  for (let block = 0; block < means.length; block++) {
    let sum = 0
    let n = 0
    for (let i = block * factor; i < (block + 1) * factor; i++) {
      const value = values[i] ?? Number.NaN
      if (Number.isNaN(value)) continue
      sum += value
      n++
    }
    means[block] = n === 0 ? Number.NaN : sum / n
  }
  return means
}
