import type { Band } from '../../../../shared/signal/dsp/eeg-bands'
import { channelStep } from './channel-values'
import type { Step } from './op'
import type { Channels } from './value'

/** A number for each band of a window of one channel. */
export interface Measure {
  /** Makes a whole row ready for a band, once for all units of its stretch. */
  prepare?: ((row: Float64Array, band: Band, rateHz: number) => Float64Array) | undefined
  window(samples: Float64Array, band: Band, rateHz: number): number
  /** What the numbers of all bands of a window become. */
  finish?(values: readonly number[]): readonly number[]
}

/**
 * Measures of the unit by channel and band. The windows of the same length before and after it are measured too as far as there are samples,
 * so that a smoothing step can look around: the answer has one column a window, the unit's own among them.
 */
export function overWindows(id: string, bands: readonly Band[], measure: Measure, unit: string): Step {
  // By row and band; units of a stretch share its rows.
  const ready = new WeakMap<Float64Array, Map<string, Float64Array>>()
  const preparedRow = (row: Float64Array, band: Band, rateHz: number): Float64Array => {
    if (!measure.prepare) return row
    const kept = ready.get(row) ?? new Map<string, Float64Array>()
    ready.set(row, kept)
    const made = kept.get(band.name) ?? measure.prepare(row, band, rateHz)
    kept.set(band.name, made)
    return made
  }
  // Units that lie on one grid of windows have the same neighbours: all of a stretch are measured once.
  const measured = new WeakMap<Channels['data'], Map<string, Channels['data']>>()
  return channelStep(id, (channels): Channels => {
    const { names, data, from, to, rateHz, startSeconds } = channels
    const size = to - from
    const length = data[0]?.length ?? 0
    const before = size > 0 ? Math.floor(from / size) : 0
    const first = from - before * size
    const columns = before + 1 + (size > 0 ? Math.max(0, Math.floor((length - to) / size)) : 0)
    const grids = measured.get(data) ?? new Map<string, Channels['data']>()
    measured.set(data, grids)
    const key = `${first} ${size}`
    const rows =
      grids.get(key) ??
      data.flatMap((row) => {
        const prepared = bands.map((band) => preparedRow(row, band, rateHz))
        return measuredRow(row, prepared, { first, size, columns }, rateHz)
      })
    grids.set(key, rows)
    return {
      ...channels,
      names,
      units: names.map(() => unit),
      bands: bands.map(({ name }) => name),
      data: rows,
      rateHz: rateHz / size,
      from: before,
      to: before + 1,
      startSeconds: startSeconds + first / rateHz
    }
  })

  function measuredRow(
    row: Float64Array,
    prepared: readonly Float64Array[],
    grid: { readonly first: number; readonly size: number; readonly columns: number },
    rateHz: number
  ): Float64Array[] {
    const out = bands.map(() => new Float64Array(grid.columns))
    for (let column = 0; column < grid.columns; column++) {
      const at = grid.first + column * grid.size
      const values = bands.map((band, b) =>
        measure.window((prepared[b] ?? row).subarray(at, at + grid.size), band, rateHz)
      )
      const finished = measure.finish?.(values) ?? values
      finished.forEach((value, b) => {
        const target = out[b]
        if (target) target[column] = value
      })
    }
    return out
  }
}
