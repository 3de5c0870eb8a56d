import { resamplePoly } from '../../../../shared/signal/dsp/resample-poly'

/** A row at up/down times its rate, each run of numbers on its own: a gap lies where it lay, and is as long. */
export function resampleRuns(row: Float64Array, up: number, down: number): Float64Array<ArrayBuffer> {
  const out = new Float64Array(Math.ceil((row.length * up) / down)).fill(Number.NaN)
  let from = -1
  for (let i = 0; i <= row.length; i++) {
    const number = i < row.length && !Number.isNaN(row[i])
    if (number && from < 0) from = i
    if (number || from < 0) continue
    // Samples of the new grid from the first of this run on; the filter is laid as if the run were alone.
    const first = Math.ceil((from * up) / down - 1e-9)
    out.set(resamplePoly(row.subarray(from, i), up, down, first * down - from * up), first)
    from = -1
  }
  return out
}
