import type { Sliced } from '../../agreement/sliced'

/** Vectors of equal length, row-major. */
export interface VectorTable {
  readonly rows: number
  readonly dims: number
  readonly data: Float32Array
}

/** Items that are nearly the same; the same pairs and groups as `nearDuplicates`. */
export interface NearGroups {
  readonly pairs: readonly (readonly [a: number, b: number, cosine: number])[]
  /** Groups of two or more, each ascending, in the order of their first item. */
  readonly groups: readonly (readonly number[])[]
  /** Pairs whose cosine was worked out, of all pairs. */
  readonly compared: number
  /** True: too much work, so only the first `rows` items were compared. */
  readonly cut: boolean
  readonly rows: number
}

/** Multiplications in all: some seconds of slices. */
const WORK_LIMIT = 4_000_000_000
/** Pairs kept; groups are made of all of them. */
const MOST_PAIRS = 200_000
/** Multiplications between two pauses. */
const SLICE = 8_000_000
/** Angles to so many items are compared before a whole pair is. */
const PIVOTS = 6

/**
 * Near-duplicates among many embeddings. Two vectors within an angle of each other lie within that angle of each other
 * as seen from any third, so pairs whose angles to a few pivots differ by more are passed over; what is found is the
 * same as when all pairs are compared. Work beyond a bound is left undone: then only the first items are compared and
 * `cut` says so.
 */
export function* nearGroups(table: VectorTable, threshold: number, limit = WORK_LIMIT): Sliced<NearGroups> {
  const { dims } = table
  const unit = unitRows(table)
  yield
  const angles = pivotAngles(unit, table.rows, dims)
  yield
  const reach = Math.acos(Math.min(1, Math.max(-1, threshold))) + 1e-3
  let rows = table.rows
  const found: [number, number, number][] = []
  const parent = Int32Array.from({ length: rows }, (_, i) => i)
  const root = (i: number): number => {
    let at = i
    while ((parent[at] ?? at) !== at) at = parent[at] ?? at
    // Shorter ways for the next question.
    for (let j = i; j !== at;) {
      const up = parent[j] ?? at
      parent[j] = at
      j = up
    }
    return at
  }
  let compared = 0
  let work = 0
  let done = 0
  const slice = Math.min(SLICE, limit / 10)
  for (let j = 1; j < rows; j++) {
    for (let i = 0; i < j; i++) {
      if (tooFar(angles, i, j, reach)) continue
      compared++
      const cosine = dot(unit, i * dims, j * dims, dims)
      work += dims
      if (cosine < threshold) continue
      if (found.length < MOST_PAIRS) found.push([i, j, cosine])
      const [a, b] = [root(i), root(j)]
      parent[Math.max(a, b)] = Math.min(a, b)
    }
    work += j
    if (work > slice) {
      done += work
      work = 0
      // What the pivots spare is not counted, so a set that they help with may be larger.
      if (done > limit) rows = Math.min(rows, j + 1)
      yield
    }
  }
  const groups = new Map<number, number[]>()
  for (let i = 0; i < rows; i++) {
    const own = groups.get(root(i))
    if (own) own.push(i)
    else groups.set(root(i), [i])
  }
  return {
    pairs: found.sort((a, b) => a[0] - b[0] || a[1] - b[1]),
    groups: [...groups.values()].filter((group) => group.length > 1),
    compared,
    cut: rows < table.rows,
    rows
  }
}

/** Product of two rows; four sums at once are twice as quick as one. */
function dot(unit: Float64Array, x: number, y: number, dims: number): number {
  let [a, b, c, d] = [0, 0, 0, 0]
  let i = 0
  for (; i + 3 < dims; i += 4) {
    a += (unit[x + i] ?? 0) * (unit[y + i] ?? 0)
    b += (unit[x + i + 1] ?? 0) * (unit[y + i + 1] ?? 0)
    c += (unit[x + i + 2] ?? 0) * (unit[y + i + 2] ?? 0)
    d += (unit[x + i + 3] ?? 0) * (unit[y + i + 3] ?? 0)
  }
  for (; i < dims; i++) a += (unit[x + i] ?? 0) * (unit[y + i] ?? 0)
  return a + b + c + d
}

/** Rows of length 1; all zeros stay, and are like nothing. */
function unitRows({ rows, dims, data }: VectorTable): Float64Array {
  const unit = new Float64Array(rows * dims)
  for (let i = 0; i < rows; i++) {
    let sum = 0
    for (let d = 0; d < dims; d++) sum += (data[i * dims + d] ?? 0) ** 2
    const length = Math.sqrt(sum)
    if (length > 0) for (let d = 0; d < dims; d++) unit[i * dims + d] = (data[i * dims + d] ?? 0) / length
  }
  return unit
}

/** Angles of every row to pivots, each pivot the row that is farthest from those before it. */
function pivotAngles(unit: Float64Array, rows: number, dims: number): readonly Float32Array[] {
  const angles: Float32Array[] = []
  const nearest = new Float32Array(rows).fill(Infinity)
  let pivot = 0
  for (let p = 0; p < Math.min(PIVOTS, rows); p++) {
    const own = new Float32Array(rows)
    let farthest = -1
    for (let i = 0; i < rows; i++) {
      let cosine = 0
      for (let d = 0; d < dims; d++) cosine += (unit[i * dims + d] ?? 0) * (unit[pivot * dims + d] ?? 0)
      const angle = Math.acos(Math.min(1, Math.max(-1, cosine)))
      own[i] = angle
      nearest[i] = Math.min(nearest[i] ?? Infinity, angle)
    }
    angles.push(own)
    for (let i = 0; i < rows; i++)
      if (farthest < 0 || (nearest[i] ?? 0) > (nearest[farthest] ?? 0)) farthest = i
    pivot = Math.max(0, farthest)
  }
  return angles
}

function tooFar(angles: readonly Float32Array[], i: number, j: number, reach: number): boolean {
  for (const own of angles) if (Math.abs((own[i] ?? 0) - (own[j] ?? 0)) > reach) return true
  return false
}
