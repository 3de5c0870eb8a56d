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
export function recurrence(series: readonly number[], options: RecurrenceOptions): Recurrence {
  const { dimension, delay, radius, norm, theiler, shortestLine, shortestVertical } = options
  const n = Math.max(0, series.length - (dimension - 1) * delay)
  const near = (i: number, j: number) => {
    let apart = 0
    for (let d = 0; d < dimension; d++) {
      const one = Math.abs((series[i + d * delay] ?? 0) - (series[j + d * delay] ?? 0))
      apart = norm === 'max' ? Math.max(apart, one) : apart + (norm === 'euclidean' ? one * one : one)
    }
    return (norm === 'euclidean' ? Math.sqrt(apart) : apart) <= radius
  }
  const diagonals = new Map<number, number>()
  const verticals = new Map<number, number>()
  let recurrent = 0
  let cells = 0
  const runs = (lengths: Map<number, number>, size: number, hit: (at: number) => boolean, times: number) => {
    let run = 0
    const close = () => {
      if (run > 0) lengths.set(run, (lengths.get(run) ?? 0) + times)
      run = 0
    }
    for (let at = 0; at < size; at++)
      if (hit(at)) run++
      else close()
    close()
  }
  for (let k = Math.max(0, theiler); k < n; k++) {
    // The plot is its own mirror image: each diagonal beside the main one stands for two.
    const times = k === 0 ? 1 : 2
    cells += times * (n - k)
    runs(
      diagonals,
      n - k,
      (i) => {
        const hit = near(i, i + k)
        if (hit) recurrent += times
        return hit
      },
      times
    )
  }
  for (let j = 0; j < n; j++) runs(verticals, n, (i) => Math.abs(i - j) >= theiler && near(i, j), 1)
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
