import type { ReactNode } from 'react'
import { useState } from 'react'
import type { ConfidenceNumbers, RiskNumbers } from '../../../../../shared/analysis/confidence/report'
import type { RiskPoint } from '../../../../../shared/analysis/confidence/risk-coverage'
import { Button } from '../../../../ui/button'
import { formatCount } from '../../../../ui/format'
import { Slider } from '../../../../ui/slider'
import { LineChart, unitRange } from '../../charts/line-chart'
import type { ChartLine } from '../../charts/line-chart'
import type { OpenRegion } from './open-region'

interface RiskCoverageProps {
  readonly before: ConfidenceNumbers
  readonly after: ConfidenceNumbers | undefined
  readonly shownAfter: boolean
  readonly onOpen: OpenRegion
}

/** The share of errors among the surest items, for any share of items that is answered. */
export function RiskCoverage({ before, after, shownAfter, onOpen }: RiskCoverageProps): ReactNode {
  const [percent, setPercent] = useState(80)
  const shown = shownAfter && after ? after.risk : before.risk
  const point = pointAt(shown, percent / 100)
  const highest = Math.max(0.05, ...risksOf(before.risk), ...(after ? risksOf(after.risk) : []))
  const top = Math.min(1, Math.ceil(highest * 10) / 10)
  const coverage = point ? point.answered / shown.n : 0
  const risk = point ? point.errors / point.answered : 0
  return (
    <section aria-label="Risk over coverage">
      <h3 className="section-head">Risk over coverage</h3>
      <LineChart
        label="Share of errors among the surest items, by the share of items answered"
        xTitle="Coverage"
        yTitle="Risk"
        y={{ ...unitRange, to: top, ticks: [0, 0.25, 0.5, 0.75, 1].map((share) => share * top) }}
        lines={[
          ...(after ? [lineOf('before', 'Before the temperature', before.risk, 'var(--edge)', true)] : []),
          lineOf(
            'shown',
            after ? 'After the temperature' : 'Risk',
            after?.risk ?? before.risk,
            'var(--accent)'
          )
        ]}
        marks={point ? [{ x: coverage, y: risk, title: 'Chosen coverage' }] : []}
      />
      <div className="confidence-slider">
        <Slider label="Coverage in percent" value={percent} min={1} max={100} onChange={setPercent} />
        <b className="mono">{percent} %</b>
      </div>
      {point && (
        <p className="confidence-says">
          <span>
            Answering the surest <b className="mono">{formatCount(point.answered)}</b> (confidence at least{' '}
            <b className="mono">{point.threshold.toFixed(3)}</b>) gives{' '}
            <b className="mono">{risk.toFixed(3)}</b> risk.
          </span>
          <Button
            size="small"
            disabled={point.errors === 0}
            onClick={() =>
              onOpen(
                { kind: 'kept-errors', threshold: point.threshold, after: shownAfter && after !== undefined },
                `Errors at coverage ${percent} %`
              )
            }
          >
            {formatCount(point.errors)} errors left
          </Button>
        </p>
      )}
    </section>
  )
}

const risksOf = ({ points, n }: RiskNumbers): readonly number[] =>
  points.filter(({ answered }) => answered > n / 50).map(({ answered, errors }) => errors / answered)

/** Of the points that are drawn the one with the most coverage that is not above the wanted one. */
export function pointAt({ points, n }: RiskNumbers, coverage: number): RiskPoint | undefined {
  let found = points[0]
  for (const point of points) if (point.answered <= coverage * n + 1e-9) found = point
  return found
}

const lineOf = (
  id: string,
  title: string,
  { points, n }: RiskNumbers,
  color: string,
  dashed = false
): ChartLine => ({
  id,
  title,
  color,
  dashed,
  points: points.map(({ answered, errors }) => [answered / n, Math.min(1, errors / answered)] as const)
})
