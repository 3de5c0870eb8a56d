import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { ClassRow, ComparisonReport } from '../../../shared/compare/report'
import type { Label } from '../../../shared/domain/scheme'
import { LabelChip } from '../../ui/chip'
import { Share } from '../../ui/share'
import { numberText } from './matrix-cells'
import type { ItemFilter } from './queue-items'
import type { ClassColumn, ClassOrder } from './sort-classes'
import { nextOrder, sortClasses } from './sort-classes'

interface ClassRowsProps {
  readonly report: Pick<ComparisonReport, 'classes' | 'unit'>
  readonly labelOf: (id: string) => Label
  readonly onOpen: (filter: ItemFilter) => void
}

const columns: readonly { readonly id: ClassColumn; readonly title: string; readonly hint: string }[] = [
  { id: 'label', title: 'Label', hint: 'Order of the scheme' },
  {
    id: 'recall',
    title: 'Recall',
    hint: 'Share of the reference items of the label that the candidate labels the same'
  },
  {
    id: 'precision',
    title: 'Precision',
    hint: 'Share of what the candidate gives this label that the reference labels the same'
  },
  { id: 'f1', title: 'F1', hint: 'Harmonic mean of precision and recall' },
  { id: 'support', title: 'Ref.', hint: 'Reference items of the label that took part' },
  { id: 'predicted', title: 'Cand.', hint: 'Candidate items of the label that took part' }
]

/** Precision, recall and F1 of each label, with intervals; a click on a label plays its errors. */
export function ClassRows({ report, labelOf, onOpen }: ClassRowsProps): ReactNode {
  const [order, setOrder] = useState<ClassOrder>({ column: 'label', down: false })
  const amount = (value: number): string => numberText(value, report.unit === 's' ? 'seconds' : 'counts')
  return (
    <table className="number-table" aria-label="Numbers of each label">
      <thead>
        <tr>
          {columns.map(({ id, title, hint }) => (
            <th
              key={id}
              scope="col"
              aria-sort={order.column === id ? (order.down ? 'descending' : 'ascending') : undefined}
            >
              <button
                type="button"
                className="table-sort"
                title={hint}
                onClick={() => setOrder(nextOrder(order, id))}
              >
                {title}
                {order.column === id && (order.down ? <ArrowDown size={11} /> : <ArrowUp size={11} />)}
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sortClasses(report.classes, order).map((row: ClassRow) => (
          <tr key={row.label}>
            <th scope="row">
              <LabelChip
                label={labelOf(row.label)}
                onClick={() => onOpen({ reference: row.label, onlyErrors: true })}
              />
            </th>
            <td>
              <Share cell={row.recall} />
            </td>
            <td>
              <Share cell={row.precision} />
            </td>
            <td>
              <Share cell={row.f1} />
            </td>
            <td>{amount(row.support)}</td>
            <td>{amount(row.predicted)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
