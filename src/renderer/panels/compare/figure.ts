import type { ComparisonAnswer } from '../../../shared/contract'
import type { ComparisonReport, ShareCell } from '../../../shared/compare/report'
import type { Label } from '../../../shared/domain/scheme'

/** Colours of a figure: those of the theme on the screen, black on white in a file. */
export interface FigureColors {
  readonly ground: string
  readonly text: string
  readonly muted: string
  readonly line: string
  readonly good: string
  readonly bad: string
  readonly empty: string
}

/** Black on white, as papers print. */
export const paperColors: FigureColors = {
  ground: '#ffffff',
  text: '#1b1f24',
  muted: '#535c67',
  line: '#d9dde3',
  good: '#17714f',
  bad: '#b53d33',
  empty: '#f4f5f7'
}

export interface FigureInput {
  readonly report: Pick<ComparisonReport, 'confusion' | 'classes' | 'mode' | 'n' | 'unit'>
  readonly labelOf: (id: string) => Label
  readonly referenceName: string
  readonly candidateName: string
  readonly colors: FigureColors
}

/** What the figures of a comparison are drawn from. */
export interface FiguresProps {
  readonly report: ComparisonAnswer
  readonly labelOf: (id: string) => Label
  readonly referenceName: string
  readonly candidateName: string
}

/** A figure that can be looked at and saved. */
export interface PaperFigure {
  readonly id: string
  readonly title: string
  /** What it is about, for the name of its file. */
  readonly about: readonly string[]
  readonly make: (colors: FigureColors) => Figure
}

/** Confusion matrix and recall bars. */
export function comparisonFigures(props: FiguresProps): readonly PaperFigure[] {
  const { referenceName, candidateName, report } = props
  const about = [referenceName, candidateName, `r${report.revision}`]
  return [
    {
      ...{ id: 'confusion', title: 'Confusion matrix', about },
      make: (colors) => confusionFigure({ ...props, colors })
    },
    {
      ...{ id: 'recall', title: 'Recall of each label', about },
      make: (colors) => recallFigure({ ...props, colors })
    }
  ]
}

/** A figure of Plotly: SVG traces only, so that no WebGL is needed. */
export interface Figure {
  readonly data: readonly object[]
  readonly layout: object
}

const FONT = 'Inter Variable, Inter, Helvetica, Arial, sans-serif'

/** The confusion matrix in percent of the rows: agreement in one colour, confusion in the other. */
export function confusionFigure({
  report,
  labelOf,
  referenceName,
  candidateName,
  colors
}: FigureInput): Figure {
  const { labels, rowPercent, counts } = report.confusion
  const names = labels.map((id) => labelOf(id).name)
  const part = (diagonal: boolean) => ({
    type: 'heatmap',
    x: names,
    y: names,
    z: rowPercent.map((row, i) => row.map((value, j) => ((i === j) === diagonal ? value : null))),
    zmin: 0,
    zmax: 100,
    xgap: 2,
    ygap: 2,
    showscale: false,
    hoverongaps: false,
    colorscale: [
      [0, colors.empty],
      [1, diagonal ? colors.good : colors.bad]
    ],
    customdata: counts,
    hovertemplate: '%{y} → %{x}: %{z:.1f} %, %{customdata} items<extra></extra>'
  })
  return {
    data: [part(true), part(false)],
    layout: {
      ...base(colors),
      annotations: rowPercent.flatMap((row, i) =>
        row.map((value, j) => ({
          x: names[j],
          y: names[i],
          text: value === null ? '–' : value === 0 ? '0' : value.toFixed(value >= 99.95 ? 0 : 1),
          showarrow: false,
          font: {
            size: 12,
            color: inkOn(blend(colors.empty, i === j ? colors.good : colors.bad, (value ?? 0) / 100))
          }
        }))
      ),
      xaxis: {
        ...axis(colors),
        title: title(`${candidateName}, % of the row`),
        side: 'bottom',
        showgrid: false
      },
      yaxis: { ...axis(colors), title: title(referenceName), autorange: 'reversed', showgrid: false }
    }
  }
}

/** Recall of each label with its interval. */
export function recallFigure({ report, labelOf, colors }: FigureInput): Figure {
  const rows = report.classes.filter(
    (row): row is typeof row & { recall: ShareCell & { value: number } } => row.recall.value !== null
  )
  const label = rows.map((row) => labelOf(row.label))
  const interval = rows.find((row) => row.recall.interval)?.recall.interval
  return {
    data: [
      {
        type: 'bar',
        x: label.map((each) => each.name),
        y: rows.map((row) => row.recall.value),
        marker: { color: label.map((each) => each.color) },
        error_y: {
          type: 'data',
          symmetric: false,
          array: rows.map((row) => (row.recall.interval?.high ?? row.recall.value) - row.recall.value),
          arrayminus: rows.map((row) => row.recall.value - (row.recall.interval?.low ?? row.recall.value)),
          color: colors.text,
          thickness: 1.2,
          width: 5
        },
        customdata: rows.map((row) => row.support),
        hovertemplate: `%{x}: recall %{y:.3f}, %{customdata} ${report.unit}<extra></extra>`
      }
    ],
    layout: {
      ...base(colors),
      bargap: 0.45,
      xaxis: { ...axis(colors), showgrid: false },
      yaxis: {
        ...axis(colors),
        title: title(interval ? `recall, ${Math.round(interval.level * 100)} % interval` : 'recall'),
        range: [0, 1.02],
        dtick: 0.25
      }
    }
  }
}

/** What all figures share. */
export const base = (colors: FigureColors): object => ({
  paper_bgcolor: colors.ground,
  plot_bgcolor: colors.ground,
  font: { family: FONT, size: 12, color: colors.text },
  margin: { l: 48, r: 16, t: 14, b: 36 },
  showlegend: false
})

export const axis = (colors: FigureColors): object => ({
  gridcolor: colors.line,
  linecolor: colors.line,
  zeroline: false,
  ticks: '',
  automargin: true,
  fixedrange: true,
  tickfont: { color: colors.muted }
})

export const title = (text: string): object => ({ text, font: { size: 13 } })

/** A colour between two `#rrggbb` colours; `share` 0 gives the first, 1 the second. */
export function blend(from: string, to: string, share: number): string {
  const channel = (at: number): string => {
    const [a, b] = [from, to].map((color) => parseInt(color.slice(at, at + 2), 16))
    return Math.round((a ?? 0) + ((b ?? 0) - (a ?? 0)) * share)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${channel(1)}${channel(3)}${channel(5)}`
}

/** Black or white, whichever reads better on a `#rrggbb` colour (the two meet at a luminance of 0.179, WCAG 2.2). */
export function inkOn(color: string): string {
  const light = [1, 3, 5].map((at) => {
    const c = parseInt(color.slice(at, at + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (light[0] ?? 0) + 0.7152 * (light[1] ?? 0) + 0.0722 * (light[2] ?? 0) > 0.179
    ? '#000000'
    : '#ffffff'
}
