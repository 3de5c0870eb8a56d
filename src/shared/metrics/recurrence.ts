import type { Method } from './base/metric'
import { entropy } from './soft-label'

export interface RecurrenceOptions {
  /** Number of values that make one point. */
  readonly dimension: number
  /** Samples between these values. */
  readonly delay: number
  /** Points this close recur. */
  readonly radius: number
  readonly norm: 'max' | 'euclidean' | 'manhattan'
  /** Smallest |i - j| that counts: 1 leaves out the main diagonal, 0 keeps it. */
  readonly theiler: number
  /** Shortest diagonal line. */
  readonly shortestLine: number
  /** Shortest vertical line. */
  readonly shortestVertical: number
}

/** Measures of a recurrence plot; null where there is nothing to divide by. */
export interface Recurrence {
  readonly points: number
  readonly recurrent: number
  /** Recurrence rate: recurrent cells / cells outside the Theiler band. */
  readonly rate: number | null
  /** Determinism: share of recurrent cells on diagonal lines. */
  readonly determinism: number | null
  readonly meanLine: number | null
  readonly longestLine: number
  /** Entropy of the lengths of diagonal lines, in nats; 0 without lines. */
  readonly entropyNats: number
  readonly lines: number
  /** Laminarity: share of recurrent cells on vertical lines. */
  readonly laminarity: number | null
  /** Mean length of vertical lines. */
  readonly trappingTime: number | null
  readonly longestVertical: number
  /** Number of diagonal runs by length, from 1 on. */
  readonly diagonals: ReadonlyMap<number, number>
  readonly verticals: ReadonlyMap<number, number>
}

/** What recurrence quantification is. */
export const recurrenceMethod: Method = {
  kind: 'method',
  id: 'rqa',
  name: 'Recurrence quantification',
  definition:
    'points of delayed values recur when at most a radius apart; rate, determinism, line lengths, laminarity',
  convention:
    'Both triangles count. The rate is over cells outside the Theiler band (the classic one over all N² cells). Entropy in nats over lines of at least the shortest length.',
  source: 'Marwan et al. 2007, Physics Reports 438, 237-329; same numbers as crqa',
  missingPolicy: 'Needs a complete series. Without a recurrent cell determinism and laminarity are undefined.'
}

/** Recurrence of a series with itself; time and memory grow with the square of its length. */
export function recurrence(series: ArrayLike<number>, options: RecurrenceOptions): Recurrence {
  const { dimension, delay, radius, norm, theiler, shortestLine, shortestVertical } = options
  const n = Math.max(0, series.length - (dimension - 1) * delay)
  const values = Float64Array.from(series)
  // Points further apart than this in some dimensions alone need not be measured in the others.
  const far = (norm === 'euclidean' ? radius * radius : radius) * (1 + 1e-9)
  const measured = (i: number, j: number): boolean => {
    let apart = 0
    for (let d = 0; d < dimension; d++) {
      const one = Math.abs((values[i + d * delay] ?? 0) - (values[j + d * delay] ?? 0))
      if (norm === 'max') apart = one > apart ? one : apart
      else apart += norm === 'euclidean' ? one * one : one
      if (apart > far) return false
    }
    return (norm === 'euclidean' ? Math.sqrt(apart) : apart) <= radius
  }
  const near = n <= MOST_KEPT ? kept(n, Math.max(0, theiler), measured) : measured
  const diagonalRuns = new Float64Array(n + 1)
  const verticalRuns = new Float64Array(n + 1)
  let recurrent = 0
  let cells = 0
  for (let k = Math.max(0, theiler); k < n; k++) {
    // The plot is its own mirror image: each diagonal beside the main one stands for two.
    const times = k === 0 ? 1 : 2
    cells += times * (n - k)
    let run = 0
    for (let i = 0; i + k < n; i++)
      if (near(i, i + k)) {
        run++
        recurrent += times
      } else if (run > 0) {
        diagonalRuns[run] = (diagonalRuns[run] ?? 0) + times
        run = 0
      }
    if (run > 0) diagonalRuns[run] = (diagonalRuns[run] ?? 0) + times
  }
  for (let j = 0; j < n; j++) {
    let run = 0
    for (let i = 0; i < n; i++)
      if (Math.abs(i - j) >= theiler && near(j, i)) run++
      else if (run > 0) {
        verticalRuns[run] = (verticalRuns[run] ?? 0) + 1
        run = 0
      }
    if (run > 0) verticalRuns[run] = (verticalRuns[run] ?? 0) + 1
  }
  const diagonals = asMap(diagonalRuns)
  const verticals = asMap(verticalRuns)
  const diagonal = lineSummary(diagonals, shortestLine)
  const vertical = lineSummary(verticals, shortestVertical)
  return {
    points: n,
    recurrent,
    rate: cells === 0 ? null : recurrent / cells,
    determinism: recurrent === 0 ? null : diagonal.cells / recurrent,
    meanLine: diagonal.count === 0 ? null : diagonal.cells / diagonal.count,
    longestLine: diagonal.longest,
    entropyNats: diagonal.entropy,
    lines: diagonal.count,
    laminarity: recurrent === 0 ? null : vertical.cells / recurrent,
    trappingTime: vertical.count === 0 ? null : vertical.cells / vertical.count,
    longestVertical: vertical.longest,
    diagonals,
    verticals
  }
}

/** Number of runs by length, of those that there are. */
const asMap = (runs: Float64Array): ReadonlyMap<number, number> =>
  new Map([...runs].flatMap((times, length) => (times > 0 ? [[length, times] as const] : [])))

/** Points whose plot is kept while it is read, 16 MB; of longer series each cell is measured twice. */
const MOST_KEPT = 4096

/** Cells outside the Theiler band, measured once: the plot is its own mirror image. */
function kept(
  n: number,
  theiler: number,
  measured: (i: number, j: number) => boolean
): (i: number, j: number) => boolean {
  const cells = new Uint8Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = i + theiler; j < n; j++)
      if (measured(i, j)) {
        cells[i * n + j] = 1
        cells[j * n + i] = 1
      }
  return (i, j) => cells[i * n + j] === 1
}

function lineSummary(lengths: ReadonlyMap<number, number>, shortest: number) {
  const kept = [...lengths].filter(([length]) => length >= shortest)
  const count = kept.reduce((sum, [, times]) => sum + times, 0)
  return {
    count,
    cells: kept.reduce((sum, [length, times]) => sum + length * times, 0),
    longest: kept.reduce((most, [length]) => Math.max(most, length), 0),
    entropy: entropy(kept.map(([, times]) => times / count))
  }
}
