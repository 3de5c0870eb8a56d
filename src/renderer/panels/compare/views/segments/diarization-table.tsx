import type { ReactNode } from 'react'
import type { DiarizationReport, DiarizationRow } from '../../../../../shared/compare/diarization-report'
import { openRecording } from '../../../../session/selection'
import { Button } from '../../../../ui/button'
import type { TextTable } from '../../../../ui/text-table'

const parts = [
  { id: 'falseAlarm', title: 'False alarm', hint: 'The candidate says an emotion, the reference none' },
  { id: 'missed', title: 'Missed', hint: 'The reference says an emotion, the candidate none' },
  { id: 'confusion', title: 'Confusion', hint: 'Both say an emotion, not the same' },
  { id: 'overlap', title: 'Several', hint: 'The candidate says several at once, the right one among them' },
  { id: 'uncovered', title: 'Uncovered', hint: 'Neutral time for which the candidate says nothing' }
] as const

interface DiarizationTableProps {
  readonly report: DiarizationReport
  readonly nameOf: (row: DiarizationRow) => string
}

/** Rows drawn; the copied table has all of them. */
const MOST = 200

/** Seconds by what became of them and the error they make, worst recording first. */
export function DiarizationTable({ report, nameOf }: DiarizationTableProps): ReactNode {
  const sorted = [...report.rows].sort((a, b) => (b.error ?? 0) - (a.error ?? 0))
  return (
    <div className="diarization-scroll">
      <table className="number-table" aria-label="Emotion diarization">
        <thead>
          <tr>
            <th scope="col">Recording</th>
            <th scope="col" title="Emotion diarization error rate">
              EDER
            </th>
            {parts.map(({ id, title, hint }) => (
              <th key={id} scope="col" title={hint}>
                {title}
              </th>
            ))}
            <th scope="col">Length</th>
          </tr>
        </thead>
        <tbody>
          <Row row={report.total} name={<b>All together</b>} />
          {sorted.slice(0, MOST).map((row) => (
            <Row
              key={`${row.recordingId} ${row.personId ?? ''}`}
              row={row}
              name={
                <Button size="small" tone="quiet" onClick={() => openRecording(row.recordingId)}>
                  {nameOf(row)}
                </Button>
              }
            />
          ))}
        </tbody>
      </table>
      {sorted.length > MOST && (
        <p className="segments-quiet">
          The {MOST} with the highest error are shown; copy the table to have all {sorted.length}.
        </p>
      )}
    </div>
  )
}

const Row = ({ row, name }: { row: DiarizationRow; name: ReactNode }): ReactNode => (
  <tr>
    <th scope="row">{name}</th>
    <td>{row.error === null ? '–' : <b>{row.error.toFixed(4)}</b>}</td>
    {parts.map(({ id }) => (
      <td key={id}>{row[id].toFixed(2)}</td>
    ))}
    <td>{row.seconds.toFixed(2)}</td>
  </tr>
)

/** The table with full precision, for other programs. */
export const diarizationText = (
  report: DiarizationReport,
  nameOf: (row: DiarizationRow) => string
): TextTable => [
  ['recording', 'EDER', ...parts.map(({ title }) => `${title.toLowerCase()}, s`), 'length, s'],
  ...[report.total, ...report.rows].map((row) => [
    row === report.total ? 'all together' : nameOf(row),
    row.error === null ? '' : row.error.toFixed(6),
    ...parts.map(({ id }) => row[id].toFixed(6)),
    row.seconds.toFixed(6)
  ])
]
