import type { Recording } from '../../../shared/domain/rows'
import { openRecording, selection } from '../selection'
import { makeStore } from '../store'

/**
 * Pictures selected together. They belong to the current picture: whoever opens another recording lets them go, so
 * that a key never labels what was selected in another thought.
 */
export interface PictureMarks {
  readonly ids: ReadonlySet<string>
  /** The picture that was current when they were selected. */
  readonly at: string | undefined
  /** Where a range begins. */
  readonly anchor: string | undefined
}

const none: PictureMarks = { ids: new Set(), at: undefined, anchor: undefined }

export const pictureMarks = makeStore<PictureMarks>(none)

/** Pictures selected now: those marked, else the current one alone. */
export const markedIds = (marks: PictureMarks, currentId: string | undefined): ReadonlySet<string> =>
  currentId === undefined || marks.at !== currentId || marks.ids.size === 0
    ? new Set(currentId === undefined ? [] : [currentId])
    : marks.ids

/** Of the pictures that are shown those selected, in their order. Hidden ones are never labelled unseen. */
export function selectedPictures(shown: readonly Recording[]): readonly Recording[] {
  const ids = markedIds(pictureMarks.getState(), selection().recordingId)
  return shown.filter(({ id }) => ids.has(id))
}

/** Let the pictures go and keep the current one. */
export const unmark = (): void => pictureMarks.setState(none)

/** How a picture is chosen: alone, as the end of a range, added or taken out, or a range added to what is selected. */
export type MarkMode = 'only' | 'range' | 'toggle' | 'add-range'

/** The mode that the keys held with a click mean. */
export const markMode = (event: {
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}): MarkMode => {
  const added = event.ctrlKey || event.metaKey
  return event.shiftKey ? (added ? 'add-range' : 'range') : added ? 'toggle' : 'only'
}

/** Choose a picture among those shown; it becomes the current one. */
export function markPicture(shown: readonly Recording[], id: string, mode: MarkMode): void {
  const marks = pictureMarks.getState()
  const currentId = selection().recordingId
  const anchor = (marks.at === currentId ? marks.anchor : undefined) ?? currentId ?? id
  const before = markedIds(marks, currentId)
  openRecording(id)
  pictureMarks.setState({
    ids: nextMarks(shown, id, mode, anchor, before),
    at: id,
    anchor: mode === 'only' || mode === 'toggle' ? id : anchor
  })
}

function nextMarks(
  shown: readonly Recording[],
  id: string,
  mode: MarkMode,
  anchor: string,
  before: ReadonlySet<string>
): ReadonlySet<string> {
  if (mode === 'only') return new Set()
  if (mode === 'toggle') {
    const ids = new Set(before)
    if (!ids.delete(id)) ids.add(id)
    return ids.size === 0 ? new Set([id]) : ids
  }
  const [from, to] = [anchor, id]
    .map((end) => shown.findIndex((each) => each.id === end))
    .sort((a, b) => a - b)
  const range = shown.slice(Math.max(0, from ?? 0), (to ?? 0) + 1).map((each) => each.id)
  return new Set(mode === 'add-range' ? [...before, ...range] : range)
}

/** Select exactly these pictures; the current one stays where it is, and where there is none it is the first of them. */
export function setMarks(ids: ReadonlySet<string>): void {
  const [first] = ids
  if (selection().recordingId === undefined && first !== undefined) openRecording(first)
  const at = selection().recordingId
  pictureMarks.setState({ ids, at, anchor: pictureMarks.getState().anchor })
}

/** Select all pictures that are shown. */
export function markAll(shown: readonly Recording[]): void {
  const [first] = shown
  if (!first) return
  if (!shown.some(({ id }) => id === selection().recordingId)) openRecording(first.id)
  setMarks(new Set(shown.map(({ id }) => id)))
}
