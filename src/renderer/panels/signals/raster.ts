/** Where a row is drawn and how large. */
export interface RasterRow {
  /** Row of the page. */
  readonly page: number
  /** Middle of the row, device pixels. */
  readonly y: number
  /** Value that lies in the middle. */
  readonly middle: number
  /** Device pixels per unit; negative: up is positive as usual is given by `y - value * gain`. */
  readonly gain: number
  /** 0xAABBGGRR, as ImageData has it. */
  readonly color: number
}

export interface RasterPage {
  readonly columns: number
  readonly data: Float32Array
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
  for (const row of rows) {
    const base = row.page * page.columns * 2
    // Bounds of the run before, so that neighbours touch and a steep line has no holes.
    let lastTop = Number.NaN
    let lastBottom = Number.NaN
    for (let x = start; x < right; x++) {
      const from = edges[x - start] ?? 0
      const to = Math.max(from + 1, edges[x - start + 1] ?? 0)
      let low = Number.POSITIVE_INFINITY
      let high = Number.NEGATIVE_INFINITY
      for (let column = from; column < to; column++) {
        if (column < 0 || column >= page.columns) continue
        const min = page.data[base + 2 * column] as number
        const max = page.data[base + 2 * column + 1] as number
        if (min < low) low = min
        if (max > high) high = max
      }
      if (!(low <= high)) {
        lastTop = Number.NaN
        lastBottom = Number.NaN
        continue
      }
      let top = Math.round(row.y - (high - row.middle) * row.gain)
      let bottom = Math.round(row.y - (low - row.middle) * row.gain)
      if (top > bottom) [top, bottom] = [bottom, top]
      const [ownTop, ownBottom] = [top, bottom]
      if (lastTop > bottom) bottom = lastTop
      else if (lastBottom < top) top = lastBottom
      lastTop = ownTop
      lastBottom = ownBottom
      if (x < left) continue
      const first = Math.max(0, top)
      const last = Math.min(height - 1, bottom)
      for (let y = first, at = first * width + x; y <= last; y++, at += width) pixels[at] = row.color
    }
  }
}
