import type { LagSweep } from '../../../../../shared/analysis/traces/lag-sweep'
import type { TraceComparisonAnswer, TracePlaneAnswer } from '../../../../../shared/contract/traces'
import { axis, base, title, type Figure, type FigureColors, type PaperFigure } from '../../figure'

interface FigureSources {
  readonly report: TraceComparisonAnswer
  readonly names: readonly [reference: string, candidate: string]
  readonly nameOf: (recordingId: string) => string
  readonly sweep: LagSweep | undefined
  readonly plane: TracePlaneAnswer | undefined
}

/** CCC of every recording, agreement by delay and the plane, as far as they are there. */
export function traceFigures({ report, names, nameOf, sweep, plane }: FigureSources): readonly PaperFigure[] {
  const about = [...names, `r${report.revision}`]
  const figures: PaperFigure[] = []
  if (sweep && sweep.points.length > 0)
    figures.push({
      ...{ id: 'delay', title: 'Agreement by delay', about },
      make: (colors) => delayFigure(sweep, colors)
    })
  if (plane && plane.pairs.length > 0)
    figures.push({
      ...{ id: 'plane', title: `${plane.x.name} and ${plane.y.name}, both joined`, about },
      make: (colors) => planeFigure(plane, names, colors)
    })
  figures.push({
    ...{ id: 'ccc-by-recording', title: 'CCC of each recording', about },
    make: (colors) => recordingsFigure(report, nameOf, colors)
  })
  return figures
}

const CANDIDATE = '#1f6fbf'

function delayFigure({ points, best }: LagSweep, colors: FigureColors): Figure {
  const line = (name: string, of: 'ccc' | 'meanCcc' | 'pearson', color: string, dash: string): object => ({
    type: 'scatter',
    mode: 'lines',
    name,
    x: points.map(({ lag }) => lag),
    y: points.map((point) => point[of]),
    line: { color, dash, width: 2 }
  })
  const at = points.find(({ lag }) => lag === best.ccc)
  return {
    data: [
      line('CCC, pooled', 'ccc', CANDIDATE, 'solid'),
      line('CCC, mean of recordings', 'meanCcc', CANDIDATE, 'dot'),
      line('Pearson r, pooled', 'pearson', colors.muted, 'dash'),
      ...(at
        ? [
            {
              type: 'scatter',
              mode: 'markers',
              showlegend: false,
              x: [at.lag],
              y: [at.ccc],
              marker: { color: colors.ground, size: 9, line: { color: CANDIDATE, width: 2 } }
            }
          ]
        : [])
    ],
    layout: {
      ...base(colors),
      showlegend: true,
      legend: { x: 0.02, y: 0.02, xanchor: 'left', yanchor: 'bottom' },
      xaxis: { ...axis(colors), title: title('delay taken out of the candidate, s') },
      yaxis: { ...axis(colors), title: title('agreement') }
    }
  }
}

function planeFigure(
  { pairs, x, y }: TracePlaneAnswer,
  [referenceName, candidateName]: readonly [string, string],
  colors: FigureColors
): Figure {
  const points = (side: 'reference' | 'candidate', name: string, marker: object): object => ({
    type: 'scatter',
    mode: 'markers',
    name,
    x: pairs.map((pair) => pair[side][0]),
    y: pairs.map((pair) => pair[side][1]),
    marker
  })
  return {
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        showlegend: false,
        hoverinfo: 'skip',
        x: pairs.flatMap(({ reference, candidate }) => [reference[0], candidate[0], null]),
        y: pairs.flatMap(({ reference, candidate }) => [reference[1], candidate[1], null]),
        line: { color: colors.line, width: 1 }
      },
      points('reference', referenceName, {
        color: colors.ground,
        size: 7,
        line: { color: colors.text, width: 1.2 }
      }),
      points('candidate', candidateName, { color: CANDIDATE, size: 6 })
    ],
    layout: {
      ...base(colors),
      showlegend: true,
      legend: { orientation: 'h', y: 1.08 },
      xaxis: { ...axis(colors), title: title(x.name), range: [x.min, x.max] },
      yaxis: { ...axis(colors), title: title(y.name), range: [y.min, y.max] }
    }
  }
}

/** Names of more recordings than these cannot be read. */
const NAMED = 40

function recordingsFigure(
  { recordings }: TraceComparisonAnswer,
  nameOf: (id: string) => string,
  colors: FigureColors
): Figure {
  const rows = recordings
    .flatMap(({ recordingId, ccc }) =>
      ccc.value === null ? [] : [{ name: nameOf(recordingId), value: ccc.value }]
    )
    .toSorted((a, b) => a.value - b.value)
  return {
    data: [
      {
        type: 'bar',
        x: rows.map((_, i) => i),
        y: rows.map(({ value }) => value),
        customdata: rows.map(({ name }) => name),
        marker: { color: CANDIDATE },
        hovertemplate: '%{customdata}: CCC %{y:.3f}<extra></extra>'
      }
    ],
    layout: {
      ...base(colors),
      bargap: rows.length > NAMED ? 0 : 0.3,
      xaxis: {
        ...axis(colors),
        showgrid: false,
        ...(rows.length > NAMED
          ? { title: title(`${rows.length} recordings, lowest first`), showticklabels: false }
          : { tickvals: rows.map((_, i) => i), ticktext: rows.map(({ name }) => name) })
      },
      yaxis: { ...axis(colors), title: title('CCC') }
    }
  }
}
