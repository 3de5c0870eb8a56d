import type { Method } from './base/metric'

/** Cost and path of the best alignment; both null when no path exists inside the window. */
export interface Alignment {
  readonly cost: number | null
  /** Pairs of positions from [0, 0] to the ends. */
  readonly path: readonly (readonly [number, number])[] | null
}

export interface WarpingOptions {
  /** Largest |i - j| (Sakoe-Chiba band); none when absent. */
  readonly window?: number
  /** Local cost: squared difference (default) or absolute difference. */
  readonly squared?: boolean
}

/** What warping does. */
export const dynamicTimeWarpingMethod: Method = {
  kind: 'method',
  id: 'dtw',
  name: 'Dynamic time warping',
  definition: 'smallest sum of local costs over paths with steps (1,1), (1,0), (0,1)',
  convention:
    'Sum, no root. Sakoe-Chiba band |i - j| <= window. Equal paths: diagonal first, then a step in the second, then in the first trace.',
  source: 'Sakoe & Chiba 1978, IEEE Transactions on ASSP 26, 43-49',
  missingPolicy: 'Needs complete traces; resample or cut gaps before.'
}

/** What the barycentre is. */
export const warpedBarycentreMethod: Method = {
  kind: 'method',
  id: 'dba',
  name: 'DTW barycentre average (DBA)',
  definition:
    'repeat: align every trace to the average, then replace each of its samples by the mean of what was aligned to it',
  convention:
    'Squared local cost. Starts from a given trace, the first one by default; a fixed number of rounds.',
  source: 'Petitjean, Ketterlin & Gançarski 2011, Pattern Recognition 44, 678-693',
  missingPolicy: 'Needs complete traces; resample or cut gaps before.'
}

const DIAGONAL = 1
const LEFT = 2
const UP = 3

/** Align two traces. Memory: one byte per cell inside the window. */
export function dynamicTimeWarping(
  a: readonly number[],
  b: readonly number[],
  { window, squared = true }: WarpingOptions = {}
): Alignment {
  const n = a.length
  const m = b.length
  const band = Math.floor(window ?? Math.max(n, m))
  if (n === 0 || m === 0 || Math.abs(n - m) > band) return { cost: null, path: null }
  const width = Math.min(m, 2 * band + 1)
  const steps = new Uint8Array(n * width)
  const first = (i: number) => Math.max(0, Math.min(i - band, m - width))
  let above = new Float64Array(m).fill(Infinity)
  let row = new Float64Array(m).fill(Infinity)
  for (let i = 0; i < n; i++) {
    row.fill(Infinity)
    const to = Math.min(m - 1, i + band)
    for (let j = Math.max(0, i - band); j <= to; j++) {
      const apart = (a[i] ?? 0) - (b[j] ?? 0)
      const local = squared ? apart * apart : Math.abs(apart)
      const diagonal = i === 0 && j === 0 ? 0 : j > 0 ? (above[j - 1] ?? Infinity) : Infinity
      const left = j > 0 ? (row[j - 1] ?? Infinity) : Infinity
      const up = above[j] ?? Infinity
      const best = Math.min(diagonal, left, up)
      row[j] = best + local
      steps[i * width + j - first(i)] = diagonal === best ? DIAGONAL : left === best ? LEFT : UP
    }
    const swap = above
    above = row
    row = swap
  }
  const cost = above[m - 1] ?? Infinity
  if (!Number.isFinite(cost)) return { cost: null, path: null }
  const path: [number, number][] = []
  for (let i = n - 1, j = m - 1; i >= 0 && j >= 0;) {
    path.push([i, j])
    const step = steps[i * width + j - first(i)]
    if (step !== LEFT) i--
    if (step !== UP) j--
  }
  return { cost, path: path.reverse() }
}

export interface BarycentreOptions {
  readonly start?: readonly number[]
  readonly rounds?: number
  /** Largest |i - j| of an alignment; none when absent. */
  readonly window?: number
}

/** Average of traces that allows for different reaction times; null when a trace cannot be aligned. */
export function warpedBarycentre(
  traces: readonly (readonly number[])[],
  { start, rounds = 10, window }: BarycentreOptions = {}
): number[] | null {
  let centre = [...(start ?? traces[0] ?? [])]
  if (centre.length === 0) return null
  for (let round = 0; round < rounds; round++) {
    const sums = new Float64Array(centre.length)
    const counts = new Float64Array(centre.length)
    for (const trace of traces) {
      const { path } = dynamicTimeWarping(centre, trace, { window })
      if (!path) return null
      for (const [i, j] of path) {
        sums[i] = (sums[i] ?? 0) + (trace[j] ?? 0)
        counts[i] = (counts[i] ?? 0) + 1
      }
    }
    centre = Array.from(sums, (sum, i) => sum / (counts[i] ?? 1))
  }
  return centre
}
