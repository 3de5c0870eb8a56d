/** Arithmetic mean; NaN without values. */
export function mean(values: readonly number[]): number {
  let sum = 0
  for (const value of values) sum += value
  return sum / values.length
}

/** Whether all values are the same; true for one value and for none. Rounding in a mean cannot fool it. */
export const isConstant = (values: readonly number[]): boolean => values.every((value) => value === values[0])

/** Sums around the means of two equally long lists: squares of each, and products. Two passes, so large offsets do no harm. */
export interface CentredSums {
  readonly n: number
  readonly meanX: number
  readonly meanY: number
  readonly xx: number
  readonly yy: number
  readonly xy: number
}

/** Means and centred sums of pairs; a constant list has exactly 0 squares. */
export function centredSums(x: readonly number[], y: readonly number[]): CentredSums {
  const n = x.length
  const meanX = mean(x)
  const meanY = mean(y)
  const flatX = isConstant(x)
  const flatY = isConstant(y)
  let xx = 0
  let yy = 0
  let xy = 0
  for (let i = 0; i < n; i++) {
    const dx = flatX ? 0 : (x[i] ?? 0) - meanX
    const dy = flatY ? 0 : (y[i] ?? 0) - meanY
    xx += dx * dx
    yy += dy * dy
    xy += dx * dy
  }
  // The mean of equal values may be off by a rounding; the value itself is not.
  return { n, meanX: flatX ? (x[0] ?? NaN) : meanX, meanY: flatY ? (y[0] ?? NaN) : meanY, xx, yy, xy }
}

/** Sample variance, n - 1 below; exactly 0 for constant values, NaN for fewer than two. */
export function sampleVariance(values: readonly number[]): number {
  if (values.length < 2) return NaN
  return centredSums(values, values).xx / (values.length - 1)
}

/** Pearson's r from centred sums; null when one side is constant or fewer than two pairs exist. */
export function correlationOf({ n, xx, yy, xy }: CentredSums): number | null {
  if (n < 2 || xx === 0 || yy === 0) return null
  return Math.min(1, Math.max(-1, xy / (Math.sqrt(xx) * Math.sqrt(yy))))
}

/** Pearson's r of complete pairs; null when one side is constant or fewer than two pairs exist. */
export const correlation = (x: readonly number[], y: readonly number[]): number | null =>
  correlationOf(centredSums(x, y))

/** Centred sums of x[i] with y[i + lag] where both are numbers (NaN is missing), without copying. */
export function centredSumsAtLag(x: Float64Array, y: Float64Array, lag: number): CentredSums {
  const to = Math.min(x.length, y.length - lag)
  let n = 0
  let sumX = 0
  let sumY = 0
  let firstX = NaN
  let firstY = NaN
  let flatX = true
  let flatY = true
  for (let i = 0; i < to; i++) {
    const a = x[i] ?? NaN
    const b = y[i + lag] ?? NaN
    if (Number.isNaN(a + b)) continue
    if (n === 0) {
      firstX = a
      firstY = b
    }
    if (a !== firstX) flatX = false
    if (b !== firstY) flatY = false
    n++
    sumX += a
    sumY += b
  }
  const meanX = flatX ? firstX : sumX / n
  const meanY = flatY ? firstY : sumY / n
  let xx = 0
  let yy = 0
  let xy = 0
  for (let i = 0; i < to; i++) {
    const dx = (x[i] ?? NaN) - meanX
    const dy = (y[i + lag] ?? NaN) - meanY
    if (Number.isNaN(dx + dy)) continue
    xx += dx * dx
    yy += dy * dy
    xy += dx * dy
  }
  return { n, meanX, meanY, xx, yy, xy }
}

/** Ranks from 1; equal values share the mean of their ranks. */
export function midRanks(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  const ranks = new Array<number>(values.length).fill(0)
  for (let from = 0; from < order.length;) {
    let to = from
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to++
    for (let i = from; i < to; i++) ranks[order[i] ?? 0] = (from + 1 + to) / 2
    from = to
  }
  return ranks
}

/** Position of the largest value, the first among equals; -1 without values. */
export function argmax(values: readonly number[]): number {
  let best = values.length > 0 ? 0 : -1
  values.forEach((value, i) => {
    if (value > (values[best] ?? -Infinity)) best = i
  })
  return best
}
