import type { ReactNode } from 'react'
import type {
  LabelRow,
  LabelSetRegion,
  LabelSetsAnswer,
  LabelSetSettings
} from '../../../../../shared/contract/label-sets'
import type { Label } from '../../../../../shared/domain/scheme'
import { LabelChip } from '../../../../ui/chip'
import { formatCount, shortShare } from '../../../../ui/format'
import { Slider } from '../../../../ui/slider'
import type { Column } from '../../../../ui/table'
import { Table } from '../../../../ui/table'
import type { OpenLabelSets } from './label-sets-opener'
import { chooseSettings } from './choice'

interface LabelTableProps {
  readonly answer: LabelSetsAnswer
  readonly settings: LabelSetSettings
  readonly labelOf: (id: string) => Label
  /** The label whose curves are shown. */
  readonly chosen: string | undefined
  readonly onChoose: (label: string) => void
  readonly onOpen: OpenLabelSets
}

/** Each label with its threshold and its numbers; counts open their moments. */
export function LabelTable({
  answer,
  settings,
  labelOf,
  chosen,
  onChoose,
  onOpen
}: LabelTableProps): ReactNode {
  const byThresholds = answer.scored && settings.sets === 'thresholds'
  const graded = answer.labels.some(({ intensity }) => intensity.pearson !== null)
  const count = (
    row: LabelRow,
    which: Extract<LabelSetRegion, { kind: 'label' }>['which'],
    n: number
  ): ReactNode => (
    <button
      type="button"
      className="view-count"
      disabled={n === 0}
      title={titles[which]}
      onClick={(event) => {
        event.stopPropagation()
        onOpen({ kind: 'label', label: row.label, which }, `${labelOf(row.label).name}: ${titles[which]}`)
      }}
    >
      {formatCount(n)}
    </button>
  )
  const columns: readonly Column<LabelRow>[] = [
    {
      id: 'label',
      title: 'Label',
      width: 'minmax(110px, 1.4fr)',
      cell: ({ label }) => <LabelChip label={labelOf(label)} />,
      sort: ({ label }) => labelOf(label).name
    },
    ...(byThresholds
      ? [
          {
            id: 'threshold',
            title: 'Threshold',
            width: 'minmax(130px, 1fr)',
            cell: (row: LabelRow) => (
              <Threshold answer={answer} settings={settings} row={row} name={labelOf(row.label).name} />
            ),
            sort: ({ threshold }: LabelRow) => threshold
          }
        ]
      : []),
    {
      id: 'hit',
      title: 'Both',
      width: '58px',
      align: 'right',
      cell: (row) => count(row, 'hit', row.both),
      sort: ({ both }) => both
    },
    {
      id: 'missed',
      title: 'Missed',
      width: '58px',
      align: 'right',
      cell: (row) => count(row, 'missed', row.reference - row.both),
      sort: ({ reference, both }) => reference - both
    },
    {
      id: 'alarm',
      title: 'False',
      width: '58px',
      align: 'right',
      cell: (row) => count(row, 'alarm', row.candidate - row.both),
      sort: ({ candidate, both }) => candidate - both
    },
    {
      id: 'precision',
      title: 'Prec.',
      width: '50px',
      align: 'right',
      cell: (row) => share(row.both, row.candidate, 'The candidate never says it.'),
      sort: ({ both, candidate }) => (candidate === 0 ? undefined : both / candidate)
    },
    {
      id: 'recall',
      title: 'Recall',
      width: '50px',
      align: 'right',
      cell: (row) => share(row.both, row.reference, 'The reference never has it.'),
      sort: ({ both, reference }) => (reference === 0 ? undefined : both / reference)
    },
    {
      id: 'f1',
      title: 'F1',
      width: '50px',
      align: 'right',
      cell: ({ f1 }) => shortShare(f1),
      sort: ({ f1 }) => f1
    },
    ...(graded
      ? [
          {
            id: 'pearson',
            title: 'r',
            width: '54px',
            align: 'right' as const,
            cell: ({ label, intensity }: LabelRow) => (
              <button
                type="button"
                className="view-count"
                disabled={intensity.pearson === null}
                title={
                  intensity.pearson === null
                    ? 'The intensity is the same everywhere on a side.'
                    : `Pearson r of the intensities of ${formatCount(intensity.n)} items; opens the furthest apart`
                }
                onClick={(event) => {
                  event.stopPropagation()
                  onOpen(
                    { kind: 'furthest-intensity', label },
                    `${labelOf(label).name}: intensities furthest apart`
                  )
                }}
              >
                {shortShare(intensity.pearson)}
              </button>
            ),
            sort: ({ intensity }: LabelRow) => intensity.pearson ?? undefined
          }
        ]
      : [])
  ]
  return (
    <section aria-label="Each label" className="label-sets-table">
      <div style={{ height: 34 + 29 * Math.min(14, answer.labels.length) }}>
        <Table
          label="Numbers of each label"
          rows={answer.labels}
          columns={columns}
          keyOf={({ label }) => label}
          onOpen={({ label }) => onChoose(label)}
          {...(chosen === undefined ? {} : { selected: chosen })}
        />
      </div>
    </section>
  )
}

const titles = {
  hit: 'on both sides',
  missed: 'only the reference has it',
  alarm: 'only the candidate has it',
  neither: 'on neither side'
} as const

const share = (above: number, below: number, reason: string): ReactNode =>
  below === 0 ? <span title={reason}>–</span> : shortShare(above / below)

/** A threshold that follows the thumb: all numbers are asked for at each step. */
function Threshold({
  answer: { range },
  settings,
  row,
  name
}: {
  readonly answer: LabelSetsAnswer
  readonly settings: LabelSetSettings
  readonly row: LabelRow
  readonly name: string
}): ReactNode {
  const value = settings.thresholds[row.label] ?? row.threshold
  const [low, high] = range
  return (
    <span
      className="label-sets-threshold"
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <Slider
        label={`Threshold of ${name}`}
        value={value}
        min={low}
        max={high}
        step={(high - low) / 200}
        onChange={(next) =>
          chooseSettings({ thresholds: { ...settings.thresholds, [row.label]: Number(next.toPrecision(6)) } })
        }
      />
      <b className="mono">{Number(value.toFixed(3))}</b>
    </span>
  )
}
