import type { LagRow } from './use-lags'

/** Mean of all traces but one, each moved earlier by its lag; undefined when there are no others. */
export function othersMean(
  rows: readonly LagRow[],
  exceptId: string | undefined,
  dim: number,
  lagOf: (trackId: string) => number,
  rateHz: number
): Float64Array | undefined {
  const others = rows.flatMap(({ track, columns }) => {
    const values = columns[dim]
    return track.id === exceptId || !values ? [] : [{ values, shift: Math.round(lagOf(track.id) * rateHz) }]
  })
  const length = others[0]?.values.length
  if (length === undefined) return undefined
  return Float64Array.from({ length }, (_, i) => {
    let sum = 0
    let n = 0
    for (const { values, shift } of others) {
      const value = values[i + shift] ?? Number.NaN
      if (Number.isNaN(value)) continue
      sum += value
      n++
    }
    return n === 0 ? Number.NaN : sum / n
  })
}
