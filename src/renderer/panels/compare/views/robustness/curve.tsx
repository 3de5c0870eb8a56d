import type { KeyboardEvent, ReactNode } from 'react'
import type { VariantsAnswer } from '../../../../../shared/contract/analysis/variants'
import { isDark, lineColors } from '../../../../ui/plot'
import { LineChart, type ChartLine, type ChartRange, type ChartScale } from '../../charts/line-chart'
import type { VariantRow } from '../../experiments/variant-table'
import type { CurveSteps } from './curves-of'

interface CurveProps {
  readonly curve: CurveSteps
  readonly answer: VariantsAnswer
  readonly metricName: string
  /** Recall of each label instead of the score. */
  readonly byLabel: boolean
  /** Author of the step whose moments are in the queue. */
  readonly opened: string | undefined
  readonly onOpen: (row: VariantRow) => void
}

const WIDTH = 254
const HEIGHT = 208

/** A score over the steps of one perturbation: intervals as bars, the clean value as a dashed line, a point for each step. */
export function Curve({ curve, answer, metricName, byLabel, opened, onOpen }: CurveProps): ReactNode {
  const { rows, title } = curve
  const clean = answer.baseline.score.value
  const steps: ChartRange = {
    from: -0.5,
    to: rows.length + 0.5,
    ticks: [0, ...rows.map((_, i) => i + 1)],
    text: (tick) => (tick === 0 ? 'clean' : (rows[tick - 1]?.name ?? ''))
  }
  const lines = byLabel ? labelLines(rows, answer) : scoreLine(rows, answer)
  const all = [
    ...rows.flatMap(({ score }) => [score.score.value, score.score.low]),
    clean,
    answer.baseline.score.low
  ]
  const least = Math.min(0, ...all.filter((value): value is number => typeof value === 'number'))
  return (
    <section className="curve" aria-label={`Curve of ${title}`}>
      <h3 className="section-head">{title}</h3>
      <LineChart
        label={`${byLabel ? 'Recall of each label' : metricName} over ${title}: ${rows
          .map(({ name, score }) => `${name} ${score.score.value?.toFixed(3) ?? 'not defined'}`)
          .join(', ')}; clean ${clean?.toFixed(3) ?? 'not defined'}`}
        xTitle={title}
        yTitle={byLabel ? 'Recall' : metricName}
        width={WIDTH}
        height={HEIGHT}
        lines={lines}
        x={steps}
        y={least < 0 ? { from: -1, to: 1, ticks: [-1, -0.5, 0, 0.5, 1] } : undefined}
      >
        {(scale) => (
          <>
            {!byLabel && clean !== null && (
              <line
                className="curve-clean"
                x1={scale.x(-0.5)}
                x2={scale.x(rows.length + 0.5)}
                y1={scale.y(clean)}
                y2={scale.y(clean)}
              />
            )}
            {!byLabel &&
              rows.map((row, i) => (
                <Point
                  key={row.authorId}
                  row={row}
                  at={i + 1}
                  scale={scale}
                  title={title}
                  opened={row.authorId === opened}
                  onOpen={onOpen}
                />
              ))}
          </>
        )}
      </LineChart>
    </section>
  )
}

/** A step with its interval; chosen, its errors are put into the queue. */
function Point({
  row,
  at,
  scale,
  title,
  opened,
  onOpen
}: {
  readonly row: VariantRow
  readonly at: number
  readonly scale: ChartScale
  readonly title: string
  readonly opened: boolean
  readonly onOpen: (row: VariantRow) => void
}): ReactNode {
  const { value, low, high } = row.score.score
  if (value === null) return null
  const broken = row.score.changed?.broken
  const text = `${title} ${row.name}: ${value.toFixed(3)}${low === undefined ? '' : ` [${low.toFixed(3)}, ${high?.toFixed(3) ?? ''}]`}${broken === undefined ? '' : `, ${broken} broken`}`
  const [x, y] = [scale.x(at), scale.y(value)]
  return (
    <g
      className="chart-part"
      role="button"
      tabIndex={0}
      aria-label={text}
      data-opened={opened ? '' : undefined}
      onClick={() => onOpen(row)}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        onOpen(row)
      }}
    >
      <title>{text}</title>
      <rect
        className="chart-hit"
        x={x - 14}
        y={scale.y(1)}
        width={28}
        height={scale.y(0) - scale.y(1)}
        rx={3}
      />
      {low !== undefined && high !== undefined && (
        <path
          className="curve-bar"
          d={`M${x} ${scale.y(low)}V${scale.y(high)}M${x - 4} ${scale.y(low)}h8M${x - 4} ${scale.y(high)}h8`}
        />
      )}
      <circle className="curve-point" cx={x} cy={y} r={4} />
    </g>
  )
}

const scoreLine = (rows: readonly VariantRow[], { baseline }: VariantsAnswer): readonly ChartLine[] => [
  {
    id: 'score',
    title: 'Score',
    color: 'var(--accent)',
    points: [baseline.score.value, ...rows.map(({ score }) => score.score.value)].flatMap((value, i) =>
      value === null ? [] : [[i, value] as const]
    )
  }
]

/** Recall of every label that the reference has. */
export function labelLines(
  rows: readonly VariantRow[],
  { baseline, labels }: VariantsAnswer
): readonly ChartLine[] {
  return labels.flatMap(({ id, name }, label) => {
    const points = [baseline, ...rows.map(({ score }) => score)].flatMap(({ recalls }, i) => {
      const value = recalls[label]?.value ?? null
      return value === null ? [] : [[i, value] as const]
    })
    return points.length === 0 ? [] : [{ id, title: name, points, color: labelColor(label) }]
  })
}

/** The same colour for a label in every curve. */
export function labelColor(place: number): string {
  const colors = lineColors(isDark())
  return colors[place % colors.length] ?? 'var(--accent)'
}
