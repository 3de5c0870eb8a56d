import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import type { Result } from '../domain/problem'
import { Id } from '../domain/rows'
import { AssignmentItem } from '../domain/study'
import type { Assignment } from '../domain/study'
import type { Command, CommandContext, RowChange } from './command'
import { assignedTracks } from './rules/assigned-tracks'
import { updated } from './rules/row-change'
import { counted } from './rules/segment-content'

const Input = z.object({
  ids: z.array(Id).min(1),
  state: AssignmentItem.shape.state,
  /** When, ISO 8601, UTC. */
  at: z.iso.datetime()
})
type Input = z.infer<typeof Input>

const VERBS = { open: 'Reopen', started: 'Start', finished: 'Finish', locked: 'Lock' } as const

/**
 * Start, finish, lock or reopen recordings of assignments. Starting makes the lanes; starting what is finished or
 * finishing what is locked reopens it. Blind work is locked and unlocked by somebody else than its annotator, and
 * practice whose result was told is not reopened by the one who was told.
 */
export const itemSet: Command<Input> = {
  id: 'item-set',
  input: Input,
  title: ({ ids, state }) => `${VERBS[state]} ${counted(ids.length, 'assigned recording')}`,
  apply(rows, { ids, state, at }, context) {
    const changes: RowChange[] = []
    for (const id of new Set(ids)) {
      const item = rows.get('item', id)
      const assignment = item && rows.get('assignment', item.assignmentId)
      if (!item || !assignment)
        return fail('item.unknown', 'The recording is not part of the assignment any more.')
      if (item.state === state) continue
      const allowed = refuseStep(item, assignment, state, context.authorId)
      if (!allowed.ok) return allowed
      if (item.state === 'open' && state === 'started') {
        const tracks = assignedTracks(rows, item, assignment, context)
        if (!tracks.ok) return tracks
        changes.push(...tracks.value)
      }
      changes.push(updated('item', item, timesOf(item, state, at)))
    }
    return ok(changes)
  }
}

function refuseStep(
  item: AssignmentItem,
  { authorId, blind, calibration, name }: Assignment,
  state: AssignmentItem['state'],
  by: CommandContext['authorId']
): Result<undefined> {
  const own = by === authorId
  const refuse = (message: string, hint?: string): Result<never> => fail('item.step', message, hint)
  if (state === 'open')
    return refuse('A recording that was begun does not become untouched again.', 'Undo takes back a start.')
  if (item.state === 'open' && state === 'finished') return refuse('Start the recording before finishing it.')
  if (item.state === 'open' && state === 'started' && !own)
    return refuse(
      `Only the annotator of "${name}" starts a recording of it.`,
      'Work as that annotator first.'
    )
  if ((state === 'locked' || item.state === 'locked') && own && (blind || calibration))
    return refuse(
      `"${name}" is ${blind ? 'blind' : 'practice'}: somebody else locks and unlocks it.`,
      'Switch to the person who leads the study.'
    )
  if (item.state === 'finished' && state === 'started' && own && calibration)
    return refuse('The result of this practice was told, so it is not changed any more.')
  return ok(undefined)
}

function timesOf(item: AssignmentItem, state: AssignmentItem['state'], at: string): Partial<AssignmentItem> {
  if (state === 'started') return { state, startedAt: item.startedAt ?? at, finishedAt: undefined }
  return { state, finishedAt: item.finishedAt ?? (item.state === 'open' ? undefined : at) }
}
