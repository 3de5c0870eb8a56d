/** Columns of a page: column i covers [fromUs + i * columnUs, fromUs + (i + 1) * columnUs) of the stream. */
export interface PageGrid {
  readonly fromUs: number
  readonly columnUs: number
  readonly px: number
}

/** [lowest, highest] of each column so far, one after the other; lowest above highest where there is nothing. */
export type Columns = Float32Array<ArrayBuffer>

/** Make all columns empty. */
export function emptyColumns(columns: Columns): Columns {
  for (let i = 0; i < columns.length; i += 2) {
    columns[i] = Number.POSITIVE_INFINITY
    columns[i + 1] = Number.NEGATIVE_INFINITY
  }
  return columns
}

/** Turn stored numbers into physical ones, value * scale + shift; a negative scale turns lowest and highest round. */
export function scaleColumns(columns: Columns, scale: number, shift: number): void {
  const [low, high] = scale < 0 ? [1, 0] : [0, 1]
  for (let i = 0; i < columns.length; i += 2) {
    const least = columns[i] as number
    const most = columns[i + 1] as number
    if (least > most) continue
    columns[i + low] = least * scale + shift
    columns[i + high] = most * scale + shift
  }
}

/** Columns of whole 16-bit numbers as they travel: lowest above highest where there is nothing. */
export function shortColumns(columns: Columns, out: Int16Array): void {
  for (let i = 0; i < columns.length; i += 2) {
    const least = columns[i] as number
    const most = columns[i + 1] as number
    const empty = least > most
    out[i] = empty ? EMPTY_LOW : least
    out[i + 1] = empty ? EMPTY_HIGH : most
  }
}

/** Columns as they are told: NaN where there is nothing. */
export function closeColumns(columns: Columns): void {
  for (let i = 0; i < columns.length; i += 2)
    if ((columns[i] as number) > (columns[i + 1] as number)) {
      columns[i] = Number.NaN
      columns[i + 1] = Number.NaN
    }
}

/** Times this close to the edge of a column, in parts of a column, are on it. */
const EDGE = 1e-6

/**
 * A run or column of 16-bit numbers in which there is nothing. Loops begin with `| 0` of these: a bundle turns constants into
 * variables, and a compiler that does not know them to be whole numbers computes with floats, four times slower.
 */
const EMPTY_LOW = 32_767
const EMPTY_HIGH = -32_768

/**
 * Take evenly spaced samples into the columns that their own times lie in: exactly their extremes, nothing lost. Samples
 * outside the page are left out; NaN is no value.
 */
export function foldSamples(
  samples: Int16Array | Float32Array | Float64Array,
  count: number,
  startUs: number,
  stepUs: number,
  grid: PageGrid,
  columns: Columns
): void {
  const perColumn = grid.columnUs / stepUs
  const first = (grid.fromUs - startUs) / stepUs
  const slack = EDGE * perColumn
  // `| 0` here and below: rounding up may give a negative zero, and one of those makes every index a float to the compiler.
  const start = Math.max(0, Math.ceil(first - slack)) | 0
  const column = Math.max(0, Math.floor((start - first) / perColumn + EDGE)) | 0
  // Three times the same loop: each is compiled for one kind of array.
  if (samples instanceof Int16Array)
    foldShorts(samples, start, count, column, first - slack, perColumn, columns)
  else if (samples instanceof Float32Array)
    foldFloats(samples, start, count, column, first - slack, perColumn, columns)
  else foldDoubles(samples, start, count, column, first - slack, perColumn, columns)
}

function foldShorts(
  samples: Int16Array,
  start: number,
  count: number,
  from: number,
  origin: number,
  perColumn: number,
  columns: Columns
): void {
  const px = columns.length / 2
  let i = start
  for (let column = from; i < count && column < px; column++) {
    const end = Math.min(count, Math.ceil(origin + (column + 1) * perColumn)) | 0
    if (end <= i) continue
    let least = EMPTY_LOW | 0
    let most = EMPTY_HIGH | 0
    for (; i < end; i++) {
      // Compiled without branches: which sample is an extreme cannot be foreseen.
      const value = samples[i] as number
      least = Math.min(least, value)
      most = Math.max(most, value)
    }
    if (least < (columns[column * 2] as number)) columns[column * 2] = least
    if (most > (columns[column * 2 + 1] as number)) columns[column * 2 + 1] = most
  }
}

/**
 * Take 16-bit samples into runs of `run` samples, [min, max] each; `first` is the place of the first sample counted from the
 * start of the first run. Runs are empty at first: 32767, -32768.
 */
export function foldShortRuns(
  samples: Int16Array,
  count: number,
  first: number,
  run: number,
  runs: Int16Array
): void {
  let at = Math.floor(first / run) | 0
  for (let i = 0; i < count; at++) {
    const end = Math.min(count, (at + 1) * run - first) | 0
    let least = runs[2 * at] as number
    let most = runs[2 * at + 1] as number
    for (; i < end; i++) {
      const value = samples[i] as number
      least = Math.min(least, value)
      most = Math.max(most, value)
    }
    runs[2 * at] = least
    runs[2 * at + 1] = most
  }
}

