import type { ReactNode } from 'react'
import { useMemo } from 'react'
import type { LabelCurve } from '../../../../../shared/analysis/label-sets/curves'
import type { CallInput } from '../../../../../shared/contract'
import type { LabelSetsAnswer, LabelSetSettings } from '../../../../../shared/contract/label-sets'
import type { Label } from '../../../../../shared/domain/scheme'
import { useAnswer } from '../../../../session/use-answer'
import { LabelChip } from '../../../../ui/chip'
import { formatCount } from '../../../../ui/format'
import type { ChartMark, ChartRange } from '../../charts/line-chart'
import { LineChart } from '../../charts/line-chart'
import type { Query } from '../../choice'
import { FiguresSection } from '../../figures-section'
import { deviate } from './deviate'
import { labelFigures } from './figures'

interface CurvesProps {
  readonly query: Query
  readonly answer: LabelSetsAnswer
  readonly settings: LabelSetSettings
  readonly label: string
  readonly labelOf: (id: string) => Label
  /** Who is compared, for the names of files. */
  readonly names: readonly string[]
}

/** Precision over recall, hits over alarms, and misses over alarms of one label; the chosen threshold is a mark on each. */
export function Curves({ query, answer, settings, label, labelOf, names }: CurvesProps): ReactNode {
  const asked = useMemo(() => ({ ...query, part: settings.part }), [query, settings.part])
  const { shown } = useAnswer('analysis.labelCurves', asked, authorsOfAsked)
  const figures = useMemo(
    () => (shown ? labelFigures(shown.value, labelOf, names) : []),
    [shown, labelOf, names]
  )
  const at = shown?.value.labels.indexOf(label) ?? -1
  const curve = shown?.value.curves[at]
  const threshold = answer.labels.find((row) => row.label === label)?.threshold ?? 0.5
  if (!curve) return null
  const number = (value: number | null): string => (value === null ? '–' : value.toFixed(4))
  return (
    <section aria-label="Curves">
      <h3 className="section-head">Thresholds of one label</h3>
      <p className="label-sets-says">
        <LabelChip label={labelOf(label)} />
        <span title="Chance that an item with the label has a higher score than one without; equal scores count half, by mid-ranks.">
          AUC <b className="mono">{number(curve.auc)}</b>
        </span>
        <span title="Sum of precision times the step in recall over all distinct scores.">
          AP <b className="mono">{number(curve.averagePrecision)}</b>
        </span>
        <span title="Where the share of misses is that of false alarms, on straight lines between thresholds.">
          EER <b className="mono">{number(curve.eer)}</b>
        </span>
        <span className="muted">
          {formatCount(curve.positives)} with it, {formatCount(curve.negatives)} without
          {curve.without > 0 && `, ${formatCount(curve.without)} without a score left out`}
        </span>
        {curve.auc === null && <span className="muted">The label is on all items or on none.</span>}
      </p>
      <div className="label-sets-curves">
        <LineChart
          label={`Precision over recall of ${labelOf(label).name}`}
          xTitle="Recall"
          yTitle="Precision"
          width={290}
          height={230}
          lines={[line('pr', curve, ({ hits, alarms }) => [hits / curve.positives, hits / (hits + alarms)])]}
          marks={marks(curve, threshold, ({ hits, alarms }) => [
            hits / curve.positives,
            hits / (hits + alarms)
          ])}
        />
        <LineChart
          label={`Hits over false alarms of ${labelOf(label).name}`}
          xTitle="False alarms"
          yTitle="Hits"
          width={290}
          height={230}
          lines={[
            {
              id: 'chance',
              title: 'Chance',
              points: [
                [0, 0],
                [1, 1]
              ],
              color: 'var(--edge)',
              dashed: true
            },
            line(
              'roc',
              curve,
              ({ hits, alarms }) => [alarms / curve.negatives, hits / curve.positives],
              [0, 0]
            )
          ]}
          marks={marks(curve, threshold, ({ hits, alarms }) => [
            alarms / curve.negatives,
            hits / curve.positives
          ])}
        />
        <LineChart
          label={`Misses over false alarms of ${labelOf(label).name}, on scales of normal deviates`}
          xTitle="False alarms (normal deviate)"
          yTitle="Misses"
          width={290}
          height={230}
          x={deviates}
          y={deviates}
          lines={[line('det', curve, (point) => detOf(curve, point))]}
          marks={marks(curve, threshold, (point) => detOf(curve, point))}
        />
      </div>
      <FiguresSection figures={figures} />
    </section>
  )
}

const authorsOfAsked = (query: CallInput<'analysis.labelCurves'>): readonly string[] => [
  query.referenceAuthorId,
  query.candidateAuthorId
]

type Point = LabelCurve['points'][number]
type Place = (point: Point) => readonly [number, number]

const line = (id: string, { points }: LabelCurve, place: Place, first?: readonly [number, number]) => ({
  id,
  title: id.toUpperCase(),
  color: 'var(--accent)',
  points: [...(first ? [first] : []), ...points.map(place)].filter((point) => point.every(Number.isFinite))
})

/** The point that the chosen threshold gives: the last one at or above it. */
function marks({ points }: LabelCurve, threshold: number, place: Place): readonly ChartMark[] {
  const found = points.filter((point) => point.threshold >= threshold).at(-1)
  const [x, y] = found ? place(found) : [NaN, NaN]
  return Number.isFinite(x) && Number.isFinite(y) ? [{ x, y, title: `Threshold ${threshold}` }] : []
}

/** Shares from 0.1 % to 99 % on the scale of DET curves (Martin et al. 1997, Eurospeech). */
const SHARES = [0.01, 0.05, 0.2, 0.5, 0.8, 0.95] as const
const deviates: ChartRange = {
  from: deviate(0.005),
  to: deviate(0.98),
  ticks: SHARES.map(deviate),
  text: (value) => {
    const share = SHARES.find((each) => Math.abs(deviate(each) - value) < 1e-9)
    return share === undefined ? '' : `${Math.round(share * 100)} %`
  }
}

const inside = (share: number): number => Math.min(0.98, Math.max(0.005, share))

const detOf = ({ positives, negatives }: LabelCurve, { hits, alarms }: Point): readonly [number, number] => [
  deviate(inside(alarms / negatives)),
  deviate(inside(1 - hits / positives))
]
