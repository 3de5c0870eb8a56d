import type { ReactNode } from 'react'
import type { VersusAnswer } from '../../../../../shared/contract/analysis/versus'
import type { Label } from '../../../../../shared/domain/scheme'
import { colorVar } from '../../../../ui/chip'
import { STRONGEST_TINT } from '../../matrix-cells'

interface DifferenceMatrixProps {
  readonly answer: Pick<VersusAnswer, 'labels' | 'cells'>
  readonly unit: 'items' | 'seconds'
  readonly labelOf: (id: string) => Label
  /** Items of a reference label that B (or, where A has more, A) calls the other. */
  readonly onOpen: (cell: { readonly reference: string; readonly a?: string; readonly b?: string }) => void
}

/** How many items more or fewer B has in each cell of the confusion matrix than A; good changes green, bad ones red. */
export function DifferenceMatrix({ answer, unit, labelOf, onOpen }: DifferenceMatrixProps): ReactNode {
  const { labels, cells } = answer
  const k = labels.length
  const [a, b] = unit === 'items' ? [cells.a, cells.b] : [cells.secondsA, cells.secondsB]
  const changeAt = (cell: number): number => (b[cell] ?? 0) - (a[cell] ?? 0)
  const most = Array.from({ length: k * k }, (_, cell) => Math.abs(changeAt(cell))).reduce(
    (x, y) => Math.max(x, y),
    0
  )
  const text = (value: number): string => {
    const rounded = unit === 'items' ? String(value) : Math.abs(value) < 0.05 ? '0' : value.toFixed(1)
    return value > 0 && rounded !== '0' ? `+${rounded}` : rounded
  }
  return (
    <div className="matrix-scroll">
      <table
        className="matrix"
        style={{ '--columns': k, '--characters': 5 } as React.CSSProperties}
        aria-label="Difference of the two confusion matrices: rows the reference, columns what is said"
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
                const cell = i * k + j
                const moved = changeAt(cell)
                const facts = `${labelOf(row).name} called ${labelOf(column).name}: A ${text(a[cell] ?? 0).replace('+', '')}, B ${text(b[cell] ?? 0).replace('+', '')} ${unit}`
                const empty = (a[cell] ?? 0) + (b[cell] ?? 0) === 0
                return (
                  <td
                    key={column}
                    style={{ background: tint(moved, i === j, most) }}
                    data-empty={moved === 0 ? '' : undefined}
                  >
                    <button
                      type="button"
                      className="versus-cell"
                      disabled={empty}
                      title={facts}
                      aria-label={facts}
                      onClick={() =>
                        onOpen({ reference: row, ...(moved < 0 ? { a: column } : { b: column }) })
                      }
                    >
                      {empty ? '·' : text(moved)}
                    </button>
                  </td>
                )
              })}
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

/** More on the diagonal is good, more beside it is bad. */
function tint(moved: number, diagonal: boolean, most: number): string {
  const strength = most === 0 ? 0 : Math.round((Math.abs(moved) / most) * STRONGEST_TINT)
  if (strength === 0) return 'var(--raised)'
  return `color-mix(in srgb, var(--${moved > 0 === diagonal ? 'good' : 'bad'}) ${strength}%, var(--raised))`
}
