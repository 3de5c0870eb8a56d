import type { Assignment, AssignmentItem, PersonGroup } from '../../shared/domain/study'
import { micros } from '../../shared/domain/time'
import { labelOf } from '../../shared/domain/labels'
import type { Track } from '../../shared/domain/rows'
import type { StudyFeedback } from '../../shared/contract'
import { call } from '../client'
import { currentAuthorId } from './author'
import { openDialog } from './dialogs'
import { keepWork } from './keep-work'
import { apply, command } from './edit'
import { showPanel } from './layout'
import { project, projectStore, recordingOf, schemeOf } from './project'
import type { ProjectState } from './project'
import { openRecording, selection, setQueue } from './selection'
import { toast } from './toasts'

type Done = ReturnType<typeof apply>

export const saveGroup = (group: Partial<PersonGroup> & { readonly id: string }): Done =>
  apply([command('grouping-save', group)])
export const deleteGroup = (id: string): Done => apply([command('grouping-delete', { id })])

/** Several assignments as one edit, one for each annotator. */
export const saveAssignments = (
  list: readonly (Partial<Omit<Assignment, 'calibration' | 'note'>> & {
    readonly id: string
    readonly recordingIds?: readonly string[]
    readonly calibration?: Assignment['calibration'] | null
    readonly note?: string | null
  })[]
): Done => apply(list.map((assignment) => command('assignment-save', assignment)))
export const deleteAssignment = (id: string): Done => apply([command('assignment-delete', { id })])
export async function setItems(
  ids: readonly string[],
  state: AssignmentItem['state']
): Promise<Awaited<Done>> {
  await keepWork()
  return apply([command('item-set', { ids, state, at: new Date().toISOString() })])
}

const noItems: readonly AssignmentItem[] = []

/** Items of an assignment in the annotator's order. */
export const itemsOf = ({ snapshot }: ProjectState, assignmentId: string): readonly AssignmentItem[] =>
  snapshot?.items.filter((item) => item.assignmentId === assignmentId) ?? noItems

/** Assignments of the annotator who works here, those that are not locked as a whole. */
export function myAssignments(state: ProjectState, me: string | undefined): readonly Assignment[] {
  return (state.snapshot?.assignments ?? []).filter(
    ({ id, authorId }) => authorId === me && itemsOf(state, id).some((item) => item.state !== 'locked')
  )
}

/** What the annotator does next: a recording that is begun, else the first that is open. */
export function nextItem(state: ProjectState, me: string | undefined): AssignmentItem | undefined {
  const items = myAssignments(state, me).flatMap(({ id }) => itemsOf(state, id))
  return items.find((item) => item.state === 'started') ?? items.find((item) => item.state === 'open')
}

/** The annotator's work on a recording that is under way. */
export const itemUnderWay = (
  { snapshot }: ProjectState,
  me: string | undefined,
  recordingId: string | undefined
): AssignmentItem | undefined =>
  snapshot?.items.find(
    (item) =>
      item.recordingId === recordingId &&
      item.state === 'started' &&
      snapshot.assignments.some(({ id, authorId }) => id === item.assignmentId && authorId === me)
  )

/** How far work on a recording is: mine where I have some there, else that of all annotators together; undefined where nothing is assigned. */
export function workOn(
  { snapshot }: ProjectState,
  me: string | undefined,
  recordingId: string
): { readonly state: AssignmentItem['state']; readonly mine: boolean } | undefined {
  const items = snapshot?.items.filter((item) => item.recordingId === recordingId) ?? noItems
  if (!snapshot || items.length === 0) return undefined
  const own = new Set(snapshot.assignments.flatMap(({ id, authorId }) => (authorId === me ? [id] : [])))
  const mine = items.filter(({ assignmentId }) => own.has(assignmentId))
  const found = mine.length > 0 ? mine : items
  const least = STATES.find((state) => found.some((item) => item.state === state)) ?? 'open'
  return { state: least, mine: mine.length > 0 }
}

/** From not begun to locked. */
const STATES = ['open', 'started', 'finished', 'locked'] as const

/** Open a recording of an assignment; begins it where it is open, which makes the lanes. */
export async function startItem(item: AssignmentItem): Promise<void> {
  if (item.state === 'open' && !(await setItems([item.id], 'started'))) return
  const track = await laneOf(item.id)
  openRecording(item.recordingId, track ? { trackId: track.id, segmentIds: [] } : {})
  showPanel('timeline')
}

/** How long the window may take to hear of a lane that main has made, milliseconds. */
const LANE_MS = 3000

/** The first lane of an assigned recording; waited for, because labels must never land in another lane. */
function laneOf(itemId: string): Promise<Track | undefined> {
  const find = (state: ProjectState): Track | undefined =>
    [...state.index.tracks.values()].find((track) => track.itemId === itemId)
  const known = find(project())
  if (known) return Promise.resolve(known)
  return new Promise((resolve) => {
    const settle = (track: Track | undefined): void => {
      clearTimeout(timer)
      stop()
      resolve(track)
    }
    const timer = setTimeout(() => settle(undefined), LANE_MS)
    const stop = projectStore.subscribe((state) => {
      const track = find(state)
      if (track) settle(track)
    })
  })
}

/** Go on with my work. */
export async function startNext(): Promise<void> {
  const item = nextItem(project(), currentAuthorId())
  if (item) await startItem(item)
  else toast('Everything that is assigned to you is done.')
}

/** Finish what I work on in the open recording; practice tells its result. */
export async function finishUnderWay(): Promise<void> {
  const item = itemUnderWay(project(), currentAuthorId(), selection().recordingId)
  if (item) await finishItem(item)
}

export async function finishItem(item: AssignmentItem): Promise<void> {
  const assignment = project().snapshot?.assignments.find(({ id }) => id === item.assignmentId)
  if (!(await setItems([item.id], 'finished'))) return
  if (assignment?.calibration) openDialog({ id: 'practice', props: { itemId: item.id } })
  else
    toast(`${recordingOf(item.recordingId)?.name ?? 'The recording'} is finished.`, {
      tone: 'good',
      action: { label: 'Start the next', run: () => void startNext() }
    })
}

/** Put the moments at which practice differed into the queue and play the first. */
export function playPractice(feedback: StudyFeedback): void {
  const items = feedback.lanes.flatMap(({ moments, schemeId, attributeId, ownTrackId }) => {
    const name = (id: string | undefined): string | undefined =>
      labelOf(schemeOf(schemeId), id, attributeId)?.name
    return moments.map(({ start, end, reference, own }) => ({
      recordingId: feedback.recordingId,
      ...(ownTrackId === undefined ? {} : { trackId: ownTrackId }),
      start: micros(start),
      end: micros(end),
      note: `Known answer: ${name(reference) ?? 'nothing'}, you: ${name(own) ?? 'nothing'}`
    }))
  })
  setQueue(`Practice on ${recordingOf(feedback.recordingId)?.name ?? 'a recording'}`, items)
}

/** Count working time; lost time is no reason to disturb anybody. */
export const addWork = (itemId: string, seconds: number): Promise<void> =>
  call('study.addWork', { itemId, seconds }).catch(() => undefined)
