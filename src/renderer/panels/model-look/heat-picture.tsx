import type { ReactNode } from 'react'
import { useCallback } from 'react'
import type { ShownHeat } from '../../../shared/model-look/shown-value'
import { LiveCanvas } from '../../ui/live-canvas'
import { paintHeat } from '../../ui/paint-heat'
import { themeColors } from '../../ui/theme-colors'
import { never } from './curve'
import { short } from './facts-of'

/** Numbers as colours, from faint to strong. */
export function HeatPicture({ heat }: { readonly heat: ShownHeat }): ReactNode {
  const { columns, rows, cells, upward, low, high, decades } = heat
  const paint = useCallback(
    (context: CanvasRenderingContext2D, widthPx: number, heightPx: number) =>
      paintHeat(
        context,
        {
          columns,
          rows,
          low: 0,
          high: 255,
          valueAt: (column, row) => cells[(upward ? row : rows - 1 - row) * columns + column] ?? NaN
        },
        { x: 0, y: 0, widthPx, heightPx },
        themeColors()
      ),
    [columns, rows, cells, upward]
  )
  return (
    <div className="look-heat" style={{ height: `${Math.max(36, Math.min(140, rows * 3))}px` }}>
      <LiveCanvas
        label={`Values from ${short(low)} to ${short(high)}${decades ? ', drawn by their logarithms' : ''}`}
        paint={paint}
        subscribe={never}
      />
    </div>
  )
}
