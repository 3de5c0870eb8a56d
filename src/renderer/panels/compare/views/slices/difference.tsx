import type { ReactNode } from 'react'
import type { ShareCell } from '../../../../../shared/compare/report'

/** A signed difference of scores with its interval; weighty when the interval leaves out 0. */
export function Difference({ cell }: { readonly cell: ShareCell }): ReactNode {
  if (cell.value === null)
    return (
      <span className="faint" title={cell.reason}>
        –
      </span>
    )
  const { interval } = cell
  const sure = interval !== undefined && (interval.low > 0 || interval.high < 0)
  return (
    <span
      className="slices-difference"
      data-tone={sure ? (cell.value < 0 ? 'bad' : 'good') : undefined}
      title={interval ? `${Math.round(interval.level * 100)} % interval: ${interval.method}` : 'No interval'}
    >
      <b>{signed(cell.value)}</b>{' '}
      {interval && (
        <span className="faint">
          [{signed(interval.low)}, {signed(interval.high)}]
        </span>
      )}
    </span>
  )
}

/** A difference with its sign: "−.12", "+.03". */
export const signed = (value: number): string => {
  const digits = Math.abs(value).toFixed(3).replace(/^0/, '')
  return `${value < 0 ? '\u2212' : '+'}${digits}`
}

/** A p value as papers give it. */
export const pText = (p: number): string => (p < 0.001 ? '< .001' : p.toFixed(3).replace(/^0/, ''))
