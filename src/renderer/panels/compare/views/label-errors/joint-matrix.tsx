import type { ReactNode } from 'react'
import type { LabelErrors } from '../../../../../shared/contract/analysis/label-errors'
import type { Label } from '../../../../../shared/domain/scheme'
import { colorVar } from '../../../../ui/chip'
import { formatCount } from '../../../../ui/format'
import { cellTint } from '../../matrix-cells'

interface JointMatrixProps {
  readonly answer: Pick<LabelErrors, 'labels' | 'joint' | 'thresholds'>
  readonly labelOf: (id: string) => Label
  readonly chosen: { readonly given?: string | undefined; readonly guess?: string | undefined }
  readonly onChoose: (given: string, guess: string) => void
}

/** Given label against confident guess; a click on a cell beside the diagonal lists its items. */
export function JointMatrix({ answer, labelOf, chosen, onChoose }: JointMatrixProps): ReactNode {
  const { labels, joint, thresholds } = answer
  const k = labels.length
  const rowSum = (i: number): number => joint.slice(i * k, (i + 1) * k).reduce((sum, count) => sum + count, 0)
  return (
    <div className="matrix-scroll">
      <table
        className="matrix"
        style={{ '--columns': k + 1, '--characters': 5 } as React.CSSProperties}
        aria-label="Confident joint: rows given labels, columns what the model is sure of"
      >
        <thead>
          <tr>
            <td className="matrix-corner" aria-hidden="true" />
            {labels.map((id) => (
              <th key={id} scope="col" title={labelOf(id).name}>
                <Letter label={labelOf(id)} />
                <span className="visually-hidden">{labelOf(id).name}</span>
              </th>
            ))}
            <th
              scope="col"
              title="Mean probability of the label over the items that have it: from here on the model is sure"
            >
              from
            </th>
          </tr>
        </thead>
        <tbody>
          {labels.map((row, i) => (
            <tr key={row}>
              <th scope="row">
                <Letter label={labelOf(row)} />
                <span className="truncate">{labelOf(row).name}</span>
              </th>
              {labels.map((column, j) => {
                const count = joint[i * k + j] ?? 0
                const sum = rowSum(i)
                const facts = `${formatCount(count)} given ${labelOf(row).name}, surely ${labelOf(column).name}`
                return (
                  <td
                    key={column}
                    data-empty={count === 0 ? '' : undefined}
                    data-diagonal={i === j ? '' : undefined}
                    data-opened={chosen.given === row && chosen.guess === column ? '' : undefined}
                    style={{ background: cellTint(sum === 0 ? 0 : count / sum, i === j) }}
                  >
                    <button
                      type="button"
                      className="versus-cell"
                      disabled={count === 0 || i === j}
                      title={facts}
                      aria-label={facts}
                      onClick={() => onChoose(row, column)}
                    >
                      {formatCount(count)}
                    </button>
                  </td>
                )
              })}
              <td className="matrix-total">{thresholds[i]?.toFixed(2) ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const Letter = ({ label }: { label: Label }): ReactNode => (
  <u className="letter" style={colorVar(label.color)} aria-hidden="true">
    {label.letter}
  </u>
)
