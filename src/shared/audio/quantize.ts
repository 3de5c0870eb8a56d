/** Borders between `levels` equally wide steps from the lowest to the highest number given; NaN is left out. */
export function equalEdges(values: ArrayLike<number>, levels: number): readonly number[] {
  let low = Infinity
  let high = -Infinity
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN
    if (value < low) low = value
    if (value > high) high = value
  }
  if (!(high > low)) return []
  return Array.from({ length: levels - 1 }, (_, i) => low + ((i + 1) * (high - low)) / levels)
}

/** Number of borders at or below a value: 0 below the first border, `edges.length` from the last one on. `edges` ascend. NaN is 0. */
export function quantize(value: number, edges: readonly number[]): number {
  let low = 0
  let high = edges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (value >= (edges[middle] ?? Infinity)) low = middle + 1
    else high = middle
  }
  return low
}
