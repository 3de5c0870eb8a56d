import type { VersusAnswer } from '../../../../../shared/contract/analysis/versus'
import { confusionMetrics } from '../../../../../shared/metrics'
import {
  axis,
  base,
  blend,
  inkOn,
  title,
  type Figure,
  type FigureColors,
  type PaperFigure
} from '../../figure'

interface FigureSources {
  readonly answer: VersusAnswer
  readonly nameOf: (label: string) => string
  /** Names of the reference, A and B. */
  readonly names: readonly [reference: string, a: string, b: string]
}

/** Differences of scores with their intervals, and the difference of the two confusion matrices. */
export function versusFigures({ answer, nameOf, names }: FigureSources): readonly PaperFigure[] {
  const about = [...names, `r${answer.revision}`]
  return [
    {
      ...{ id: 'score-differences', title: 'Scores, B less A', about },
      make: (colors) => scoreFigure(answer, colors)
    },
    {
      ...{ id: 'confusion-difference', title: 'Confusion, B less A', about },
      make: (colors) => differenceFigure(answer, nameOf, names, colors)
    }
  ]
}

function scoreFigure({ tests }: VersusAnswer, colors: FigureColors): Figure {
  const rows = tests.scores.filter(({ difference }) => difference !== null).toReversed()
  const at = rows.map(({ difference }) => difference ?? 0)
  return {
    data: [
      {
        type: 'scatter',
        mode: 'markers',
        x: at,
        y: rows.map(({ metric }) => confusionMetrics.get(metric).name),
        marker: { size: 9, color: at.map((value) => (value < 0 ? colors.bad : colors.good)) },
        error_x: {
          type: 'data',
          symmetric: false,
          array: rows.map(({ percentile }, i) => (percentile?.[1] ?? at[i] ?? 0) - (at[i] ?? 0)),
          arrayminus: rows.map(({ percentile }, i) => (at[i] ?? 0) - (percentile?.[0] ?? at[i] ?? 0)),
          color: colors.text,
          thickness: 1.2,
          width: 5
        },
        hovertemplate: '%{y}: %{x:.3f}<extra></extra>'
      }
    ],
    layout: {
      ...base(colors),
      xaxis: {
        ...axis(colors),
        title: title('B less A, 95 % interval'),
        zeroline: true,
        zerolinecolor: colors.muted
      },
      yaxis: { ...axis(colors), showgrid: false }
    }
  }
}

function differenceFigure(
  { labels, cells }: VersusAnswer,
  nameOf: (label: string) => string,
  [reference]: readonly string[],
  colors: FigureColors
): Figure {
  const k = labels.length
  const names = labels.map(nameOf)
  const moved = labels.map((_, i) =>
    labels.map((__, j) => (cells.b[i * k + j] ?? 0) - (cells.a[i * k + j] ?? 0))
  )
  const most = moved.flat().reduce((largest, value) => Math.max(largest, Math.abs(value)), 1)
  /** Above 0: a change for the better. */
  const gain = (i: number, j: number): number => (moved[i]?.[j] ?? 0) * (i === j ? 1 : -1)
  return {
    data: [
      {
        type: 'heatmap',
        x: names,
        y: names,
        z: moved.map((row, i) => row.map((_, j) => gain(i, j))),
        zmin: -most,
        zmax: most,
        xgap: 2,
        ygap: 2,
        showscale: false,
        colorscale: [
          [0, colors.bad],
          [0.5, colors.empty],
          [1, colors.good]
        ],
        hoverinfo: 'skip'
      }
    ],
    layout: {
      ...base(colors),
      annotations: moved.flatMap((row, i) =>
        row.map((value, j) => ({
          x: names[j],
          y: names[i],
          text: value > 0 ? `+${value}` : String(value),
          showarrow: false,
          font: {
            size: 12,
            color: inkOn(
              blend(colors.empty, gain(i, j) < 0 ? colors.bad : colors.good, Math.abs(value) / most)
            )
          }
        }))
      ),
      xaxis: {
        ...axis(colors),
        title: title('said, items of B less items of A'),
        side: 'bottom',
        showgrid: false
      },
      yaxis: { ...axis(colors), title: title(reference ?? ''), autorange: 'reversed', showgrid: false }
    }
  }
}
