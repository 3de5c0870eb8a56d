const SMALL = 30

/**
 * How many of `n` tries succeed when each does so with chance `p`. Exact by inversion while few are expected on either
 * side; from there on the rounded normal, whose error is far below the width of the intervals made of it.
 * @param uniform draws from 0 (included) to 1 (not included)
 */
export function drawBinomial(n: number, p: number, uniform: () => number): number {
  if (n <= 0 || p <= 0) return 0
  if (p >= 1) return n
  if (p > 0.5) return n - drawBinomial(n, 1 - p, uniform)
  if (n * p > SMALL) {
    const z = Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
    return Math.min(n, Math.max(0, Math.round(n * p + z * Math.sqrt(n * p * (1 - p)))))
  }
  // Waiting times between successes (Devroye 1986, ch. X.4): as many draws as successes.
  const step = Math.log1p(-p)
  let [hits, tried] = [0, 0]
  for (;;) {
    tried += Math.floor(Math.log(1 - uniform()) / step) + 1
    if (tried > n) return hits
    hits++
  }
}

/** Counts of `n` items drawn with replacement from cells with these counts, written into `out`. */
export function drawCounts(cells: Float64Array, out: Float64Array, uniform: () => number): void {
  let left = 0
  for (const cell of cells) left += cell
  let tries = left
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i] ?? 0
    const drawn = tries > 0 && cell > 0 ? drawBinomial(tries, Math.min(1, cell / left), uniform) : 0
    out[i] = drawn
    tries -= drawn
    left -= cell
  }
}
