import { extremesOfRuns } from './pyramid'

/** Which samples fall into each pixel column: column i covers samples [first + i * perColumn, first + (i + 1) * perColumn), fractions of samples included. */
export interface ColumnGrid {
  /** Sample index (fraction) at the left edge of column 0; may be negative. */
  readonly first: number
  /** Samples per column, above 0. */
  readonly perColumn: number
  readonly px: number
  readonly sampleCount: number
}

/** Grid for [fromUs, toUs) drawn `px` wide over a channel. */
export function columnGrid(
  channel: { readonly startUs: number; readonly rateHz: number; readonly sampleCount: number },
  fromUs: number,
  toUs: number,
  px: number
): ColumnGrid {
  const first = ((fromUs - channel.startUs) / 1e6) * channel.rateHz
  const perColumn = ((toUs - fromUs) / 1e6 / px) * channel.rateHz
  return {
    first: Math.abs(first - Math.round(first)) < 1e-3 ? Math.round(first) : first,
    perColumn,
    px,
    sampleCount: channel.sampleCount
  }
}

/** Samples, or runs of `base` samples, that a grid touches: [start, end), held inside the data. */
export function touched(grid: ColumnGrid, base: number): { readonly start: number; readonly end: number } {
  const limit = Math.ceil(grid.sampleCount / base)
  const start = Math.floor(grid.first / base)
  const end = Math.ceil((grid.first + grid.perColumn * grid.px) / base)
  return { start: clamp(start, limit), end: clamp(end, limit) }
}

/**
 * Extremes per column from runs of `base` samples. `runs` starts with run number `runStart`.
 * A column takes every run it touches, so no extreme is ever lost and each is at most one run out of place. Columns without data are NaN.
 */
export function columnsFromRuns(
  runs: Float32Array,
  runStart: number,
  base: number,
  grid: ColumnGrid
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(grid.px * 2)
  const runEnd = runStart + runs.length / 2
  for (let column = 0; column < grid.px; column++) {
    const first = grid.first + column * grid.perColumn
    const left = first / base
    const right = (grid.first + (column + 1) * grid.perColumn) / base
    const from = Math.max(runStart, Math.floor(left + 1e-9))
    const to = Math.min(runEnd, Math.ceil(right - 1e-9))
    // The last run may reach beyond the last sample; a column that begins behind the sound takes nothing from it.
    extremesOfRuns(runs, from - runStart, first < grid.sampleCount ? to - runStart : 0, out, column * 2)
  }
  return out
}

/**
 * Extremes per column from single samples. `samples` starts with sample number `sampleStart`.
 * A column with samples inside has exactly their extremes; one that lies between two samples has the value on the straight line between them.
 */
export function columnsFromSamples(
  samples: Float32Array,
  sampleStart: number,
  grid: ColumnGrid
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(grid.px * 2)
  const end = sampleStart + samples.length
  for (let column = 0; column < grid.px; column++) {
    const left = grid.first + column * grid.perColumn
    const right = left + grid.perColumn
    const from = Math.max(sampleStart, Math.ceil(left - 1e-6))
    const to = Math.min(end, Math.ceil(right - 1e-6))
    if (from < to) writeExtremes(samples, from - sampleStart, to - sampleStart, out, column * 2)
    else out.fill(between(samples, (left + right) / 2 - sampleStart), column * 2, column * 2 + 2)
  }
  return out
}

function writeExtremes(samples: Float32Array, from: number, to: number, out: Float32Array, at: number): void {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (let i = from; i < to; i++) {
    const value = samples[i] as number
    if (value < low) low = value
    if (value > high) high = value
  }
  const empty = low > high
  out[at] = empty ? Number.NaN : low
  out[at + 1] = empty ? Number.NaN : high
}

/** Value at a fractional position: on the line between the neighbours, held for one sample behind the last, NaN elsewhere. */
function between(samples: Float32Array, position: number): number {
  const below = Math.floor(position)
  const low = samples[below]
  if (low === undefined || position < 0) return Number.NaN
  const high = samples[below + 1]
  return high === undefined ? low : low + (high - low) * (position - below)
}

const clamp = (value: number, limit: number): number => Math.max(0, Math.min(limit, value))
