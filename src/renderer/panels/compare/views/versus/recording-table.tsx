import type { ReactNode } from 'react'
import type { RecordingGain } from '../../../../../shared/contract/analysis/versus'
import { useProject } from '../../../../session/project'
import { openRecording } from '../../../../session/selection'
import { amountText, formatCount } from '../../../../ui/format'
import { SortedTable } from '../../../../ui/sorted-table'

const seconds = (micros: number): string => amountText(micros / 1e6, 's')

/** Time that B put right and broke by recording; a click opens it. */
export function RecordingTable({
  rows,
  total
}: {
  readonly rows: readonly RecordingGain[]
  readonly total: number
}): ReactNode {
  const recordings = useProject((state) => state.index.recordings)
  const name = (id: string): string => recordings.get(id)?.name ?? 'Gone'
  if (rows.length === 0)
    return <p className="faint">There is none: over time both are right and wrong together.</p>
  return (
    <>
      <SortedTable
        label="Recordings with a difference"
        rows={rows}
        keyOf={({ recordingId }) => recordingId}
        onOpen={({ recordingId }) => openRecording(recordingId)}
        columns={[
          {
            id: 'name',
            title: 'Recording',
            cell: ({ recordingId }) => name(recordingId),
            sort: ({ recordingId }) => name(recordingId)
          },
          {
            id: 'fixed',
            title: 'Put right',
            cell: ({ fixed }) => seconds(fixed),
            sort: ({ fixed }) => fixed
          },
          {
            id: 'broken',
            title: 'Broken',
            cell: ({ broken }) => seconds(broken),
            sort: ({ broken }) => broken
          },
          {
            id: 'net',
            title: 'Net',
            hint: 'Put right less broken',
            cell: ({ fixed, broken }) => seconds(fixed - broken),
            sort: ({ fixed, broken }) => fixed - broken
          },
          {
            id: 'stretches',
            title: 'Stretches',
            cell: ({ stretches }) => formatCount(stretches),
            sort: ({ stretches }) => stretches
          }
        ]}
      />
      {total > rows.length && (
        <p className="faint">
          The {formatCount(rows.length)} with the largest change of {formatCount(total)}.
        </p>
      )}
    </>
  )
}
