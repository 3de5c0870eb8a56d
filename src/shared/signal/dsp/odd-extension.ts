/** A signal with both ends continued point-symmetrically about its first and last sample; SciPy's `odd_ext`. `count` below the length. */
export function oddExtension(x: Float64Array, count: number): Float64Array<ArrayBuffer> {
  const n = x.length
  const out = new Float64Array(n + 2 * count)
  const first = x[0] ?? 0
  const last = x[n - 1] ?? 0
  for (let i = 0; i < count; i++) {
    out[i] = 2 * first - (x[count - i] ?? 0)
    out[count + n + i] = 2 * last - (x[n - 2 - i] ?? 0)
  }
  out.set(x, count)
  return out
}
