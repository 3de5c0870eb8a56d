/** Columns of a page: column i covers [fromUs + i * columnUs, fromUs + (i + 1) * columnUs) of the stream. */
export interface PageGrid {
  readonly fromUs: number
  readonly columnUs: number
  readonly px: number
}

/** Lowest and highest value of each column so far; low above high where there is none. */
export interface Extremes {
  readonly low: Float64Array<ArrayBuffer>
  readonly high: Float64Array<ArrayBuffer>
}

/** Columns without a value. */
export const noExtremes = (px: number): Extremes => ({
  low: new Float64Array(px).fill(Number.POSITIVE_INFINITY),
  high: new Float64Array(px).fill(Number.NEGATIVE_INFINITY)
})

/** Times this close to the edge of a column, in parts of a column, are on it. */
const EDGE = 1e-6

/**
 * Take evenly spaced samples into the columns that their own times lie in: exactly their extremes, nothing lost. Samples
 * outside the page are left out; NaN is no value.
 */
export function foldSamples(
  samples: ArrayLike<number>,
  count: number,
  startUs: number,
  stepUs: number,
  { fromUs, columnUs, px }: PageGrid,
  { low, high }: Extremes
): void {
  const perColumn = columnUs / stepUs
  const first = (fromUs - startUs) / stepUs
  let i = Math.max(0, Math.ceil(first - EDGE * perColumn))
  let column = Math.max(0, Math.floor((i - first) / perColumn + EDGE))
  while (i < count && column < px) {
    const end = Math.min(count, Math.ceil(first + (column + 1) * perColumn - EDGE * perColumn))
    let least = low[column] as number
    let most = high[column] as number
    for (; i < end; i++) {
      const value = samples[i] as number
      if (value < least) least = value
      if (value > most) most = value
    }
    low[column] = least
    high[column] = most
    column++
  }
}

/**
 * Take runs of `runSamples` samples whose extremes are known ([min, max] pairs, NaN where empty) into every column that one
 * of their samples can lie in: no extreme is lost, and none is more than one run out of place. `startUs` is the time of the first.
 */
export function foldRuns(
  pairs: Float32Array,
  startUs: number,
  stepUs: number,
  runSamples: number,
  { fromUs, columnUs, px }: PageGrid,
  { low, high }: Extremes
): void {
  const advance = (runSamples * stepUs) / columnUs
  const reach = ((runSamples - 1) * stepUs) / columnUs
  const origin = (startUs - fromUs) / columnUs + EDGE
  for (let run = Math.max(0, Math.floor((-origin - reach) / advance)); run * 2 < pairs.length; run++) {
    const left = origin + run * advance
    if (left >= px) break
    const from = Math.max(0, Math.floor(left))
    const to = Math.min(px - 1, Math.floor(left + reach))
    const least = pairs[run * 2] as number
    const most = pairs[run * 2 + 1] as number
    for (let column = from; column <= to; column++) {
      if (least < (low[column] as number)) low[column] = least
      if (most > (high[column] as number)) high[column] = most
    }
  }
}

/**
 * Give columns that lie between two samples the value on the straight line between them, and those behind the last the value
 * of that one until its time is over. For pages with more columns than samples.
 */
export function fillBetween(
  samples: ArrayLike<number>,
  count: number,
  startUs: number,
  stepUs: number,
  { fromUs, columnUs, px }: PageGrid,
  { low, high }: Extremes
): void {
  const from = Math.max(0, Math.floor((startUs - fromUs) / columnUs - 0.5))
  const to = Math.min(px - 1, Math.ceil((startUs + count * stepUs - fromUs) / columnUs))
  for (let column = from; column <= to; column++) {
    if ((low[column] as number) <= (high[column] as number)) continue
    const position = (fromUs + (column + 0.5) * columnUs - startUs) / stepUs
    if (position < 0 || position >= count) continue
    const below = Math.floor(position)
    const value = samples[below] as number
    const next = below + 1 < count ? (samples[below + 1] as number) : value
    const between = value + (next - value) * (position - below)
    if (Number.isNaN(between)) continue
    low[column] = between
    high[column] = between
  }
}

/** Write columns as [min, max] pairs of `value * scale + shift`, NaN where there is none. */
export function writeColumns(
  { low, high }: Extremes,
  out: Float32Array,
  at: number,
  scale = 1,
  shift = 0
): void {
  const [first, second] = scale < 0 ? [high, low] : [low, high]
  for (let column = 0; column < low.length; column++) {
    const empty = (low[column] as number) > (high[column] as number)
    out[at + column * 2] = empty ? Number.NaN : (first[column] as number) * scale + shift
    out[at + column * 2 + 1] = empty ? Number.NaN : (second[column] as number) * scale + shift
  }
}
