import type { ReactNode } from 'react'
import type { ReliabilityBin } from '../../../../../shared/analysis/confidence/reliability'
import type { ConfidenceNumbers } from '../../../../../shared/analysis/confidence/report'
import type { ConfidenceRegion } from '../../../../../shared/contract/confidence'
import { formatCount } from '../../../../ui/format'
import { LineChart } from '../../charts/line-chart'
import type { ChartScale } from '../../charts/line-chart'
import type { OpenRegion } from './open-region'

interface ReliabilityProps {
  readonly numbers: ConfidenceNumbers
  readonly after: boolean
  readonly binning: 'width' | 'mass'
  readonly opened: ConfidenceRegion | undefined
  readonly onOpen: OpenRegion
}

/** How often answers of a confidence are right, bar by bar, against the line on which both are the same. */
export function Reliability({ numbers, after, binning, opened, onOpen }: ReliabilityProps): ReactNode {
  const { bins } = numbers
  const most = Math.max(1, ...bins.map(({ count }) => count))
  const isOpened = (bin: number): boolean =>
    opened?.kind === 'bin' && opened.bin === bin && (opened.after ?? false) === after
  return (
    <section aria-label="Reliability">
      <h3 className="section-head">Reliability{after ? ' after the temperature' : ''}</h3>
      <LineChart
        label={`Accuracy by confidence, ${bins.length} bins of equal ${binning}`}
        xTitle="Confidence"
        yTitle="Accuracy"
        lines={[
          {
            id: 'same',
            title: 'Confidence and accuracy are the same',
            points: [
              [0, 0],
              [1, 1]
            ],
            color: 'var(--edge)',
            dashed: true
          }
        ]}
      >
        {(scale) =>
          bins.map((bin, i) => (
            <Bar
              key={i}
              bin={bin}
              least={i === 0}
              scale={scale}
              share={bin.count / most}
              opened={isOpened(i)}
              onOpen={() => onOpen({ kind: 'bin', bin: i, after }, titleOf(bin, i === 0, binning))}
            />
          ))
        }
      </LineChart>
      <p className="confidence-key muted">
        <i data-tone="accuracy" /> accuracy <i data-tone="gap" /> how far confidence is from it{' '}
        <i data-tone="count" /> items
      </p>
    </section>
  )
}

function Bar({
  bin,
  least,
  scale,
  share,
  opened,
  onOpen
}: {
  readonly bin: ReliabilityBin
  readonly least: boolean
  readonly scale: ChartScale
  readonly share: number
  readonly opened: boolean
  readonly onOpen: () => void
}): ReactNode {
  const { accuracy, confidence, count } = bin
  if (accuracy === null || confidence === null) return null
  const [from, to] = [scale.x(bin.lo), scale.x(bin.hi)]
  const left = from + 1
  const width = Math.max(2, to - from - 2)
  const [top, bottom] = [scale.y(Math.max(accuracy, confidence)), scale.y(Math.min(accuracy, confidence))]
  const text = `${rangeText(bin, least)}: ${formatCount(count)} items, confidence ${confidence.toFixed(3)}, accuracy ${accuracy.toFixed(3)}`
  return (
    <g
      className="chart-part"
      role="button"
      tabIndex={0}
      aria-label={text}
      data-opened={opened ? '' : undefined}
      onClick={onOpen}
      onKeyDown={(event) => event.key === 'Enter' && onOpen()}
    >
      <title>{text}</title>
      <rect
        className="reliability-bar"
        x={left}
        width={width}
        y={scale.y(accuracy)}
        height={scale.y(0) - scale.y(accuracy)}
      />
      <rect className="reliability-gap" x={left} width={width} y={top} height={Math.max(0, bottom - top)} />
      <line
        className="reliability-sure"
        x1={left}
        x2={left + width}
        y1={scale.y(confidence)}
        y2={scale.y(confidence)}
      />
      <rect
        className="reliability-count"
        x={left}
        width={width}
        y={scale.y(0) - 3}
        height={3}
        style={{ opacity: 0.25 + 0.75 * share }}
      />
      <rect className="chart-hit" x={left} width={width} y={scale.y(1)} height={scale.height} />
    </g>
  )
}

const digits = (value: number): string => String(Number(value.toFixed(3)))

/** Edges in words; the lowest one belongs to the first bar. */
export const rangeText = ({ lo, hi }: ReliabilityBin, closed: boolean): string =>
  `${closed ? '[' : '('}${digits(lo)}, ${digits(hi)}]`

const titleOf = (bin: ReliabilityBin, least: boolean, binning: 'width' | 'mass'): string =>
  `Confidence ${rangeText(bin, least || binning === 'mass')}`
