import type { ReactNode } from 'react'
import type { ClassDelta } from '../../../../../shared/analysis/versus/class-deltas'
import type { Label } from '../../../../../shared/domain/scheme'
import { LabelChip } from '../../../../ui/chip'
import { formatCount, shortShare } from '../../../../ui/format'
import { SortedTable } from '../../../../ui/sorted-table'
import type { SortedColumn } from '../../../../ui/sorted-table'
import { pText } from './cards'

interface ClassTableProps {
  readonly rows: readonly ClassDelta[]
  readonly labelOf: (id: string) => Label
  readonly onOpen: (label: string) => void
  readonly opened: string | undefined
}

const change = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : b - a

/** What each label gained and lost; a click plays the items of it that changed. */
export function ClassTable({ rows, labelOf, onOpen, opened }: ClassTableProps): ReactNode {
  const share = (
    id: string,
    title: string,
    of: (row: ClassDelta) => readonly [number | null, number | null]
  ): SortedColumn<ClassDelta> => ({
    id,
    title,
    hint: `${title} of A and of B, and their difference`,
    sort: (row) => change(...of(row)),
    cell: (row) => {
      const [a, b] = of(row)
      const moved = change(a, b)
      return (
        <span className="versus-change" data-tone={tone(moved)}>
          <span className="faint">
            {shortShare(a)} → {shortShare(b)}
          </span>{' '}
          <b>{moved === null ? '–' : `${moved > 0 ? '+' : ''}${shortShare(moved)}`}</b>
        </span>
      )
    }
  })
  return (
    <SortedTable
      label="Change of each label"
      rows={rows}
      keyOf={({ label }) => label}
      opened={opened}
      onOpen={({ label }) => onOpen(label)}
      columns={[
        {
          id: 'label',
          title: 'Label',
          cell: ({ label }) => <LabelChip label={labelOf(label)} />,
          sort: ({ label }) => labelOf(label).name
        },
        {
          id: 'n',
          title: 'n',
          hint: 'Items of the label that both answered',
          cell: ({ support }) => formatCount(support),
          sort: ({ support }) => support
        },
        {
          id: 'fixed',
          title: 'Right',
          hint: 'Put right by B',
          cell: ({ fixed }) => formatCount(fixed),
          sort: ({ fixed }) => fixed
        },
        {
          id: 'broken',
          title: 'Broken',
          hint: 'Broken by B',
          cell: ({ broken }) => formatCount(broken),
          sort: ({ broken }) => broken
        },
        share('recall', 'Recall', (row) => [row.recallA, row.recallB]),
        share('precision', 'Precision', (row) => [row.precisionA, row.precisionB]),
        share('f1', 'F1', (row) => [row.f1A, row.f1B]),
        {
          id: 'p',
          title: 'p (Holm)',
          hint: "McNemar's exact test of the items of the label, corrected for the number of labels",
          cell: ({ pHolm, p }) => (
            <span title={p === null ? 'No item of the label changed.' : `uncorrected ${pText(p)}`}>
              {pText(pHolm)}
            </span>
          ),
          sort: ({ pHolm }) => pHolm
        }
      ]}
    />
  )
}

const tone = (moved: number | null): 'good' | 'bad' | undefined =>
  moved === null || Math.abs(moved) < 0.0005 ? undefined : moved > 0 ? 'good' : 'bad'
