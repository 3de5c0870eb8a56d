/** Median of `size` samples around each one (one more when even), of what there is at the ends. No NaN inside. */
export function movingMedian(x: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const half = Math.floor(size / 2)
  const sorted = new Float64Array(2 * half + 1)
  let count = 0
  const put = (value: number) => {
    const at = placeOf(sorted, count, value)
    sorted.copyWithin(at + 1, at, count)
    sorted[at] = value
    count++
  }
  const drop = (value: number) => {
    const at = placeOf(sorted, count, value)
    sorted.copyWithin(at, at + 1, count)
    count--
  }
  for (let i = 0; i < Math.min(half, x.length); i++) put(x[i] ?? 0)
  return Float64Array.from(x, (_, i) => {
    if (i > half) drop(x[i - half - 1] ?? 0)
    if (i + half < x.length) put(x[i + half] ?? 0)
    const middle = count >> 1
    return count % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
  })
}

/** First place whose value is not below. */
function placeOf(sorted: Float64Array, count: number, value: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
