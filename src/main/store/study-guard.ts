import type { RowChange } from '../../shared/commands/command'
import type { Track } from '../../shared/domain/rows'
import type { AssignmentItem } from '../../shared/domain/study'
import type { Db } from './database'
import { leadGuard } from './lead-guard'
import { refusal } from './revisions'
import { getRow } from './row-store'
import { blindRecordings, viewerOf } from './viewer'

/**
 * Hold the rules of assigned work, whatever writes the rows: an edit, an undo, a restore. Call it before the rows are
 * changed, and what it answers after.
 * - Lanes of a recording that is locked stand still, and so do those of practice whose result was told.
 * - Whoever had blind work open before changes no lane of anybody else there, and leaves the study's set-up as it is:
 *   deleting or changing it would show, or lose, what they may not see.
 * - What is the lead's is done by a lead.
 */
export function studyGuard(db: Db, authorId: string): (changes: readonly RowChange[]) => void {
  const viewer = viewerOf(db)
  const blind = new Set(blindRecordings(db, viewer))
  const leadsOnly = leadGuard(db, authorId)
  return (changes) => {
    refuseLocked(db, authorId, changes)
    leadsOnly(changes)
    if (viewer === undefined || blind.size === 0) return
    for (const change of changes) {
      const track = trackOf(db, change)
      if (track && track.authorId !== viewer && blind.has(track.recordingId)) throw outOfReach()
      if (changesSetUp(change, viewer)) throw setUpStands()
    }
  }
}

function refuseLocked(db: Db, authorId: string, changes: readonly RowChange[]): void {
  const known = new Map<string, string | undefined>()
  const lost = changes.some(({ table, after }) => table === 'recording' && !after)
  for (const change of changes) {
    if (change.table === 'item') {
      refuseRetry(db, authorId, change)
      if (lost && isLocked(change)) throw lockedProblem('the work on this recording is locked.')
    }
    const itemId = trackOf(db, change)?.itemId
    if (itemId === undefined) continue
    // Whether a lane is locked or belongs to no assignment any more is no edit of what was labelled.
    if (change.table === 'track' && onlyReleases(change)) continue
    if (!known.has(itemId)) known.set(itemId, wasFree(db, itemId, changes) ? undefined : lockedAs(db, itemId))
    const why = known.get(itemId)
    if (why !== undefined) throw lockedProblem(why)
  }
}

/** Work that is locked by the same edit, together with what is brought in for it, was not locked before. */
function wasFree(db: Db, itemId: string, changes: readonly RowChange[]): boolean {
  const before = changes.find(({ table, id }) => table === 'item' && id === itemId)?.before
  return before !== undefined && 'assignmentId' in before && lockedState(db, before) === undefined
}

const isLocked = ({ before, after }: RowChange): boolean =>
  !after && before !== undefined && 'assignmentId' in before && before.state === 'locked'

const lockedProblem = (why: string) =>
  refusal(
    'item.locked',
    `This cannot be changed: ${why}`,
    'The study’s lead can reopen it in the Study panel.'
  )

/** Practice whose result was told is not taken up again by the one who was told, by undo neither. */
function refuseRetry(db: Db, authorId: string, { before, after }: RowChange): void {
  if (!before || !('assignmentId' in before) || before.state !== 'finished') return
  if (after && 'assignmentId' in after && after.state !== 'started') return
  const assignment = getRow(db, 'assignment', before.assignmentId)
  if (assignment?.calibration && assignment.authorId === authorId)
    throw refusal('item.told', 'The result of this practice was told, so it is not taken up again.')
}

/** Why nothing is changed any more, or undefined. */
function lockedAs(db: Db, itemId: string): string | undefined {
  const item = getRow(db, 'item', itemId)
  return item && lockedState(db, item)
}

function lockedState(db: Db, item: AssignmentItem): string | undefined {
  const assignment = getRow(db, 'assignment', item.assignmentId)
  if (!assignment) return undefined
  if (item.state === 'locked') return `the work on this recording for "${assignment.name}" is locked.`
  if (item.state === 'finished' && assignment.calibration)
    return `the result of this practice ("${assignment.name}") was told.`
  return undefined
}

/** Fields of a track that say nothing of what is labelled in it. */
const LOOSE: ReadonlySet<string> = new Set(['itemId', 'position', 'locked'])

function onlyReleases({ before, after }: RowChange): boolean {
  if (!before || !after) return false
  const [then, now] = [before, after] as readonly Readonly<Record<string, unknown>>[]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].every(
    (field) => LOOSE.has(field) || JSON.stringify(then?.[field]) === JSON.stringify(now?.[field])
  )
}

/** The lane that a change belongs to, as it is now or was before the change. */
function trackOf(db: Db, { table, before, after }: RowChange): Track | undefined {
  const row = before ?? after
  if (!row) return undefined
  if (table === 'track') return row as Track
  if ('trackId' in row) return getRow(db, 'track', row.trackId)
  return undefined
}

/** Rows that make up the study; adding to them is fine, changing them is the lead's. */
const SET_UP: ReadonlySet<string> = new Set(['scheme', 'assignment', 'grouping', 'gold', 'run'])
/** Rows that may be changed, not deleted. */
const KEPT: ReadonlySet<string> = new Set(['recording', 'author', 'person', 'file', 'stream'])

function changesSetUp({ table, before, after }: RowChange, viewer: string): boolean {
  if (!before) return table === 'assignment' || table === 'item'
  if (SET_UP.has(table) || table === 'author') return true
  if (KEPT.has(table)) return !after
  if (table === 'relation' && 'fromId' in before) return before.authorId !== viewer
  if (table === 'response' && 'questionnaireId' in before) return before.authorId !== viewer
  return table === 'item' && (!after || !('state' in after) || after.state === 'locked')
}

const outOfReach = () =>
  refusal(
    'blind.hidden',
    'This belongs to somebody else and is hidden while blind work is open.',
    'It can be changed after the work is locked.'
  )

const setUpStands = () =>
  refusal(
    'blind.set-up',
    'While blind work is open its annotator does not change the set-up of the study.',
    'Switch to the person who leads the study; the change is written into the history.'
  )
