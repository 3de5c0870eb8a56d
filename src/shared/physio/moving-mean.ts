/** Mean of `size` samples around each one, the end samples repeated beyond the ends; an even window reaches one sample further back. SciPy's `uniform_filter1d(mode='nearest')`. */
export function movingMean(x: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const n = x.length
  const out = new Float64Array(n)
  const at = (i: number) => x[Math.min(n - 1, Math.max(0, i))] ?? 0
  const before = Math.floor(size / 2)
  let sum = 0
  for (let i = -before; i < size - before; i++) sum += at(i)
  for (let i = 0; i < n; i++) {
    out[i] = sum / size
    sum += at(i + size - before) - at(i - before)
  }
  return out
}
