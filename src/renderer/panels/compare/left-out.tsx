import type { ReactNode } from 'react'
import type { ComparisonReport } from '../../../shared/compare/report'
import { amountText } from '../../ui/format'

/** What took no part, how much of it, and why. */
export function LeftOutRows({
  report
}: {
  report: Pick<ComparisonReport, 'leftOut' | 'n' | 'unit'>
}): ReactNode {
  const { leftOut, n, unit } = report
  if (leftOut.length === 0) return <p className="compare-quiet">Nothing is left out.</p>
  const whole = n + leftOut.reduce((sum, entry) => sum + entry.count, 0)
  return (
    <table className="left-out" aria-label="Left out">
      <tbody>
        {[...leftOut]
          .sort((a, b) => b.count - a.count)
          .map((entry) => (
            <tr key={entry.reason}>
              <td className="mono">{amountText(entry.count, unit)}</td>
              <td className="mono faint">
                {whole > 0 ? `${((100 * entry.count) / whole).toFixed(1)} %` : ''}
              </td>
              <td>{entry.reason}</td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}
