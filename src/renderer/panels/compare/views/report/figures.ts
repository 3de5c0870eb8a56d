import { axis, base, paperColors, title } from '../../figure'
import type { Figure } from '../../figure'

/** A value with its interval in a row of a figure. */
export interface DotRow {
  readonly name: string
  readonly value: number
  readonly low?: number
  readonly high?: number
  /** A second value to compare it with: how well people do. */
  readonly mark?: number
}

/** Values as dots with their intervals, one row each, the first at the top. */
export function dotFigure(rows: readonly DotRow[], scale: string, markName?: string): Figure {
  const names = rows.map(({ name }) => name)
  const marked = rows.filter((row) => row.mark !== undefined)
  return {
    data: [
      {
        type: 'scatter',
        mode: 'markers',
        x: rows.map(({ value }) => value),
        y: names,
        marker: { color: '#1f6fbf', size: 9 },
        error_x: {
          type: 'data',
          symmetric: false,
          array: rows.map(({ value, high }) => (high ?? value) - value),
          arrayminus: rows.map(({ value, low }) => value - (low ?? value)),
          color: paperColors.text,
          thickness: 1.2,
          width: 4
        },
        name: scale
      },
      ...(marked.length > 0
        ? [
            {
              type: 'scatter',
              mode: 'markers',
              x: marked.map(({ mark }) => mark),
              y: marked.map(({ name }) => name),
              marker: { color: '#b53d33', symbol: 'line-ns-open', size: 14, line: { width: 2 } },
              name: markName ?? ''
            }
          ]
        : [])
    ],
    layout: {
      ...base(paperColors),
      showlegend: marked.length > 0,
      legend: { orientation: 'h', y: 1.02, yanchor: 'bottom' },
      xaxis: { ...axis(paperColors), title: title(scale) },
      yaxis: { ...axis(paperColors), autorange: 'reversed', showgrid: true, type: 'category' }
    }
  }
}

/** Accuracy against confidence, bin by bin, beside the line of a model that knows exactly how sure it may be. */
export const reliabilityFigure = (
  bins: readonly {
    readonly confidence: number | null
    readonly accuracy: number | null
    readonly count: number
  }[]
): Figure => {
  const used = bins.filter(
    ({ count, confidence, accuracy }) => count > 0 && confidence !== null && accuracy !== null
  )
  const most = Math.max(1, ...used.map(({ count }) => count))
  return {
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        x: [0, 1],
        y: [0, 1],
        line: { color: paperColors.line, dash: 'dash' }
      },
      {
        type: 'scatter',
        mode: 'lines+markers',
        x: used.map(({ confidence }) => confidence),
        y: used.map(({ accuracy }) => accuracy),
        line: { color: '#1f6fbf' },
        marker: { color: '#1f6fbf', size: used.map(({ count }) => 5 + 11 * Math.sqrt(count / most)) }
      }
    ],
    layout: {
      ...base(paperColors),
      xaxis: { ...axis(paperColors), title: title('confidence'), range: [0, 1.02] },
      yaxis: { ...axis(paperColors), title: title('accuracy'), range: [0, 1.02] }
    }
  }
}

/** A curve over shares of something. */
export const curveFigure = (
  points: readonly (readonly [x: number, y: number])[],
  [across, up]: readonly [string, string]
): Figure => ({
  data: [
    {
      type: 'scatter',
      mode: 'lines',
      x: points.map(([x]) => x),
      y: points.map(([, y]) => y),
      line: { color: '#1f6fbf' }
    }
  ],
  layout: {
    ...base(paperColors),
    xaxis: { ...axis(paperColors), title: title(across), range: [0, 1.02] },
    yaxis: { ...axis(paperColors), title: title(up), rangemode: 'tozero' }
  }
})
