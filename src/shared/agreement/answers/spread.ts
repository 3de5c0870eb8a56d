import type { ShareCell } from '../../compare/report'
import type { RatingRows } from '../traces/rating-rows'

/**
 * How much of the scale an annotator uses: the standard deviation of own answers over that of single answers of the
 * others on the same units. Below 1 keeps to the middle, above 1 goes to the ends.
 */
export function spreadOf(
  { columns, count }: RatingRows,
  a: number
): { readonly spread: ShareCell; readonly shared: number } {
  const own = running()
  const others = running()
  for (let i = 0; i < count; i++) {
    const value = columns[a]?.[i] ?? Number.NaN
    if (Number.isNaN(value)) continue
    let met = false
    columns.forEach((column, b) => {
      const other = column[i] ?? Number.NaN
      if (b === a || Number.isNaN(other)) return
      met = true
      others.add(other)
    })
    if (met) own.add(value)
  }
  const [mine, theirs] = [own.deviation(), others.deviation()]
  return {
    shared: own.n(),
    spread:
      mine === null || theirs === null || theirs === 0
        ? {
            value: null,
            reason: own.n() < 2 ? 'Fewer than two units that others answered too.' : 'The others do not vary.'
          }
        : { value: mine / theirs }
  }
}

/** Sample standard deviation in one pass (Welford 1962, Technometrics 4). */
function running() {
  let n = 0
  let mean = 0
  let squares = 0
  return {
    add(value: number) {
      n++
      const off = value - mean
      mean += off / n
      squares += off * (value - mean)
    },
    n: () => n,
    deviation: () => (n < 2 ? null : Math.sqrt(squares / (n - 1)))
  }
}
