/**
 * Quantile by linear interpolation between order statistics (type 7 of Hyndman & Fan 1996, the default of R and NumPy).
 * @param sorted ascending, not empty
 * @param p 0..1
 */
export function quantile(sorted: Float64Array | readonly number[], p: number): number {
  if (sorted.length === 0) throw new RangeError('quantile of an empty list')
  const at = Math.min(Math.max(p, 0), 1) * (sorted.length - 1)
  const below = Math.floor(at)
  const low = sorted[below] ?? 0
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low
  return low + (at - below) * (high - low)
}
