import {
  EDGE_BIN_MS,
  EDGE_REACH_MS,
  type EdgeErrors
} from '../../../../../shared/analysis/temporal/edge-errors'
import type { TemporalAnswer } from '../../../../../shared/contract/temporal'
import type { Label } from '../../../../../shared/domain/scheme'
import { axis, base, title, type Figure, type FigureColors, type PaperFigure } from '../../figure'

/** Errors of both edges, and F1 of every label. */
export function segmentFigures(
  report: TemporalAnswer,
  labelOf: (id: string) => Label,
  names: readonly string[]
): readonly PaperFigure[] {
  const about = [...names, `r${report.revision}`]
  return [
    {
      ...{ id: 'starts', title: 'Starts of hits against the reference', about },
      make: (colors) => edgeFigure(report.start, 'start', colors)
    },
    {
      ...{ id: 'ends', title: 'Ends of hits against the reference', about },
      make: (colors) => edgeFigure(report.end, 'end', colors)
    },
    {
      ...{ id: 'segment-f1', title: 'F1 of each label', about },
      make: (colors) => labelFigure(report, labelOf, colors)
    }
  ]
}

function edgeFigure({ bins }: EdgeErrors, edge: 'start' | 'end', colors: FigureColors): Figure {
  return {
    data: [
      {
        type: 'bar',
        x: bins.map((_, bin) => (bin + 0.5) * EDGE_BIN_MS - EDGE_REACH_MS),
        y: bins,
        width: EDGE_BIN_MS * 0.92,
        marker: { color: colors.muted },
        hovertemplate: '%{x} ms: %{y} hits<extra></extra>'
      }
    ],
    layout: {
      ...base(colors),
      xaxis: { ...axis(colors), title: title(`${edge} of the candidate less that of the reference, ms`) },
      yaxis: { ...axis(colors), title: title('hits') }
    }
  }
}

function labelFigure(
  { labels }: TemporalAnswer,
  labelOf: (id: string) => Label,
  colors: FigureColors
): Figure {
  const rows = labels.flatMap(({ label, f1 }) => (f1 === null ? [] : [{ label: labelOf(label), f1 }]))
  return {
    data: [
      {
        type: 'bar',
        x: rows.map(({ label }) => label.name),
        y: rows.map(({ f1 }) => f1),
        marker: { color: rows.map(({ label }) => label.color) },
        hovertemplate: '%{x}: F1 %{y:.3f}<extra></extra>'
      }
    ],
    layout: {
      ...base(colors),
      bargap: 0.45,
      xaxis: { ...axis(colors), showgrid: false },
      yaxis: { ...axis(colors), title: title('F1'), range: [0, 1.02], dtick: 0.25 }
    }
  }
}
