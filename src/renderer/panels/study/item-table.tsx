import type { ReactNode } from 'react'
import type { Assignment, AssignmentItem } from '../../../shared/domain/study'
import { orderConventions } from '../../../shared/study/item-order'
import { useCurrentAuthor } from '../../session/author'
import { openDialog } from '../../session/dialogs'
import { useMayLead } from '../../session/lead'
import { recordingOf, useProject } from '../../session/project'
import { openRecording } from '../../session/selection'
import { finishItem, itemsOf, setItems, startItem } from '../../session/study'
import { Button } from '../../ui/button'
import { formatWhen } from '../../ui/format'
import { Table } from '../../ui/table'
import { states, workText } from './states'

const TITLES = { fixed: 'Fixed order.', random: 'Random order.', balanced: 'Balanced order.' } as const

/** The recordings of one assignment in the annotator's order, and what can be done with each. */
export function ItemTable({ assignment }: { assignment: Assignment }): ReactNode {
  const project = useProject((state) => state)
  const items = itemsOf(project, assignment.id)
  const { index } = project
  const segmentsOf = (itemId: string): number =>
    [...index.tracks.values()]
      .filter((track) => track.itemId === itemId)
      .reduce((sum, { id }) => sum + (index.counts.get(id)?.segments ?? 0), 0)
  return (
    <section className="study-items">
      <h3>
        {assignment.name}
        <span className="muted" title={orderConventions[assignment.order]}>
          {TITLES[assignment.order]} {assignment.note}
        </span>
      </h3>
      <Table
        label={`Recordings of ${assignment.name}`}
        rows={items}
        keyOf={({ id }) => id}
        onOpen={(item) => openRecording(item.recordingId)}
        columns={[
          {
            id: 'place',
            title: 'No.',
            width: '36px',
            cell: (item) => <span className="mono">{items.indexOf(item) + 1}</span>
          },
          {
            id: 'name',
            title: 'Recording',
            width: 'minmax(104px, 1fr)',
            cell: (item) => recordingOf(item.recordingId)?.name,
            sort: (item) => recordingOf(item.recordingId)?.name
          },
          {
            id: 'state',
            title: 'State',
            width: '84px',
            cell: (item) => (
              <span className="study-state" data-state={item.state}>
                <i aria-hidden="true">{states[item.state].mark}</i> {states[item.state].title}
              </span>
            ),
            sort: (item) => Object.keys(states).indexOf(item.state)
          },
          {
            id: 'do',
            title: 'Next step',
            width: assignment.calibration ? '184px' : '152px',
            cell: (item) => <Steps item={item} assignment={assignment} />
          },
          {
            id: 'segments',
            title: 'Segments',
            width: '74px',
            align: 'right',
            cell: (item) => <span className="mono">{segmentsOf(item.id)}</span>,
            sort: (item) => segmentsOf(item.id)
          },
          {
            id: 'work',
            title: 'Work',
            width: '62px',
            align: 'right',
            cell: (item) => <span className="mono">{workText(item.workSeconds)}</span>,
            sort: (item) => item.workSeconds
          },
          {
            id: 'when',
            title: 'Last step',
            width: '88px',
            cell: (item) => {
              const at = item.finishedAt ?? item.startedAt
              return at === undefined ? '' : formatWhen(at)
            },
            sort: (item) => item.finishedAt ?? item.startedAt
          }
        ]}
      />
    </section>
  )
}

/** The steps that the one who works here may take. */
function Steps({ item, assignment }: { item: AssignmentItem; assignment: Assignment }): ReactNode {
  const me = useCurrentAuthor()
  const blind = useProject((state) => (state.snapshot?.viewer.blindRecordingIds.length ?? 0) > 0)
  const own = me?.id === assignment.authorId
  const guarded = assignment.blind || assignment.calibration !== undefined
  const leads = useMayLead(guarded ? assignment.authorId : undefined) && !blind
  const told = assignment.calibration && (item.state === 'finished' || item.state === 'locked')
  const step = (title: string, run: () => void): ReactNode => (
    <Button
      size="small"
      onClick={(event) => {
        event.stopPropagation()
        run()
      }}
    >
      {title}
    </Button>
  )
  return (
    <span className="study-steps">
      {told && step('Result', () => openDialog({ id: 'practice', props: { itemId: item.id } }))}
      {own && item.state === 'open' && step('Start', () => void startItem(item))}
      {own && item.state === 'started' && step('Finish', () => void finishItem(item))}
      {item.state === 'finished' &&
        (leads || (own && !assignment.calibration)) &&
        step('Reopen', () => void setItems([item.id], 'started'))}
      {item.state === 'finished' && leads && step('Lock', () => void setItems([item.id], 'locked'))}
      {item.state === 'locked' && leads && step('Reopen', () => void setItems([item.id], 'finished'))}
    </span>
  )
}