/** Make runs of 16 bits empty. */
export function emptyRuns(runs: Int16Array<ArrayBuffer>): Int16Array<ArrayBuffer> {
  for (let i = 0; i < runs.length; i += 2) {
    runs[i] = EMPTY_LOW
    runs[i + 1] = EMPTY_HIGH
  }
  return runs
}

function foldFloats(
  samples: Float32Array,
  start: number,
  count: number,
  from: number,
  origin: number,
  perColumn: number,
  columns: Columns
): void {
  const px = columns.length / 2
  let i = start
  for (let column = from; i < count && column < px; column++) {
    const end = Math.min(count, Math.ceil(origin + (column + 1) * perColumn)) | 0
    let least = columns[column * 2] as number
    let most = columns[column * 2 + 1] as number
    for (; i < end; i++) {
      const value = samples[i] as number
      if (value < least) least = value
      if (value > most) most = value
    }
    columns[column * 2] = least
    columns[column * 2 + 1] = most
  }
}

function foldDoubles(
  samples: Float64Array,
  start: number,
  count: number,
  from: number,
  origin: number,
  perColumn: number,
  columns: Columns
): void {
  const px = columns.length / 2
  let i = start
  for (let column = from; i < count && column < px; column++) {
    const end = Math.min(count, Math.ceil(origin + (column + 1) * perColumn)) | 0
    let least = columns[column * 2] as number
    let most = columns[column * 2 + 1] as number
    for (; i < end; i++) {
      const value = samples[i] as number
      if (value < least) least = value
      if (value > most) most = value
    }
    columns[column * 2] = least
    columns[column * 2 + 1] = most
  }
}

/**
 * Take runs of `runSamples` samples whose extremes are known ([min, max] pairs; NaN, or min above max, where empty) into every
 * column that one of their samples can lie in: no extreme is lost, and none is more than one run out of place. `startUs` is
 * the time of the first.
 */
export function foldRuns(
  pairs: Float32Array | Int16Array,
  startUs: number,
  stepUs: number,
  runSamples: number,
  { fromUs, columnUs, px }: PageGrid,
  columns: Columns
): void {
  const runs = pairs.length / 2
  const perColumn = columnUs / (runSamples * stepUs)
  const reach = (runSamples - 1) / runSamples
  // Run r lies in columns from (origin + r) / perColumn to (origin + r + reach) / perColumn.
  const origin = (startUs - fromUs) / (runSamples * stepUs) + EDGE
  const from = Math.max(0, Math.floor(origin / perColumn)) | 0
  const to = Math.min(px, Math.floor((origin + runs - 1 + reach) / perColumn) + 1) | 0
  for (let column = from; column < to; column++) {
    const first = (Math.max(0, Math.ceil(column * perColumn - origin - reach)) * 2) | 0
    const end = (Math.min(runs, Math.ceil((column + 1) * perColumn - origin)) * 2) | 0
    if (pairs instanceof Int16Array) mergeShorts(pairs, first, end, columns, column * 2)
    else mergeFloats(pairs, first, end, columns, column * 2)
  }
}

function mergeShorts(pairs: Int16Array, first: number, end: number, columns: Columns, at: number): void {
  let least = EMPTY_LOW | 0
  let most = EMPTY_HIGH | 0
  for (let i = first; i < end; i += 2) {
    // An empty run has the highest number as its lowest and the lowest as its highest, and changes nothing.
    least = Math.min(least, pairs[i] as number)
    most = Math.max(most, pairs[i + 1] as number)
  }
  if (least > most) return
  if (least < (columns[at] as number)) columns[at] = least
  if (most > (columns[at + 1] as number)) columns[at + 1] = most
}

function mergeFloats(pairs: Float32Array, first: number, end: number, columns: Columns, at: number): void {
  let least = columns[at] as number
  let most = columns[at + 1] as number
  for (let i = first; i < end; i += 2) {
    const low = pairs[i] as number
    const high = pairs[i + 1] as number
    if (low < least) least = low
    if (high > most) most = high
  }
  columns[at] = least
  columns[at + 1] = most
}

/**
 * Give columns that lie between two samples the value on the straight line between them, and those behind the last the value
 * of that one until its time is over. For pages with more columns than samples.
 */
export function fillBetween(
  samples: Float32Array,
  count: number,
  startUs: number,
  stepUs: number,
  { fromUs, columnUs, px }: PageGrid,
  columns: Columns
): void {
  const from = Math.max(0, Math.floor((startUs - fromUs) / columnUs - 0.5)) | 0
  const to = Math.min(px - 1, Math.ceil((startUs + count * stepUs - fromUs) / columnUs)) | 0
  for (let column = from; column <= to; column++) {
    if ((columns[column * 2] as number) <= (columns[column * 2 + 1] as number)) continue
    const position = (fromUs + (column + 0.5) * columnUs - startUs) / stepUs
    if (position < 0 || position >= count) continue
    const below = Math.floor(position) | 0
    const value = samples[below] as number
    const next = below + 1 < count ? (samples[below + 1] as number) : value
    const between = value + (next - value) * (position - below)
    if (Number.isNaN(between)) continue
    columns[column * 2] = between
    columns[column * 2 + 1] = between
  }
}
