import type { Sliced } from '../agreement/sliced'
import { estimateTraceLag } from './estimate-lag'
import type { FoundLag, LagSearch, NoLag } from './estimate-lag'

/** More rounds change nothing that could be seen. */
const ROUNDS = 4

/**
 * How far each annotator follows the others: each is held against the mean of the others as they are aligned so far, in
 * a few rounds. A group tells differences only, so the earliest annotator gets 0: what all have in common stays in.
 * @param raters by annotator one column for each dimension, all on one grid; NaN: no value
 * @param longest longest difference looked at, seconds
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
    const now: (FoundLag | NoLag)[] = []
    for (const [index, own] of raters.entries()) {
      const others = raters.flatMap((columns, other) =>
        other === index ? [] : [columns.map((column) => shifted(column, (lags[other] ?? 0) * rateHz))]
      )
      const mean = own.map((_, dim) => meanOf(others.flatMap((columns) => columns[dim] ?? [])))
      yield
      const answer = yield* estimateTraceLag(mean, own, search)
      now.push(answer)
      if ('seconds' in answer) lags[index] = answer.seconds
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

/** A column moved earlier by a fraction of samples, on straight lines; NaN where nothing comes from. */
function shifted(values: Float64Array, by: number): Float64Array {
  const whole = Math.floor(by)
  const part = by - whole
  return Float64Array.from({ length: values.length }, (_, i) => {
    const left = values[i + whole] ?? Number.NaN
    return part < 1e-6 ? left : left + ((values[i + whole + 1] ?? Number.NaN) - left) * part
  })
}

/** Mean of those that have a value. */
function meanOf(columns: readonly Float64Array[]): Float64Array {
  const [first] = columns
  return Float64Array.from({ length: first?.length ?? 0 }, (_, i) => {
    let sum = 0
    let n = 0
    for (const column of columns) {
      const value = column[i] ?? Number.NaN
      if (Number.isNaN(value)) continue
      sum += value
      n++
    }
    return n === 0 ? Number.NaN : sum / n
  })
}
