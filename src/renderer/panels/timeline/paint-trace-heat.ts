import { paintHeat } from '../../ui/paint-heat'
import type { Painting } from './lane-canvas'
import type { TracePicture } from './paint-trace'

/** Draw a trace of many values, such as mel bands, as colours: the first value at the bottom. */
export function paintTraceHeat(painting: Painting, { rows }: TracePicture): void {
  const { context, view, widthPx, heightPx, theme } = painting
  const tiles = rows.map(({ tile }) => tile)
  const columns = Math.max(1, Math.round(widthPx))
  let low = Infinity
  let high = -Infinity
  for (const tile of tiles)
    for (const value of tile?.data ?? []) {
      if (value < low) low = value
      if (value > high) high = value
    }
  paintHeat(
    context,
    {
      columns,
      rows: rows.length,
      low,
      high,
      valueAt(column, row) {
        const tile = tiles[row]
        if (!tile) return NaN
        const time = view.start + ((column + 0.5) / columns) * view.span
        const at = Math.floor(((time - tile.from) / (tile.to - tile.from)) * tile.columns)
        return at < 0 || at >= tile.columns ? NaN : (tile.data[2 * at + 1] ?? NaN)
      }
    },
    { x: 0, y: 0, widthPx, heightPx },
    theme
  )
}
