import type { Sliced } from '../agreement/sliced'
import { estimateTraceLag } from './estimate-lag'
import type { FoundLag, LagSearch, NoLag } from './estimate-lag'

/** More rounds change nothing that could be seen. */
const ROUNDS = 4

/**
 * How far each annotator follows the others: each is held against the mean of the others as they are aligned so far, in
 * a few rounds. A group tells differences only, so the earliest annotator gets 0: what all have in common stays in.
 * @param raters by annotator one column for each dimension, all on one grid; NaN: no value
 */
export function* estimateGroupLags(
  raters: readonly (readonly Float64Array[])[],
  { rateHz, longest }: { readonly rateHz: number; readonly longest: number }
): Sliced<readonly (FoundLag | NoLag)[]> {
  const search: LagSearch = { rateHz, from: -longest, to: longest }
  const lags = raters.map(() => 0)
  let found: (FoundLag | NoLag)[] = raters.map(() => ({ reason: 'There is nobody else to hold it against.' }))
  if (raters.length < 2) return found
  for (let round = 0; round < ROUNDS; round++) {
    const before = [...lags]
    const group = yield* alignedGroup(raters, lags, rateHz)
    const now: (FoundLag | NoLag)[] = []
    for (const [index, own] of raters.entries()) {
      const answer = yield* estimateTraceLag(yield* group.without(index), own, search)
      now.push(answer)
      if ('seconds' in answer) yield* group.move(index, (lags[index] = answer.seconds))
    }
    // The group as a whole must not wander from round to round.
    const middle = lags.reduce((sum, lag) => sum + lag, 0) / lags.length
    lags.forEach((lag, index) => (lags[index] = lag - middle))
    found = now
    if (lags.every((lag, index) => Math.abs(lag - (before[index] ?? 0)) < 0.1 / rateHz)) break
  }
  const first = Math.min(...lags.filter((_, index) => 'seconds' in (found[index] ?? {})))
  return found.map((one, index) => ('seconds' in one ? { ...one, seconds: (lags[index] ?? 0) - first } : one))
}

/** Sums and counts over all annotators, each moved by its lag, so that a mean without one of them is a subtraction. */
function* alignedGroup(
  raters: readonly (readonly Float64Array[])[],
  lags: readonly number[],
  rateHz: number
): Sliced<{
  /** Mean of all but one, by dimension. */
  without(index: number): Sliced<Float64Array[]>
  move(index: number, lag: number): Sliced<undefined>
}> {
  const shifted = raters.map((columns): Float64Array[] => columns.map(() => new Float64Array()))
  const empty = (): Float64Array[] => (raters[0] ?? []).map((column) => new Float64Array(column.length))
  const [sums, counts] = [empty(), empty()]
  const add = (columns: readonly Float64Array[], sign: 1 | -1): void =>
    columns.forEach((column, dim) => {
      const [sum, count] = [sums[dim], counts[dim]]
      if (!sum || !count) return
      for (let i = 0; i < column.length; i++) {
        const value = column[i] ?? Number.NaN
        if (Number.isNaN(value)) continue
        sum[i] = (sum[i] ?? 0) + sign * value
        count[i] = (count[i] ?? 0) + sign
      }
    })
  function* move(index: number, lag: number): Sliced<undefined> {
    add(shifted[index] ?? [], -1)
    yield
    const moved = (raters[index] ?? []).map((column) => shift(column, lag * rateHz))
    shifted[index] = moved
    yield
    add(moved, 1)
    yield
  }
  for (const index of raters.keys()) yield* move(index, lags[index] ?? 0)
  return {
    *without(index) {
      const means: Float64Array[] = []
      for (const [dim, sum] of sums.entries()) {
        means.push(meanWithout(sum, counts[dim] ?? sum, shifted[index]?.[dim]))
        yield
      }
      return means
    },
    move
  }
}

function meanWithout(sum: Float64Array, count: Float64Array, own: Float64Array | undefined): Float64Array {
  const mean = new Float64Array(sum.length)
  for (let i = 0; i < mean.length; i++) {
    const value = own?.[i] ?? Number.NaN
    const has = !Number.isNaN(value)
    const n = (count[i] ?? 0) - (has ? 1 : 0)
    mean[i] = n > 0 ? ((sum[i] ?? 0) - (has ? value : 0)) / n : Number.NaN
  }
  return mean
}

/** A column moved earlier by a fraction of samples, on straight lines; NaN where nothing comes from. */
function shift(values: Float64Array, by: number): Float64Array {
  const whole = Math.floor(by)
  const part = by - whole
  const out = new Float64Array(values.length)
  for (let i = 0; i < out.length; i++) {
    const left = values[i + whole] ?? Number.NaN
    out[i] = part < 1e-6 ? left : left + ((values[i + whole + 1] ?? Number.NaN) - left) * part
  }
  return out
}
