/**
 * Samples higher than both neighbours, in order; a flat top counts once, at its middle (rounded down). Ends never count. SciPy's `find_peaks`.
 * @param widest longest flat top that counts, samples
 */
export function localMaxima(x: Float64Array, widest = Infinity): number[] {
  const peaks: number[] = []
  for (let i = 1; i < x.length - 1; i++) {
    const value = x[i] ?? NaN
    if (!((x[i - 1] ?? NaN) < value)) continue
    let ahead = i + 1
    while (ahead < x.length - 1 && x[ahead] === value) ahead++
    if ((x[ahead] ?? NaN) < value) {
      if (ahead - i <= widest) peaks.push(Math.floor((i + ahead - 1) / 2))
      i = ahead - 1
    }
  }
  return peaks
}

/** How far a peak stands above the higher of the lowest points on the way to something higher on either side (or the end); SciPy's `peak_prominences`. */
export function prominence(x: Float64Array, peak: number): number {
  const top = x[peak] ?? NaN
  const low = (step: number) => {
    let least = top
    for (let i = peak; i >= 0 && i < x.length && (x[i] ?? NaN) <= top; i += step)
      least = Math.min(least, x[i] ?? top)
    return least
  }
  return top - Math.max(low(-1), low(1))
}
