import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import type { Result } from '../domain/problem'
import { Id } from '../domain/rows'
import { SchemeDocument } from '../domain/scheme'
import { Assignment } from '../domain/study'
import type { AssignmentItem } from '../domain/study'
import type { Command, RowChange, RowReader } from './command'
import { nextPosition } from './rules/next-position'
import { created, deleted, patchOf, updated } from './rules/row-change'
import { counted } from './rules/segment-content'

const { name, authorId, tracks, order, seed, blind, calibration, note, position } = Assignment.shape
const Input = z.object({
  /** Absent: a new assignment. An id that does not exist yet makes one with that id. */
  id: Id.optional(),
  name: name.optional(),
  authorId: authorId.optional(),
  tracks: tracks.optional(),
  order: order.optional(),
  seed: seed.optional(),
  blind: blind.optional(),
  calibration: calibration.unwrap().nullish(),
  note: note.unwrap().nullish(),
  position: position.optional(),
  /** All recordings, in the order in which the annotator gets them. */
  recordingIds: z.array(Id).min(1).optional()
})
type Input = z.infer<typeof Input>

/**
 * Give work to an annotator, or change what was given. Once a recording is started its annotator and lanes stand, and
 * started recordings are not taken away. Blind work stays blind until all of it is locked.
 */
export const assignmentSave: Command<Input> = {
  id: 'assignment-save',
  input: Input,
  title: ({ name }) => `Save the assignment${name === undefined ? '' : ` "${name}"`}`,
  apply(rows, { id, recordingIds, ...given }, context) {
    const before = id === undefined ? undefined : rows.get('assignment', id)
    const fields = patchOf(given)
    const items = before ? itemsOf(rows, before.id) : []
    const refused = (before && refuseChange(before, given, items)) ?? undefined
    if (refused) return refused
    const after: Assignment | undefined = before
      ? { ...before, ...fields }
      : newAssignment(rows, fields, id ?? context.newId())
    if (!after || (!before && !recordingIds))
      return fail('assignment.incomplete', 'An assignment needs an annotator, lanes to make and recordings.')
    const wrong = check(rows, after)
    if (!wrong.ok) return wrong
    const placed = recordingIds
      ? placeItems(rows, after.id, items, [...new Set(recordingIds)], context.newId)
      : ok([])
    if (!placed.ok) return placed
    const own = before ? updated('assignment', before, after) : created('assignment', after)
    return ok([own, ...placed.value])
  }
}

/** Items of an assignment in their order. */
export const itemsOf = (rows: RowReader, assignmentId: string): readonly AssignmentItem[] =>
  rows
    .all('item')
    .filter((item) => item.assignmentId === assignmentId)
    .sort((a, b) => a.position - b.position)

function newAssignment(rows: RowReader, fields: Partial<Assignment>, id: string): Assignment | undefined {
  const { authorId, tracks, ...rest } = fields
  if (authorId === undefined || tracks === undefined) return undefined
  const others = rows.all('assignment')
  return {
    name: `Assignment ${others.length + 1}`,
    order: 'fixed',
    seed: 1,
    blind: false,
    position: nextPosition(others),
    ...rest,
    authorId,
    tracks,
    id
  }
}

function refuseChange(
  before: Assignment,
  given: Omit<Input, 'id' | 'recordingIds'>,
  items: readonly AssignmentItem[]
): Result<never> | undefined {
  const begun = items.filter(({ state }) => state !== 'open').length
  if (begun === 0) return undefined
  const other = (field: 'authorId' | 'tracks'): boolean =>
    given[field] !== undefined && JSON.stringify(given[field]) !== JSON.stringify(before[field])
  if (other('authorId') || other('tracks'))
    return fail(
      'assignment.begun',
      `The annotator and the lanes of "${before.name}" stand: ${counted(begun, 'recording')} of it ${begun === 1 ? 'is' : 'are'} begun.`,
      'Make another assignment for what is to be done differently.'
    )
  if (before.blind && given.blind === false && items.some(({ state }) => state !== 'locked'))
    return fail(
      'assignment.blind',
      `"${before.name}" stays blind while work on it goes on.`,
      'Lock all its recordings first; that shows the annotator what the others say.'
    )
  return undefined
}

function check(rows: RowReader, after: Assignment): Result<undefined> {
  if (rows.get('author', after.authorId)?.kind !== 'human')
    return fail('author.unknown', 'An assignment needs an annotator who is a person of this project.')
  const reference = after.calibration?.referenceAuthorId
  if (reference !== undefined && (reference === after.authorId || !rows.get('author', reference)))
    return fail('assignment.reference', 'Practice needs the known answers of somebody else.')
  for (const { schemeId, attributeId, personId } of after.tracks) {
    const scheme = rows.get('scheme', schemeId)
    const attributes = SchemeDocument.safeParse(scheme?.document).data?.attributes ?? []
    if (!attributes.some(({ id }) => id === attributeId))
      return fail(
        'scheme.attribute',
        `The project has no scheme "${schemeId}" with an attribute "${attributeId}".`
      )
    if (personId !== undefined && !rows.get('person', personId))
      return fail('person.unknown', 'A lane of the assignment is about somebody who is not in the project.')
  }
  return ok(undefined)
}

/** New recordings come open; recordings not named any more go, when nothing was begun on them. */
function placeItems(
  rows: RowReader,
  assignmentId: string,
  items: readonly AssignmentItem[],
  recordingIds: readonly string[],
  newId: () => string
): Result<readonly RowChange[]> {
  const known = new Map(items.map((item) => [item.recordingId, item]))
  const changes: RowChange[] = []
  for (const [position, recordingId] of recordingIds.entries()) {
    const item = known.get(recordingId)
    known.delete(recordingId)
    if (item) changes.push(updated('item', item, { position }))
    else if (!rows.get('recording', recordingId))
      return fail('recording.gone', 'One of the recordings does not exist any more.')
    else
      changes.push(
        created('item', {
          id: newId(),
          assignmentId,
          recordingId,
          position,
          state: 'open',
          workSeconds: 0
        })
      )
  }
  for (const item of known.values()) {
    if (item.state !== 'open')
      return fail(
        'item.begun',
        `${rows.get('recording', item.recordingId)?.name ?? 'A recording'} is begun and cannot be taken out of the assignment.`
      )
    changes.push(deleted('item', item))
  }
  return ok(changes)
}
