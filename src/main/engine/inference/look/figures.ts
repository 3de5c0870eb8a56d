import type { Figures } from '../../../../shared/model-look/shown-value'

/** Count, least, mean, largest and deviation of numbers; those that are none are counted apart. */
export function figuresOf(values: ArrayLike<number>): Figures {
  let [count, sum, squares, min, max] = [0, 0, 0, Infinity, -Infinity]
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN
    if (!Number.isFinite(value)) continue
    count++
    sum += value
    if (value < min) min = value
    if (value > max) max = value
  }
  const missing = values.length - count
  if (count === 0) return { count: values.length, missing, min: null, mean: null, max: null, std: null }
  const mean = sum / count
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN
    if (Number.isFinite(value)) squares += (value - mean) ** 2
  }
  return { count: values.length, missing, min, mean, max, std: Math.sqrt(squares / count) }
}

const BINS = 24

/** Counts in equally wide bins; none where all values are equal. */
export function histogramOf(values: ArrayLike<number>, { min, max }: Figures): number[] {
  if (min === null || max === null || !(max > min)) return []
  const counts = new Array<number>(BINS).fill(0)
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN
    if (!Number.isFinite(value)) continue
    const bin = Math.min(BINS - 1, Math.floor(((value - min) / (max - min)) * BINS))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return counts
}

/** The least and the largest value of each of at most `columns` stretches, one after the other; NaN where there is none. */
export function extremesOf(values: ArrayLike<number>, columns: number): Float32Array {
  const count = Math.max(1, Math.min(columns, values.length))
  const found = new Float32Array(count * 2)
  for (let column = 0; column < count; column++) {
    const from = Math.floor((column * values.length) / count)
    const to = Math.max(from + 1, Math.floor(((column + 1) * values.length) / count))
    let [min, max] = [Infinity, -Infinity]
    for (let i = from; i < to; i++) {
      const value = values[i] ?? NaN
      if (value < min) min = value
      if (value > max) max = value
    }
    found[column * 2] = min === Infinity ? NaN : min
    found[column * 2 + 1] = max === -Infinity ? NaN : max
  }
  return found
}
