import type { Sliced } from '../../agreement/sliced'

/** Samples of several signals (axes), sample after sample: `count` times `axes` numbers. */
export interface SampleRows {
  readonly axes: number
  readonly count: number
  readonly values: Float64Array
}

/** Samples that are worked on at a time: rows, samples and results of a block stay in the cache of the processor. */
const BLOCK = 256
/** Products between two stops: some milliseconds of work. */
const PRODUCTS_AT_ONCE = 6e6

/**
 * One round of FastICA for all rows: mean of tanh(w x) x, less the mean of its slope times w (Hyvärinen 1999, equation 8).
 * Plain loops over flat arrays, four sums at a time.
 * @param w one row a component, each `axes` long
 */
export function* icaRound(w: readonly Float64Array[], x: SampleRows): Sliced<Float64Array<ArrayBuffer>[]> {
  const rows = w.length
  const weights = flat(w, x.axes)
  const sums = new Float64Array(rows * x.axes)
  const slopes = new Float64Array(rows)
  const bent = new Float64Array(rows * BLOCK)
  for (const { block, size, stop } of blocksOf(x, rows)) {
    multiply(weights, block, { rows, axes: x.axes, size }, bent)
    bend(bent, { rows, size }, slopes)
    gather(bent, block, { rows, axes: x.axes, size }, sums)
    if (stop) yield
  }
  return w.map((row, r) =>
    row.map((weight, j) => ((sums[r * x.axes + j] ?? 0) - (slopes[r] ?? 0) * weight) / x.count)
  )
}

/** Mean product of every two signals. */
export function* covarianceOf(x: SampleRows): Sliced<Float64Array<ArrayBuffer>[]> {
  const { axes, count } = x
  const sums = new Float64Array(axes * axes)
  const turned = new Float64Array(axes * BLOCK)
  for (const { block, size, stop } of blocksOf(x, axes)) {
    for (let s = 0; s < size; s++)
      for (let j = 0; j < axes; j++) turned[j * BLOCK + s] = block[s * axes + j] ?? 0
    gather(turned, block, { rows: axes, axes, size }, sums)
    if (stop) yield
  }
  return Array.from({ length: axes }, (_, i) =>
    sums.slice(i * axes, (i + 1) * axes).map((sum) => sum / count)
  )
}

/** Weighted sums of the signals, one for each row of weights. */
export function* weightedRows(w: readonly Float64Array[], x: SampleRows): Sliced<SampleRows> {
  const rows = w.length
  const weights = flat(w, x.axes)
  const values = new Float64Array(rows * x.count)
  const made = new Float64Array(rows * BLOCK)
  for (const { block, from, size, stop } of blocksOf(x, rows)) {
    multiply(weights, block, { rows, axes: x.axes, size }, made)
    for (let s = 0; s < size; s++)
      for (let r = 0; r < rows; r++) values[(from + s) * rows + r] = made[r * BLOCK + s] ?? 0
    if (stop) yield
  }
  return { axes: rows, count: x.count, values }
}

function flat(w: readonly Float64Array[], axes: number): Float64Array {
  const out = new Float64Array(w.length * axes)
  w.forEach((row, r) => out.set(row, r * axes))
  return out
}

/** Samples in blocks; `stop` now and then, so that whoever computes can do other things. */
function* blocksOf(
  { axes, count, values }: SampleRows,
  rows: number
): Generator<{
  readonly block: Float64Array
  readonly from: number
  readonly size: number
  readonly stop: boolean
}> {
  const every = Math.max(1, Math.round(PRODUCTS_AT_ONCE / (BLOCK * axes * rows)))
  for (let from = 0, n = 1; from < count; from += BLOCK, n++) {
    const size = Math.min(BLOCK, count - from)
    yield { block: values.subarray(from * axes, (from + size) * axes), from, size, stop: n % every === 0 }
  }
}

interface Sizes {
  readonly rows: number
  readonly axes: number
  readonly size: number
}

/** Rows times samples of a block, two rows and two samples at a time. No lists are made in here: it is run millions of times. */
function multiply(w: Float64Array, x: Float64Array, { rows, axes, size }: Sizes, out: Float64Array): void {
  for (let r = 0; r < rows; r += 2) {
    const a = r * axes
    const b = r + 1 < rows ? a + axes : a
    for (let s = 0; s < size; s += 2) {
      const c = s * axes
      const d = s + 1 < size ? c + axes : c
      let ac = 0
      let ad = 0
      let bc = 0
      let bd = 0
      for (let j = 0; j < axes; j++) {
        const wa = w[a + j] ?? 0
        const wb = w[b + j] ?? 0
        const xc = x[c + j] ?? 0
        const xd = x[d + j] ?? 0
        ac += wa * xc
        ad += wa * xd
        bc += wb * xc
        bd += wb * xd
      }
      out[r * BLOCK + s] = ac
      if (d > c) out[r * BLOCK + s + 1] = ad
      if (b > a) out[(r + 1) * BLOCK + s] = bc
      if (b > a && d > c) out[(r + 1) * BLOCK + s + 1] = bd
    }
  }
}

/** Courses become their tanh; the slopes of it are summed. */
function bend(out: Float64Array, { rows, size }: Omit<Sizes, 'axes'>, slopes: Float64Array): void {
  for (let r = 0; r < rows; r++) {
    let slope = 0
    for (let i = r * BLOCK; i < r * BLOCK + size; i++) {
      const g = Math.tanh(out[i] ?? 0)
      out[i] = g
      slope += 1 - g * g
    }
    slopes[r] = (slopes[r] ?? 0) + slope
  }
}

/** Sums of course times sample over a block, four samples at a time. */
function gather(
  course: Float64Array,
  x: Float64Array,
  { rows, axes, size }: Sizes,
  sums: Float64Array
): void {
  for (let r = 0; r < rows; r++) {
    const at = r * axes
    let s = 0
    for (; s + 3 < size; s += 4) {
      const i = r * BLOCK + s
      const g0 = course[i] ?? 0
      const g1 = course[i + 1] ?? 0
      const g2 = course[i + 2] ?? 0
      const g3 = course[i + 3] ?? 0
      const x0 = s * axes
      const x1 = x0 + axes
      const x2 = x1 + axes
      const x3 = x2 + axes
      for (let j = 0; j < axes; j++)
        sums[at + j] =
          (sums[at + j] ?? 0) +
          (g0 * (x[x0 + j] ?? 0) + g1 * (x[x1 + j] ?? 0)) +
          (g2 * (x[x2 + j] ?? 0) + g3 * (x[x3 + j] ?? 0))
    }
    for (; s < size; s++) {
      const g = course[r * BLOCK + s] ?? 0
      for (let j = 0; j < axes; j++) sums[at + j] = (sums[at + j] ?? 0) + g * (x[s * axes + j] ?? 0)
    }
  }
}
