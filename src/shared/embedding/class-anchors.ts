import type { Table } from '../probe/table'

/** Where classes lie among embeddings. */
export interface ClassAnchors {
  /** Items of each class. */
  readonly counts: readonly number[]
  /** Mean of each class; null for one without items. */
  readonly anchors: readonly (Float64Array | null)[]
  /** Cosine distance (1 - cosine) of the anchors of each two classes; null where one has no items or no direction. */
  readonly distances: readonly (readonly (number | null)[])[]
  /** Row nearest to each anchor by Euclidean distance: its prototype; null for a class without items. */
  readonly prototypes: readonly (number | null)[]
}

/** Means of classes, how far they lie apart, and the item that stands for each. @param target class of each row; any other value leaves the row out */
export function classAnchors(
  { rows, columns, data }: Table,
  target: ArrayLike<number>,
  classes: number
): ClassAnchors {
  const counts = new Array<number>(classes).fill(0)
  const sums = Array.from({ length: classes }, () => new Float64Array(columns))
  for (let i = 0; i < rows; i++) {
    const sum = sums[target[i] ?? -1]
    if (!sum) continue
    counts[target[i] ?? 0] = (counts[target[i] ?? 0] ?? 0) + 1
    for (let j = 0; j < columns; j++) sum[j] = (sum[j] ?? 0) + (data[i * columns + j] ?? 0)
  }
  const anchors = sums.map((sum, c) =>
    counts[c] ? Float64Array.from(sum, (value) => value / (counts[c] ?? 1)) : null
  )
  const prototypes = new Array<number | null>(classes).fill(null)
  const nearest = new Array<number>(classes).fill(Infinity)
  for (let i = 0; i < rows; i++) {
    const c = target[i] ?? -1
    const anchor = anchors[c]
    if (!anchor) continue
    let distance = 0
    for (let j = 0; j < columns; j++) distance += ((data[i * columns + j] ?? 0) - (anchor[j] ?? 0)) ** 2
    if (distance < (nearest[c] ?? 0)) {
      nearest[c] = distance
      prototypes[c] = i
    }
  }
  return { counts, anchors, distances: anchors.map((a) => anchors.map((b) => distanceOf(a, b))), prototypes }
}

function distanceOf(a: Float64Array | null, b: Float64Array | null): number | null {
  if (!a || !b) return null
  let [dot, x, y] = [0, 0, 0]
  for (let j = 0; j < a.length; j++) {
    dot += (a[j] ?? 0) * (b[j] ?? 0)
    x += (a[j] ?? 0) ** 2
    y += (b[j] ?? 0) ** 2
  }
  return x > 0 && y > 0 ? Math.max(0, 1 - dot / Math.sqrt(x * y)) : null
}
