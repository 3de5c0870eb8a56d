const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7
] as const

/** Natural logarithm of the gamma function for x > 0 (Lanczos 1964, g = 7); relative error about 1e-15. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const z = x - 1
  const t = z + 7.5
  const series = LANCZOS.reduce((sum, c, i) => (i === 0 ? c : sum + c / (z + i)), 0)
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(series)
}

/**
 * Regularised incomplete beta function I_x(a, b), 0..1, for a, b > 0
 * (continued fraction of Abramowitz & Stegun 26.5.8, evaluated after Lentz).
 */
export function betaShare(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - betaShare(1 - x, b, a)
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  const TINY = 1e-300
  let c = 1
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1), TINY)
  let fraction = d
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / nonZero(1 + even * d, TINY)
    c = nonZero(1 + even / c, TINY)
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / nonZero(1 + odd * d, TINY)
    c = nonZero(1 + odd / c, TINY)
    const step = d * c
    fraction *= step
    if (Math.abs(step - 1) < 1e-16) break
  }
  return (front * fraction) / a
}

const nonZero = (value: number, tiny: number) => (Math.abs(value) < tiny ? tiny : value)

/** Chance that an F variable with d1 and d2 degrees of freedom exceeds f, 0..1. */
export const fUpper = (f: number, d1: number, d2: number): number =>
  f <= 0 ? 1 : betaShare(d2 / (d2 + d1 * f), d2 / 2, d1 / 2)

/** Value below which an F variable with d1 and d2 degrees of freedom (not necessarily whole) lies with chance p. */
export function fQuantile(p: number, d1: number, d2: number): number {
  // I_x(d1/2, d2/2) = p grows in x; halving the bracket 1100 times is more than a double can tell apart.
  let low = 0
  let high = 1
  for (let i = 0; i < 1100 && high - low > 0; i++) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (betaShare(middle, d1 / 2, d2 / 2) < p) low = middle
    else high = middle
  }
  const x = (low + high) / 2
  return (d2 * x) / (d1 * (1 - x))
}

/** Chance that a chi-squared variable with one degree of freedom exceeds x: erfc(sqrt(x/2)). */
export function chiSquaredUpper1(x: number): number {
  if (x <= 0) return 1
  const z = x / 2
  // Incomplete gamma with a = 1/2: series below 1.5, continued fraction above.
  const front = Math.exp(-z + 0.5 * Math.log(z) - 0.5 * Math.log(Math.PI))
  if (z < 1.5) {
    let term = 2
    let sum = term
    for (let n = 1; n < 500 && term > sum * 1e-17; n++) {
      term *= z / (0.5 + n)
      sum += term
    }
    return 1 - front * sum
  }
  let b = z + 0.5
  let c = 1e300
  let d = 1 / b
  let fraction = d
  for (let i = 1; i < 1000; i++) {
    const an = -i * (i - 0.5)
    b += 2
    d = 1 / nonZero(an * d + b, 1e-300)
    c = nonZero(b + an / c, 1e-300)
    const step = d * c
    fraction *= step
    if (Math.abs(step - 1) < 1e-16) break
  }
  return front * fraction
}

/** Chances of 0..n successes in n fair coin tosses, summed up to and including k. */
export function fairBinomial(k: number, n: number): { readonly atMost: number; readonly exactly: number } {
  const at = (i: number) => Math.exp(logGamma(n + 1) - logGamma(i + 1) - logGamma(n - i + 1) - n * Math.LN2)
  let atMost = 0
  for (let i = 0; i <= k; i++) atMost += at(i)
  return { atMost: Math.min(1, atMost), exactly: at(k) }
}
