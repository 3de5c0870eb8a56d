import type { ReactNode } from 'react'
import type { ShareCell } from '../../shared/compare/report'
import { shortShare } from './format'
import './report.css'

/** A number with its interval as text and as a small line from `low` to 1: the mark is the value, the line its interval. */
export function Share({ cell, low = 0 }: { cell: ShareCell; low?: number }): ReactNode {
  if (cell.value === null)
    return (
      <span className="share faint" title={cell.reason}>
        –
      </span>
    )
  const { interval } = cell
  const place = (value: number): number => (100 * (Math.min(1, Math.max(low, value)) - low)) / (1 - low)
  return (
    <span
      className="share"
      title={interval ? `${Math.round(interval.level * 100)} % interval: ${interval.method}` : 'No interval'}
    >
      <b>{shortShare(cell.value)}</b>
      <span className="faint">
        {interval ? `[${shortShare(interval.low)}, ${shortShare(interval.high)}]` : ''}
      </span>
      <span className="whisker" aria-hidden="true">
        {interval && (
          <i
            style={{
              left: `${place(interval.low).toFixed(1)}%`,
              width: `${(place(interval.high) - place(interval.low)).toFixed(1)}%`
            }}
          />
        )}
        <b style={{ left: `${place(cell.value).toFixed(1)}%` }} />
      </span>
    </span>
  )
}
