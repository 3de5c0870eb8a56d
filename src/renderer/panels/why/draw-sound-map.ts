import { paintHeat } from '../../ui/paint-heat'
import { themeColors } from '../../ui/theme-colors'
import type { MapTable } from './map-table'
import type { WordRow } from './word-rows'

/** Columns of the waveform. */
export const WAVE_COLUMNS = 600

/** The sound of a stretch, lit where the weights are large. */
export function drawWave(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  wave: Float64Array | undefined,
  weights: Float64Array
): void {
  const theme = themeColors()
  context.fillStyle = theme.wave
  const loudest = wave?.reduce((best, one) => Math.max(best, one), 1e-6) ?? 1
  for (const [at, loud] of wave?.entries() ?? []) {
    const height = Math.max(1, (loud / loudest) * (heightPx - 4))
    context.fillRect(
      (at * widthPx) / WAVE_COLUMNS,
      (heightPx - height) / 2,
      Math.max(1, widthPx / WAVE_COLUMNS - 0.5),
      height
    )
  }
  const most = weights.reduce((best, one) => Math.max(best, one), 0)
  context.fillStyle = theme.warn
  for (const [at, weight] of weights.entries()) {
    context.globalAlpha = most > 0 ? 0.65 * Math.max(0, weight / most) : 0
    const left = Math.floor((at * widthPx) / weights.length)
    context.fillRect(left, 0, Math.ceil(((at + 1) * widthPx) / weights.length) - left, heightPx)
  }
  context.globalAlpha = 1
}

/** Rows of weights with a frame where each word is said. */
export function drawMap(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  table: MapTable,
  rows: readonly WordRow[]
): void {
  const theme = themeColors()
  paintHeat(
    context,
    {
      columns: table.columns,
      rows: table.rows,
      // Rows are read from the top.
      valueAt: (column, row) => table.at(table.rows - 1 - row, column),
      low: table.low,
      high: table.high
    },
    { x: 0, y: 0, widthPx, heightPx },
    theme
  )
  context.strokeStyle = theme.warn
  context.lineWidth = 1
  const high = heightPx / table.rows
  for (const { at, from, to } of rows)
    if (from !== undefined && to !== undefined)
      context.strokeRect(
        from * widthPx + 0.5,
        at * high + 0.5,
        Math.max(2, (to - from) * widthPx - 1),
        high - 1
      )
}
