/** Where a row is drawn and how large. */
export interface RasterRow {
  /** Row of the page. */
  readonly page: number
  /** Middle of the row, device pixels. */
  readonly y: number
  /** Number of the page that lies in the middle. */
  readonly middle: number
  /** Device pixels per number of the page; negative: up is positive as usual is given by `y - value * gain`. */
  readonly gain: number
  /** 0xAABBGGRR, as ImageData has it. */
  readonly color: number
}

export interface RasterPage {
  readonly columns: number
  readonly values: Float32Array | Int16Array
}

/**
 * Draw columns of minimum and maximum as vertical runs of pixels: no path, no anti-aliasing, about a nanosecond a pixel.
 * @param pixels width x height, cleared by the caller
 * @param range pixel columns [from, to) to draw; all when absent. What is drawn is the same as where all are drawn
 * @param columnOf first column of the page at the left edge of a pixel; columns between two pixels are folded together
 */
export function raster(
  pixels: Uint32Array,
  width: number,
  height: number,
  page: RasterPage,
  rows: readonly RasterRow[],
  columnOf: (x: number) => number,
  { from: left, to: right }: { readonly from: number; readonly to: number } = { from: 0, to: width }
): void {
  // The column before the first tells where the line comes from, also beyond the left edge.
  const start = left - 1
  const edges = new Int32Array(right - start + 1)
  for (let x = start; x <= right; x++) edges[x - start] = Math.floor(columnOf(x))
  const extremes = new Float64Array(2 * (right - start))
  for (const row of rows) {
    foldColumns(page, row.page, edges, extremes)
    const { y: middlePx, middle, gain } = row
    const color = row.color | 0
    // Bounds of the run before, so that neighbours touch and a steep line has no holes. Whole numbers, one pixel beyond the
    // picture at most: beside a gap they join nothing.
    let lastTop = NOTHING_ABOVE
    let lastBottom = NOTHING_BELOW
    for (let x = start; x < right; x++) {
      const low = extremes[2 * (x - start)] as number
      const high = extremes[2 * (x - start) + 1] as number
      if (!(low <= high)) {
        lastTop = NOTHING_ABOVE
        lastBottom = NOTHING_BELOW
        continue
      }
      const one = Math.max(-1, Math.min(height, Math.round(middlePx - (high - middle) * gain))) | 0
      const other = Math.max(-1, Math.min(height, Math.round(middlePx - (low - middle) * gain))) | 0
      const ownTop = Math.min(one, other)
      const ownBottom = Math.max(one, other)
      let top = ownTop
      let bottom = ownBottom
      if (lastTop > bottom) bottom = lastTop
      else if (lastBottom < top) top = lastBottom
      lastTop = ownTop
      lastBottom = ownBottom
      if (x < left) continue
      const first = Math.max(0, top)
      const last = Math.min(height - 1, bottom)
      for (let y = first, at = first * width + x; y <= last; y++, at += width) pixels[at] = color
    }
  }
}

/** Bounds that are never beyond those of a run, so that it is joined to nothing. */
const NOTHING_ABOVE = -2
const NOTHING_BELOW = 1 << 28

/** Extremes of a row under each pixel; lowest above highest where there is nothing. */
function foldColumns(page: RasterPage, row: number, edges: Int32Array, out: Float64Array): void {
  const own = page.values.subarray(row * page.columns * 2, (row + 1) * page.columns * 2)
  // Twice the same loop: each is compiled for one kind of array.
  if (own instanceof Int16Array) foldShorts(own, edges, out)
  else foldFloats(own, edges, out)
}

function foldShorts(values: Int16Array, edges: Int32Array, out: Float64Array): void {
  const columns = values.length / 2
  for (let i = 0; i + 1 < edges.length; i++) {
    const from = edges[i] as number
    const to = Math.min(columns, Math.max(from + 1, edges[i + 1] as number))
    // Whole numbers from the start, so that the loop is compiled for them: below and above any of 16 bits.
    let low = 32_768
    let high = -32_769
    for (let column = Math.max(0, from); column < to; column++) {
      low = Math.min(low, values[2 * column] as number)
      high = Math.max(high, values[2 * column + 1] as number)
    }
    out[2 * i] = low
    out[2 * i + 1] = high
  }
}

function foldFloats(values: Float32Array, edges: Int32Array, out: Float64Array): void {
  const columns = values.length / 2
  for (let i = 0; i + 1 < edges.length; i++) {
    const from = edges[i] as number
    const to = Math.min(columns, Math.max(from + 1, edges[i + 1] as number))
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    for (let column = Math.max(0, from); column < to; column++) {
      const min = values[2 * column] as number
      const max = values[2 * column + 1] as number
      if (min < low) low = min
      if (max > high) high = max
    }
    out[2 * i] = low
    out[2 * i + 1] = high
  }
}
