/**
 * Change over time of one row of values, a frame as unit of time.
 * - `regression`: slope of a line through `width` frames, the ends repeated (HTK; torchaudio's ComputeDeltas). The second order is
 *   the change of the change.
 * - `savgol`: derivative of a polynomial of degree `order` fitted to `width` frames, at both ends that of the first or last whole
 *   window (librosa.feature.delta; Savitzky & Golay 1964, Analytical Chemistry 36, 1627-1639).
 * `width` is odd, 3 at least.
 */
export function deltas(
  values: ArrayLike<number>,
  order: number,
  width: number,
  method: 'regression' | 'savgol'
): Float64Array {
  if (width % 2 === 0 || width < 3) throw new RangeError(`the width must be odd and 3 at least, got ${width}`)
  if (method === 'savgol') return polynomialSlopes(values, order, width)
  let current = Float64Array.from(values)
  for (let i = 0; i < order; i++) current = slopes(current, width)
  return current
}

function slopes(values: Float64Array, width: number): Float64Array<ArrayBuffer> {
  const half = (width - 1) / 2
  const last = values.length - 1
  const total = (half * (half + 1) * (2 * half + 1)) / 3
  return Float64Array.from(values, (_, t) => {
    let sum = 0
    for (let n = 1; n <= half; n++)
      sum += n * ((values[Math.min(last, t + n)] ?? 0) - (values[Math.max(0, t - n)] ?? 0))
    return sum / total
  })
}

function polynomialSlopes(values: ArrayLike<number>, order: number, width: number): Float64Array {
  const count = values.length
  if (count < width)
    throw new RangeError(`${width} frames are needed for the change over time, there are ${count}`)
  if (order < 1 || order > 2)
    throw new RangeError(`a change of order ${order} cannot be computed; known: 1, 2`)
  const half = (width - 1) / 2
  const { s2, s4 } = sums(half)
  return Float64Array.from({ length: count }, (_, t) => {
    const middle = Math.min(Math.max(t, half), count - 1 - half)
    let first = 0
    let second = 0
    for (let n = -half; n <= half; n++) {
      const value = values[middle + n] ?? 0
      first += n * value
      second += (width * n * n - s2) * value
    }
    // Least squares of a + b n + c n^2 over n = -half..half: b = S(n x) / s2, c = S((w n^2 - s2) x) / (w s4 - s2^2).
    // The second derivative, 2 c, is the same all over the window; the first of a line, too.
    return order === 1 ? first / s2 : (2 * second) / (width * s4 - s2 * s2)
  })
}

function sums(half: number): { readonly s2: number; readonly s4: number } {
  let s2 = 0
  let s4 = 0
  for (let n = 1; n <= half; n++) {
    s2 += 2 * n ** 2
    s4 += 2 * n ** 4
  }
  return { s2, s4 }
}
