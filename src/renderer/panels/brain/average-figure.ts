import type { EventAverageResult } from '../../../shared/signal/analyses/event-average'
import type { EpochChoice } from '../../session/signals/epoch-choice'
import { isDark, lineColors, plotAxis } from '../../ui/plot'
import type { PlotFigure } from '../../ui/plot'
import type { TextTable } from '../../ui/text-table'
import type { ThemeColors } from '../../ui/theme-colors'

/** Groups that have a curve; more could not be told apart. */
const MOST_CURVES = 8

/** One channel around the event: a curve and its standard error for each group. */
export function averageFigure({
  result,
  at,
  unit,
  choice,
  colors
}: {
  result: EventAverageResult
  at: number
  unit: string
  choice: EpochChoice
  colors: ThemeColors
}): PlotFigure {
  const x = Array.from(result.times)
  const palette = lineColors(isDark())
  const shown = result.groups.filter(({ used }) => used > 0).slice(0, MOST_CURVES)
  return {
    data: shown.flatMap(({ group, mean, error, used }, k) => {
      const color = palette[k % palette.length]
      const [y, e] = [mean[at] ?? [], error[at] ?? []]
      const line = {
        type: 'scatter',
        mode: 'lines',
        name: `${group} (${used})`,
        x,
        y: Array.from(y),
        line: { width: 1.6, color },
        hovertemplate: `${group}: %{y:.4g} ${unit} at %{x:.3f} s<extra></extra>`
      }
      if (used < 2) return [line]
      const upper = Array.from(y, (value, i) => value + (e[i] ?? 0))
      const lower = Array.from(y, (value, i) => value - (e[i] ?? 0))
      return [
        {
          type: 'scatter',
          mode: 'lines',
          x: [...x, ...x.toReversed()],
          y: [...upper, ...lower.toReversed()],
          fill: 'toself',
          fillcolor: color,
          opacity: 0.22,
          line: { width: 0 },
          hoverinfo: 'skip',
          showlegend: false
        },
        line
      ]
    }),
    layout: {
      showlegend: true,
      hovermode: 'x',
      legend: {
        x: 1,
        xanchor: 'right',
        y: 1,
        bgcolor: 'rgba(0,0,0,0)',
        font: { size: 11, color: colors.muted }
      },
      shapes: [
        ...(choice.baseline
          ? [
              {
                type: 'rect',
                layer: 'below',
                xref: 'x',
                yref: 'paper',
                x0: choice.baselineFromMs / 1000,
                x1: choice.baselineToMs / 1000,
                y0: 0,
                y1: 1,
                line: { width: 0 },
                fillcolor: colors.hover,
                opacity: 0.6
              }
            ]
          : []),
        {
          type: 'line',
          xref: 'x',
          yref: 'paper',
          x0: 0,
          x1: 0,
          y0: 0,
          y1: 1,
          line: { width: 1, color: colors.edge, dash: 'dot' }
        }
      ],
      xaxis: plotAxis(colors, 'Time around the event, s', { range: [x[0], x.at(-1)] }),
      yaxis: plotAxis(colors, unit, { zeroline: true })
    }
  }
}

/** When the curves of a channel are farthest from nothing behind the event. */
export function usualMoment({ times, groups }: EventAverageResult, at: number): number {
  let best = 0
  let most = -1
  for (const { mean } of groups)
    for (const [i, time] of times.entries()) {
      const size = Math.abs(mean[at]?.[i] ?? 0)
      if (time < 0 || !(size > most)) continue
      most = size
      best = time
    }
  return best
}

/** Curves of one channel as rows: time, then mean and standard error of each group. */
export const averageTable = ({ times, groups }: EventAverageResult, at: number, unit: string): TextTable => [
  [
    'time, s',
    ...groups.flatMap(({ group, used }) => [
      `${group} mean of ${used}, ${unit}`,
      `${group} standard error, ${unit}`
    ])
  ],
  ...Array.from(times, (time, i) => [
    String(time),
    ...groups.flatMap(({ mean, error }) => [text(mean[at]?.[i]), text(error[at]?.[i])])
  ])
]

const text = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? '' : String(value)
