import type { ReactNode } from 'react'
import type { AgreementReport } from '../../../shared/agreement/report'
import type { Label } from '../../../shared/domain/scheme'
import { LabelChip } from '../../ui/chip'
import { amountText } from '../../ui/format'
import { Share } from '../../ui/share'

interface LabelRowsProps {
  readonly report: Pick<AgreementReport, 'labelRows' | 'unit'>
  readonly labelOf: (id: string) => Label
  readonly onOpen: (label: string) => void
}

/** Agreement label by label; a click on a label plays where somebody says it and somebody does not. */
export const LabelRows = ({ report, labelOf, onOpen }: LabelRowsProps): ReactNode => (
  <table className="number-table" aria-label="Agreement of each label">
    <thead>
      <tr>
        <th scope="col">Label</th>
        <th scope="col" title="Krippendorff's alpha of this label against all others together">
          Alpha
        </th>
        <th
          scope="col"
          title="When one annotator uses the label, how often another who labelled the same uses it too (specific agreement)"
        >
          Agreement
        </th>
        <th scope="col" title="Labels given where at least two annotators meet, summed over annotators">
          Given
        </th>
      </tr>
    </thead>
    <tbody>
      {report.labelRows.map((row) => (
        <tr key={row.label}>
          <th scope="row">
            <LabelChip label={labelOf(row.label)} onClick={() => onOpen(row.label)} />
          </th>
          <td>
            <Share cell={row.alpha} low={-0.2} />
          </td>
          <td>
            <Share cell={row.agreement} />
          </td>
          <td>{amountText(row.n, report.unit)}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
