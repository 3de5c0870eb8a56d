import { EyeOff, GraduationCap, MoreHorizontal } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Assignment, AssignmentItem } from '../../../shared/domain/study'
import { openDialog } from '../../session/dialogs'
import { undo } from '../../session/edit'
import { useMayLead } from '../../session/lead'
import { recordingOf, useProject } from '../../session/project'
import { deleteAssignment, itemsOf, setItems } from '../../session/study'
import { toast } from '../../session/toasts'
import { IconButton } from '../../ui/button'
import { AuthorDot, Badge } from '../../ui/chip'
import { plural } from '../../ui/format'
import { Menu } from '../../ui/menu'
import type { MenuItem } from '../../ui/menu'
import { states, workText } from './states'

interface AssignmentRowsProps {
  readonly assignments: readonly Assignment[]
  readonly chosenId: string
  readonly onChoose: (id: string) => void
}

/** One line for each assignment: whose, how far, and a mark for every recording in its order. */
export function AssignmentRows({ assignments, chosenId, onChoose }: AssignmentRowsProps): ReactNode {
  const project = useProject((state) => state)
  return (
    <table className="study-rows" aria-label="Assignments">
      <thead>
        <tr>
          <th scope="col">Assignment</th>
          <th scope="col">Annotator</th>
          <th scope="col">Recordings in order</th>
          <th scope="col" className="right">
            Finished
          </th>
          <th scope="col" className="right">
            Segments
          </th>
          <th scope="col" className="right">
            Work
          </th>
          <th scope="col">
            <span className="visually-hidden">More</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {assignments.map((assignment) => (
          <Line
            key={assignment.id}
            assignment={assignment}
            items={itemsOf(project, assignment.id)}
            chosen={assignment.id === chosenId}
            onChoose={() => onChoose(assignment.id)}
          />
        ))}
      </tbody>
    </table>
  )
}

interface LineProps {
  readonly assignment: Assignment
  readonly items: readonly AssignmentItem[]
  readonly chosen: boolean
  readonly onChoose: () => void
}

function Line({ assignment, items, chosen, onChoose }: LineProps): ReactNode {
  const author = useProject((state) => state.index.authors.get(assignment.authorId))
  const segments = useProject(({ index }) => {
    const own = new Set(items.map(({ id }) => id))
    return [...index.tracks.values()]
      .filter(({ itemId }) => itemId !== undefined && own.has(itemId))
      .reduce((sum, { id }) => sum + (index.counts.get(id)?.segments ?? 0), 0)
  })
  const done = items.filter(({ state }) => state === 'finished' || state === 'locked').length
  const work = items.reduce((sum, { workSeconds }) => sum + workSeconds, 0)
  return (
    <tr aria-selected={chosen} onClick={onChoose}>
      <td>
        <button type="button" className="study-name" aria-pressed={chosen} onClick={onChoose}>
          <span className="truncate">{assignment.name}</span>
        </button>
        {assignment.blind && (
          <Badge title="Blind: the labels of others are not handed out">
            <EyeOff size={11} /> blind
          </Badge>
        )}
        {assignment.calibration && (
          <Badge title="Practice with known answers; never counted as data">
            <GraduationCap size={11} /> practice
          </Badge>
        )}
      </td>
      <td>
        {author && <AuthorDot color={author.color} kind={author.kind} />}{' '}
        <span className="truncate">{author?.name}</span>
      </td>
      <td>
        <span className="study-marks">
          {items.map((item) => (
            <i
              key={item.id}
              data-state={item.state}
              title={`${recordingOf(item.recordingId)?.name ?? 'a recording'}: ${states[item.state].title}`}
            >
              {states[item.state].mark}
            </i>
          ))}
        </span>
      </td>
      <td className="right mono">
        {done} / {items.length}
      </td>
      <td className="right mono">{segments}</td>
      <td className="right mono">{workText(work)}</td>
      <td className="right">
        <More assignment={assignment} items={items} />
      </td>
    </tr>
  )
}

function More({ assignment, items }: Pick<LineProps, 'assignment' | 'items'>): ReactNode {
  const guarded = assignment.blind || assignment.calibration !== undefined
  const gives = useMayLead()
  const locks = useMayLead(guarded ? assignment.authorId : undefined)
  const blind = useProject((state) => (state.snapshot?.viewer.blindRecordingIds.length ?? 0) > 0)
  const open = items.filter(({ state }) => state !== 'locked').map(({ id }) => id)
  const locked = items.filter(({ state }) => state === 'locked').map(({ id }) => id)
  const lead = !blind && locks
  const lock = async (): Promise<void> => {
    if (await setItems(open, 'locked'))
      toast(
        assignment.blind
          ? `${assignment.name} is locked; its annotator can see what others say now.`
          : `${assignment.name} is locked.`,
        { tone: 'good', action: { label: 'Undo', run: () => void undo() } }
      )
  }
  const remove = async (): Promise<void> => {
    if (await deleteAssignment(assignment.id))
      toast(`${assignment.name} is deleted; its tracks stay.`, {
        action: { label: 'Undo', run: () => void undo() }
      })
  }
  const lines = (): readonly MenuItem[] => [
    {
      title: 'Change…',
      disabled: blind || !gives,
      run: () => openDialog({ id: 'assignment', props: { assignmentId: assignment.id } })
    },
    {
      title: 'Send out…',
      disabled: blind,
      run: () => openDialog({ id: 'package', props: { assignmentId: assignment.id } })
    },
    { kind: 'line' },
    {
      title: `Lock ${plural(open.length, 'recording')}${assignment.blind ? ' and reveal' : ''}`,
      disabled: !lead || open.length === 0,
      run: () => void lock()
    },
    {
      title: `Reopen ${plural(locked.length, 'recording')}`,
      disabled: !lead || locked.length === 0,
      run: () => void setItems(locked, 'finished')
    },
    { kind: 'line' },
    { title: 'Delete', tone: 'bad', disabled: blind || !gives, run: () => void remove() }
  ]
  return (
    <Menu items={lines} align="end">
      <IconButton label={`More about ${assignment.name}`} size="small">
        <MoreHorizontal size={14} />
      </IconButton>
    </Menu>
  )
}
