import type { ReactNode } from 'react'
import { useCallback } from 'react'
import type { ConnectivityResult } from '../../../shared/signal/analyses/connectivity'
import type { SignalRow } from '../../session/signals/channels'
import { Plot, plotAxis } from '../../ui/plot'
import type { ThemeColors } from '../../ui/theme-colors'

/** Every pair as a cell from 0 to 1. */
export function ConnectionMatrix({
  result,
  rows,
  title
}: {
  result: ConnectivityResult
  rows: readonly SignalRow[]
  title: string
}): ReactNode {
  const make = useCallback(
    (colors: ThemeColors) => {
      const size = rows.length
      const names = rows.map(({ label }) => label)
      const places = rows.map((_, at) => at)
      const every = Math.ceil(size / 24)
      const ticks = {
        tickvals: places.filter((at) => at % every === 0),
        ticktext: names.filter((_, at) => at % every === 0),
        showgrid: false
      }
      return {
        data: [
          {
            type: 'heatmap',
            x: places,
            y: places,
            z: places.map((a) =>
              places.map((b) => {
                const value = result.values[a * size + b] ?? NaN
                return Number.isNaN(value) ? null : value
              })
            ),
            customdata: places.map((a) => places.map((b) => `${names[a]}–${names[b]}`)),
            zmin: 0,
            zmax: 1,
            colorscale: 'Viridis',
            hoverongaps: false,
            colorbar: { thickness: 8, outlinewidth: 0, tickfont: { color: colors.muted, size: 10 } },
            hovertemplate: '%{customdata}: %{z:.3f}<extra></extra>'
          }
        ],
        layout: {
          xaxis: plotAxis(colors, '', { ...ticks, tickangle: size > 12 ? -90 : 0 }),
          yaxis: plotAxis(colors, '', { ...ticks, autorange: 'reversed' })
        }
      }
    },
    [result, rows]
  )
  return <Plot label={`${title}: matrix of ${rows.length} channels`} make={make} rightPx={58} />
}
