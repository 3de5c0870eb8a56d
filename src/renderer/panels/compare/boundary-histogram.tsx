import type { ReactNode } from 'react'
import { BOUNDARY_REACH_MS, type DiarizationReport } from '../../../shared/compare/diarization-report'
import { plural } from '../../ui/format'

const BIN_MS = 100
const BINS = (2 * BOUNDARY_REACH_MS) / BIN_MS

/** How far the candidate's changes lie from the reference's: bars of 100 ms, early on the left. */
export function BoundaryHistogram({ report }: { report: DiarizationReport }): ReactNode {
  const { boundaryErrorsMs: errors, boundariesMissed } = report
  if (errors.length + boundariesMissed === 0) return null
  const counts = new Array<number>(BINS).fill(0)
  for (const error of errors) {
    const bin = Math.min(BINS - 1, Math.floor((error + BOUNDARY_REACH_MS) / BIN_MS))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  const most = Math.max(1, ...counts)
  const sorted = errors.toSorted((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)]
  const facts = [
    `${plural(errors.length, 'change')} with a partner within ${BOUNDARY_REACH_MS / 1000} s`,
    ...(median === undefined ? [] : [`median ${signed(median)} ms`]),
    `${boundariesMissed} without`
  ].join(', ')
  return (
    <figure className="boundary-histogram">
      <figcaption>
        When the candidate changes, against the reference <span className="faint">{facts}</span>
      </figcaption>
      <div className="boundary-bars" role="img" aria-label={`Boundary errors: ${facts}`}>
        {counts.map((count, bin) => {
          const from = bin * BIN_MS - BOUNDARY_REACH_MS
          return (
            <i
              key={bin}
              data-count={count}
              style={{ height: `${(100 * count) / most}%` }}
              title={`${signed(from)} to ${signed(from + BIN_MS)} ms: ${count}`}
            />
          )
        })}
      </div>
      <div className="boundary-scale" aria-hidden="true">
        <span>{signed(-BOUNDARY_REACH_MS)} ms, early</span>
        <span>0</span>
        <span>late, {signed(BOUNDARY_REACH_MS)} ms</span>
      </div>
    </figure>
  )
}

const signed = (ms: number): string => `${ms > 0 ? '+' : ms < 0 ? '−' : ''}${Math.abs(Math.round(ms))}`
