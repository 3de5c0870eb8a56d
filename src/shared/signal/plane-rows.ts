import type { Plane } from './picture'

/** Scaled rows hold values times 256, so that the steps between are whole numbers. */
export const ROW_UNIT = 256

/** How a plane of one size becomes rows of another. */
export type PlanePlan =
  | { readonly kind: 'copy' }
  | { readonly kind: 'interpolate'; readonly columns: Neighbours; readonly rows: Neighbours }
  | { readonly kind: 'average'; readonly columns: Spans; readonly rows: Spans; readonly scale: number }

/** Plan for a plane; `area`: by the mean over the area that each target pixel covers, else between neighbours. */
export function planePlan(plane: Plane, widthPx: number, heightPx: number, area: boolean): PlanePlan {
  if (plane.widthPx === widthPx && plane.heightPx === heightPx) return { kind: 'copy' }
  if (!area)
    return {
      kind: 'interpolate',
      columns: neighbours(plane.widthPx, widthPx),
      rows: neighbours(plane.heightPx, heightPx)
    }
  return {
    kind: 'average',
    columns: spans(plane.widthPx, widthPx),
    rows: spans(plane.heightPx, heightPx),
    scale: (widthPx * heightPx) / (plane.widthPx * plane.heightPx)
  }
}

/** Working memory for rows up to `widthPx` source pixels. */
export const workingRow = (widthPx: number): Int32Array<ArrayBuffer> => new Int32Array(widthPx + 1)

/**
 * Pixels `left` to `right` (not included) of row `y` of a scaled plane, times 256, into the beginning of `out`.
 * `work` has to hold a source row, see `workingRow`.
 */
export function scaledRow(
  data: Uint8Array,
  plane: Plane,
  plan: PlanePlan,
  y: number,
  left: number,
  right: number,
  work: Int32Array,
  out: Int32Array
): void {
  switch (plan.kind) {
    case 'copy':
      copyRow(data, plane.offset + y * plane.stride + left * plane.step, plane.step, right - left, out)
      return
    case 'interpolate': {
      const { rows, columns } = plan
      const from = columns.below[left] as number
      const to = Math.min(plane.widthPx, (columns.below[right - 1] as number) + 2)
      const shift = plane.offset + from * plane.step
      const upper = shift + (rows.below[y] as number) * plane.stride
      const lower = shift + (rows.above[y] as number) * plane.stride
      blendRows(data, upper, lower, plane.step, rows.share[y] as number, to - from, work)
      spreadRow(work, columns, from, left, right, out)
      return
    }
    case 'average':
      sumRows(data, plane, plan.rows, y, work)
      meanColumns(work, plan.columns, plan.scale, left, right, out)
  }
}

/** For each output pixel centre: the source pixels on both sides and the share of the second, in 1/256. */
interface Neighbours {
  readonly below: Int32Array
  readonly above: Int32Array
  readonly share: Int32Array
}

function neighbours(from: number, to: number): Neighbours {
  const below = new Int32Array(to)
  const above = new Int32Array(to)
  const share = new Int32Array(to)
  for (let i = 0; i < to; i++) {
    const at = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5))
    below[i] = Math.floor(at)
    above[i] = Math.min(from - 1, Math.floor(at) + 1)
    share[i] = Math.round((at - Math.floor(at)) * ROW_UNIT)
  }
  return { below, above, share }
}

function copyRow(data: Uint8Array, from: number, step: number, count: number, out: Int32Array): void {
  for (let x = 0, at = from; x < count; x++, at += step) out[x] = (data[at] as number) << 8
}

function blendRows(
  data: Uint8Array,
  upper: number,
  lower: number,
  step: number,
  share: number,
  count: number,
  row: Int32Array
): void {
  for (let x = 0, a = upper, b = lower; x < count; x++, a += step, b += step) {
    const value = data[a] as number
    row[x] = (value << 8) + ((data[b] as number) - value) * share
  }
  // The last pixel has itself as its neighbour.
  row[count] = row[count - 1] as number
}

function spreadRow(
  row: Int32Array,
  { below, share }: Neighbours,
  first: number,
  left: number,
  right: number,
  out: Int32Array
): void {
  for (let x = left, to = 0; x < right; x++, to++) {
    const at = (below[x] as number) - first
    const value = row[at] as number
    out[to] = ((value << 8) + ((row[at + 1] as number) - value) * (share[x] as number) + 128) >> 8
  }
}

/** For each output pixel: the source pixels it covers and the shares of the first and last of them. */
interface Spans {
  readonly first: Int32Array
  readonly last: Int32Array
  readonly head: Float32Array
  readonly tail: Float32Array
}

function spans(from: number, to: number): Spans {
  const first = new Int32Array(to)
  const last = new Int32Array(to)
  const head = new Float32Array(to)
  const tail = new Float32Array(to)
  for (let i = 0; i < to; i++) {
    const left = (i * from) / to
    const right = ((i + 1) * from) / to
    const start = Math.floor(left)
    const end = Math.min(from, Math.ceil(right - 1e-9)) - 1
    first[i] = start
    last[i] = end
    head[i] = Math.min(right, start + 1) - left
    tail[i] = end > start ? right - end : 0
  }
  return { first, last, head, tail }
}

/** Sum of the source rows that row `y` covers, each by its share in 1/256. */
function sumRows(data: Uint8Array, plane: Plane, rows: Spans, y: number, sums: Int32Array): void {
  const first = rows.first[y] as number
  const last = rows.last[y] as number
  setRow(data, plane, first, Math.round((rows.head[y] as number) * ROW_UNIT), sums)
  let source = first + 1
  for (; source + 1 < last; source += 2) addTwoRows(data, plane, source, sums)
  if (source < last) addRow(data, plane, source, ROW_UNIT, sums)
  if (last > first) addRow(data, plane, last, Math.round((rows.tail[y] as number) * ROW_UNIT), sums)
}

function setRow(
  data: Uint8Array,
  { offset, stride, step, widthPx }: Plane,
  y: number,
  weight: number,
  sums: Int32Array
): void {
  for (let x = 0, at = offset + y * stride; x < widthPx; x++, at += step)
    sums[x] = (data[at] as number) * weight
}

function addRow(
  data: Uint8Array,
  { offset, stride, step, widthPx }: Plane,
  y: number,
  weight: number,
  sums: Int32Array
): void {
  for (let x = 0, at = offset + y * stride; x < widthPx; x++, at += step)
    sums[x] = ((sums[x] as number) + (data[at] as number) * weight) | 0
}

/** Two whole rows at once: half the reading and writing of sums. */
function addTwoRows(
  data: Uint8Array,
  { offset, stride, step, widthPx }: Plane,
  y: number,
  sums: Int32Array
): void {
  const a = offset + y * stride
  for (let x = 0, at = a; x < widthPx; x++, at += step)
    sums[x] = ((sums[x] as number) + (((data[at] as number) + (data[at + stride] as number)) << 8)) | 0
}

function meanColumns(
  sums: Int32Array,
  { first, last, head, tail }: Spans,
  scale: number,
  left: number,
  right: number,
  out: Int32Array
): void {
  for (let x = left, to = 0; x < right; x++, to++) {
    const from = first[x] as number
    const end = last[x] as number
    let inner = 0
    for (let i = from + 1; i < end; i++) inner = (inner + (sums[i] as number)) | 0
    const sum =
      inner + (sums[from] as number) * (head[x] as number) + (sums[end] as number) * (tail[x] as number)
    out[to] = (sum * scale + 0.5) | 0
  }
}
