import type { ConfidenceNumbers } from '../../../../../shared/analysis/confidence/report'
import type { ConfidenceAnswer } from '../../../../../shared/contract/confidence'
import { axis, base, title, type Figure, type FigureColors, type PaperFigure } from '../../figure'

/** Reliability, before and after a temperature, and risk over coverage. */
export function confidenceFigures(
  answer: ConfidenceAnswer,
  names: readonly string[]
): readonly PaperFigure[] {
  const about = [...names, `r${answer.revision}`]
  const { before, after } = answer
  return [
    {
      ...{ id: 'reliability', title: after ? 'Reliability before the temperature' : 'Reliability', about },
      make: (colors) => reliabilityFigure(before, colors)
    },
    ...(after
      ? [
          {
            ...{ id: 'reliability-after', title: 'Reliability after the temperature', about },
            make: (colors: FigureColors) => reliabilityFigure(after, colors)
          }
        ]
      : []),
    {
      ...{ id: 'risk-coverage', title: 'Risk over coverage', about },
      make: (colors) => riskFigure(before, after, colors)
    }
  ]
}

function reliabilityFigure({ bins }: ConfidenceNumbers, colors: FigureColors): Figure {
  const filled = bins.filter(({ count }) => count > 0)
  const x = filled.map(({ lo, hi }) => (lo + hi) / 2)
  const width = filled.map(({ lo, hi }) => Math.max(0.004, (hi - lo) * 0.92))
  return {
    data: [
      {
        type: 'bar',
        ...{ x, width, y: filled.map(({ accuracy }) => accuracy) },
        marker: { color: colors.muted },
        name: 'accuracy',
        hovertemplate: 'accuracy %{y:.3f}<extra></extra>'
      },
      {
        type: 'scatter',
        mode: 'lines+markers',
        x: filled.map(({ confidence }) => confidence),
        y: filled.map(({ accuracy }) => accuracy),
        line: { color: colors.bad, width: 1.5 },
        marker: { color: colors.bad, size: 5 },
        name: 'mean confidence',
        hovertemplate: 'confidence %{x:.3f}, accuracy %{y:.3f}<extra></extra>'
      },
      diagonal(colors)
    ],
    layout: {
      ...base(colors),
      xaxis: { ...axis(colors), range: [0, 1], title: title('confidence') },
      yaxis: { ...axis(colors), range: [0, 1], title: title('accuracy') }
    }
  }
}

function riskFigure(
  before: ConfidenceNumbers,
  after: ConfidenceNumbers | undefined,
  colors: FigureColors
): Figure {
  const line = ({ risk }: ConfidenceNumbers, name: string, color: string, dash: string): object => ({
    type: 'scatter',
    mode: 'lines',
    x: risk.points.map(({ answered }) => answered / risk.n),
    y: risk.points.map(({ answered, errors }) => errors / answered),
    line: { color, width: 1.75, dash },
    name,
    hovertemplate: 'coverage %{x:.2f}: risk %{y:.3f}<extra></extra>'
  })
  return {
    data: [
      line(before, after ? 'before' : 'risk', colors.muted, after ? 'dot' : 'solid'),
      ...(after ? [line(after, 'after', colors.text, 'solid')] : [])
    ],
    layout: {
      ...base(colors),
      xaxis: { ...axis(colors), range: [0, 1], title: title('coverage') },
      yaxis: { ...axis(colors), rangemode: 'tozero', title: title('risk') }
    }
  }
}

const diagonal = (colors: FigureColors): object => ({
  type: 'scatter',
  mode: 'lines',
  x: [0, 1],
  y: [0, 1],
  line: { color: colors.line, width: 1, dash: 'dash' },
  hoverinfo: 'skip'
})
