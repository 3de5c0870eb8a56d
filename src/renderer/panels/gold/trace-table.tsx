import type { ReactNode } from 'react'
import type { GoldSummary, GoldTraceSummary } from '../../../shared/gold/gold-report'
import { authorOf, personOf, recordingOf } from '../../session/project'
import { formatCount, shortShare } from '../../ui/format'
import type { Made } from './choice'

/** Every gold trace: what it rests on, how far the annotators lie apart, and how much each of them counts. */
export function TraceTable({ made, summary }: { made: Made; summary: GoldSummary }): ReactNode {
  const moved = summary.traces.some(({ annotators }) => annotators.some((each) => each.moved !== 0))
  return (
    <div className="gold-traces">
      {summary.notes.map((note) => (
        <p key={note} className="gold-line">
          {note}
        </p>
      ))}
      <table className="number-table" aria-label="Gold traces">
        <thead>
          <tr>
            <th scope="col">Trace</th>
            <th scope="col" title="Samples with a value of all samples">
              Samples
            </th>
            <th
              scope="col"
              title="Mean over samples of the standard deviation of the annotators (population), in units of the scheme"
            >
              Spread
            </th>
            {made.chosen.map((id) => (
              <th
                key={id}
                scope="col"
                title={
                  moved ? 'Weight in the average, and what was added to every value' : 'Weight in the average'
                }
              >
                {authorOf(id)?.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {summary.traces.map((trace) => (
            <TraceRow
              key={`${trace.recordingId}/${trace.personId ?? ''}/${trace.dim}`}
              made={made}
              trace={trace}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function TraceRow({ made, trace }: { made: Made; trace: GoldTraceSummary }): ReactNode {
  const where = [trace.dim, personOf(trace.personId)?.name, recordingOf(trace.recordingId)?.name]
  return (
    <tr>
      <th scope="row" title={trace.reason}>
        {where.filter(Boolean).join(', ')}
        {trace.reason !== undefined && <span className="gold-reason">{trace.reason}</span>}
      </th>
      <td title={`${trace.rateHz.toFixed(2)} Hz`}>
        {formatCount(trace.used)} / {formatCount(trace.count)}
      </td>
      <td title={trace.meanSpread === null ? 'No two annotators have a value at the same time' : undefined}>
        {trace.meanSpread === null ? '–' : trace.meanSpread.toFixed(3)}
      </td>
      {made.chosen.map((id) => {
        const own = trace.annotators.find(({ annotator }) => annotator === id)
        return (
          <td key={id} title={own ? undefined : 'Took no part here'}>
            {own ? shortShare(own.weight) : '·'}
            {own && own.moved !== 0 && (
              <span className="faint">
                {' '}
                {own.moved < 0 ? '−' : '+'}
                {Math.abs(own.moved).toFixed(3)}
              </span>
            )}
          </td>
        )
      })}
    </tr>
  )
}
