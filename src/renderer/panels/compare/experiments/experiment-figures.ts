import type { VariantsAnswer } from '../../../../shared/contract/analysis/variants'
import { axis, base, title, type Figure, type FigureColors, type PaperFigure } from '../figure'
import type { VariantRow } from './variant-table'

/** Steps of one curve with its name. */
export interface FigureCurve {
  readonly key: string
  readonly title: string
  readonly rows: readonly VariantRow[]
}

/** A figure for each curve: the score over the steps with its intervals, the clean score as a line. */
export const curveFigures = (
  curves: readonly FigureCurve[],
  answer: VariantsAnswer,
  metricName: string,
  about: readonly string[]
): readonly PaperFigure[] =>
  curves.map((curve) => ({
    id: `curve-${curve.key.replaceAll(' ', '-')}`,
    title: curve.title,
    about,
    make: (colors) => curveFigure(curve, answer, metricName, colors)
  }))

/** One figure of all variants: scores with intervals. */
export const variantFigure = (
  rows: readonly VariantRow[],
  metricName: string,
  about: readonly string[]
): PaperFigure => ({
  id: 'variants',
  title: 'Variants',
  about,
  make: (colors) => ({
    data: [points(rows, colors, 'markers')],
    layout: {
      ...base(colors),
      xaxis: { ...axis(colors), showgrid: false },
      yaxis: { ...axis(colors), title: title(`${metricName}, 95 % interval`) }
    }
  })
})

function curveFigure(
  { rows, title: name }: FigureCurve,
  { baseline }: VariantsAnswer,
  metricName: string,
  colors: FigureColors
): Figure {
  const clean = baseline.score.value
  return {
    data: [points(rows, colors, 'lines+markers')],
    layout: {
      ...base(colors),
      shapes:
        clean === null
          ? []
          : [
              {
                ...{ type: 'line', xref: 'paper', x0: 0, x1: 1, y0: clean, y1: clean },
                line: { color: colors.muted, width: 1.2, dash: 'dash' }
              }
            ],
      annotations:
        clean === null
          ? []
          : [
              {
                ...{ xref: 'paper', x: 1, xanchor: 'right', y: clean, yanchor: 'bottom', showarrow: false },
                text: `clean ${clean.toFixed(3)}`,
                font: { size: 11, color: colors.muted }
              }
            ],
      xaxis: { ...axis(colors), title: title(name), type: 'category', showgrid: false },
      yaxis: { ...axis(colors), title: title(`${metricName}, 95 % interval`) }
    }
  }
}

function points(rows: readonly VariantRow[], colors: FigureColors, mode: string): object {
  const known = rows.flatMap(({ name, score: { score } }) =>
    score.value === null ? [] : [{ name, ...score, value: score.value }]
  )
  return {
    type: 'scatter',
    mode,
    x: known.map(({ name }) => name),
    y: known.map(({ value }) => value),
    line: { color: colors.text, width: 1.6 },
    marker: { color: colors.text, size: 7 },
    error_y: {
      type: 'data',
      symmetric: false,
      array: known.map(({ value, high = value }) => high - value),
      arrayminus: known.map(({ value, low = value }) => value - low),
      color: colors.text,
      thickness: 1.2,
      width: 5
    }
  }
}
