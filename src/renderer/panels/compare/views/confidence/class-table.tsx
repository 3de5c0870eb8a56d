import type { ReactNode } from 'react'
import type { ClassConfidence, ConfidenceNumbers } from '../../../../../shared/analysis/confidence/report'
import type { Label } from '../../../../../shared/domain/scheme'
import { LabelChip } from '../../../../ui/chip'
import { formatCount } from '../../../../ui/format'
import type { Column } from '../../../../ui/table'
import { Table } from '../../../../ui/table'
import type { OpenRegion } from './open-region'

interface ClassTableProps {
  readonly numbers: ConfidenceNumbers
  readonly labelOf: (id: string) => Label
  readonly onOpen: OpenRegion
}

/** How far the probability of each label is from how often it is true; a row opens its items, the least probable first. */
export function ClassTable({ numbers, labelOf, onOpen }: ClassTableProps): ReactNode {
  const n = numbers.risk.n
  const share = (value: number | null): string => (value === null ? '–' : value.toFixed(4))
  const columns: readonly Column<ClassConfidence>[] = [
    {
      id: 'label',
      title: 'Label',
      width: 'minmax(90px, 1fr)',
      cell: ({ label }) => <LabelChip label={labelOf(label)} />,
      sort: ({ label }) => labelOf(label).name
    },
    {
      id: 'n',
      title: 'Ref.',
      width: '56px',
      align: 'right',
      cell: ({ support }) => formatCount(support),
      sort: ({ support }) => support
    },
    {
      id: 'true',
      title: 'True',
      width: '64px',
      align: 'right',
      cell: ({ support }) => share(n === 0 ? null : support / n),
      sort: ({ support }) => support
    },
    {
      id: 'mean',
      title: 'Said',
      width: '64px',
      align: 'right',
      cell: ({ meanProbability }) => share(meanProbability),
      sort: ({ meanProbability }) => meanProbability ?? undefined
    },
    {
      id: 'ece',
      title: 'ECE',
      width: '64px',
      align: 'right',
      cell: ({ ece }) => share(ece),
      sort: ({ ece }) => ece ?? undefined
    }
  ]
  return (
    <section aria-label="Each label">
      <h3
        className="section-head"
        title="Share of items that are the label, its mean probability, and the mean distance of the two over bins"
      >
        Each label
      </h3>
      <div className="confidence-table" style={{ height: 34 + 29 * Math.min(12, numbers.classes.length) }}>
        <Table
          label="Calibration of each label"
          rows={numbers.classes}
          columns={columns}
          keyOf={({ label }) => label}
          onOpen={({ label }) =>
            onOpen({ kind: 'class', label }, `${labelOf(label).name}, least probable first`)
          }
        />
      </div>
    </section>
  )
}
