import type { ReactNode } from 'react'
import { measures } from '../../../../../shared/analysis/traces/pair-sums'
import type { TraceComparisonAnswer } from '../../../../../shared/contract/traces'
import { chooseCompareTraces, type TracePairQuery } from '../../../../session/compare-traces'
import { sourceKey } from '../../../../session/trace-sources'

interface DimsTableProps {
  readonly report: TraceComparisonAnswer
  readonly query: TracePairQuery
}

const shown = ['ccc', 'pearson', 'rmse', 'mae'] as const
const titles = { ccc: 'CCC', pearson: 'Pearson r', rmse: 'RMSE', mae: 'MAE' } as const

/** Every dimension that both rated; a click compares that one. */
export function DimsTable({ report, query }: DimsTableProps): ReactNode {
  const choose = (dim: string): void =>
    chooseCompareTraces({
      reference: sourceKey({ ...query.reference, dim }),
      candidate: sourceKey({ ...query.candidate, dim })
    })
  const cell = (values: readonly (number | null)[], measure: (typeof shown)[number]): ReactNode => {
    const value = values[measures.indexOf(measure)] ?? null
    return value === null ? <span className="faint">–</span> : value.toFixed(3)
  }
  return (
    <table className="number-table traces-dims" aria-label="Dimensions">
      <thead>
        <tr>
          <th scope="col">Dimension</th>
          {shown.map((measure) => (
            <th key={measure} scope="col" title="All together, and the mean of recordings">
              {titles[measure]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {report.dims.map((row) => (
          <tr key={row.dim} aria-selected={row.dim === query.reference.dim}>
            <th scope="row">
              <button
                type="button"
                className="traces-dim"
                aria-pressed={row.dim === query.reference.dim}
                onClick={() => choose(row.dim)}
              >
                {row.name}
              </button>
            </th>
            {shown.map((measure) => (
              <td key={measure} className="mono">
                {cell(row.pooled, measure)} <span className="faint">{cell(row.perRecording, measure)}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
