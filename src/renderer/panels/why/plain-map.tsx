import { useCallback, type ReactNode } from 'react'
import { axisLength, type MapAxis, type ModelMap } from '../../../shared/explain/model-map'
import { LiveCanvas } from '../../ui/live-canvas'
import { paintHeat } from '../../ui/paint-heat'
import { themeColors } from '../../ui/theme-colors'
import { mapTable } from './map-table'

/** A map whose sides mean nothing that is known: its numbers as colours. */
export function PlainMap({ map }: { readonly map: ModelMap }): ReactNode {
  const table = mapTable(map)
  const paint = useCallback(
    (context: CanvasRenderingContext2D, widthPx: number, heightPx: number) =>
      paintHeat(
        context,
        {
          columns: table.columns,
          rows: table.rows,
          valueAt: (column, row) => table.at(table.rows - 1 - row, column),
          low: table.low,
          high: table.high
        },
        { x: 0, y: 0, widthPx, heightPx },
        themeColors()
      ),
    [table]
  )
  return (
    <>
      <div className="why-plain-map">
        <LiveCanvas label="Weights" paint={paint} subscribe={never} />
      </div>
      <p className="faint why-method">
        {nameOf(map.from, 'one row')} by {nameOf(map.to, 'columns')}. What they stand for is not told: name
        the axes in the manifest’s “shape”, see the handbook.
      </p>
    </>
  )
}

/** Nothing changes by itself. */
export const never = (): (() => void) => () => undefined

const nameOf = (axis: MapAxis | undefined, otherwise: string): string =>
  axis === undefined
    ? otherwise
    : `${axisLength(axis)} ${axis.kind === 'other' ? (axis.name ?? 'places') : axis.kind}`
