/**
 * The cubic curve through points that never leaves the range of its two neighbours (Fritsch & Butland 1984), as a function of x;
 * equal to SciPy's `PchipInterpolator`. Outside the points it keeps the first or last value.
 * @param x strictly ascending, at least two
 */
export function monotoneCubic(x: Float64Array, y: Float64Array): (at: number) => number {
  const n = x.length
  const slopes = slopesOf(x, y)
  let i = 0
  return (at) => {
    if (at <= (x[0] ?? 0)) return y[0] ?? NaN
    if (at >= (x[n - 1] ?? 0)) return y[n - 1] ?? NaN
    while (i > 0 && (x[i] ?? 0) > at) i--
    while (i < n - 2 && (x[i + 1] ?? 0) <= at) i++
    const h = (x[i + 1] ?? 0) - (x[i] ?? 0)
    const t = (at - (x[i] ?? 0)) / h
    const s = 1 - t
    return (
      (1 + 2 * t) * s * s * (y[i] ?? 0) +
      t * s * s * h * (slopes[i] ?? 0) +
      t * t * (3 - 2 * t) * (y[i + 1] ?? 0) -
      t * t * s * h * (slopes[i + 1] ?? 0)
    )
  }
}

function slopesOf(x: Float64Array, y: Float64Array): Float64Array {
  const n = x.length
  const width = Float64Array.from({ length: n - 1 }, (_, i) => (x[i + 1] ?? 0) - (x[i] ?? 0))
  const rise = width.map((h, i) => ((y[i + 1] ?? 0) - (y[i] ?? 0)) / h)
  if (n === 2) return Float64Array.of(rise[0] ?? 0, rise[0] ?? 0)
  const slopes = new Float64Array(n)
  for (let i = 1; i < n - 1; i++) {
    const [a, b] = [rise[i - 1] ?? 0, rise[i] ?? 0]
    if (a * b <= 0) continue
    const w1 = 2 * (width[i] ?? 0) + (width[i - 1] ?? 0)
    const w2 = (width[i] ?? 0) + 2 * (width[i - 1] ?? 0)
    slopes[i] = (w1 + w2) / (w1 / a + w2 / b)
  }
  slopes[0] = endSlope(width[0], width[1], rise[0], rise[1])
  slopes[n - 1] = endSlope(width[n - 2], width[n - 3], rise[n - 2], rise[n - 3])
  return slopes
}

/** Three-point slope at an end, held back where it would leave the shape. */
function endSlope(h0 = 1, h1 = 1, m0 = 0, m1 = 0): number {
  const slope = ((2 * h0 + h1) * m0 - h0 * m1) / (h0 + h1)
  if (Math.sign(slope) !== Math.sign(m0)) return 0
  return Math.sign(m0) !== Math.sign(m1) && Math.abs(slope) > 3 * Math.abs(m0) ? 3 * m0 : slope
}
