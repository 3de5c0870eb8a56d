import { project } from './project'
import { orderRecordings } from './row-edits'

/** Move a recording by places in the list of all; it stops at the ends. */
export function moveRecording(id: string, places: number): Promise<boolean> {
  const before = orderedIds()
  return putInOrder(before, moveBy(before, id, places))
}

/** Put a recording above or below another. */
export function putRecordingBeside(id: string, besideId: string, below: boolean): Promise<boolean> {
  const before = orderedIds()
  const next = below ? before[before.indexOf(besideId) + 1] : besideId
  return putInOrder(before, moveBefore(before, id, next))
}

/** Ids of all recordings as they are listed without a filter. */
export const orderedIds = (): readonly string[] =>
  [...(project().snapshot?.recordings ?? [])]
    .sort((a, b) => a.position - b.position || a.name.localeCompare(b.name))
    .map((recording) => recording.id)

async function putInOrder(before: readonly string[], after: readonly string[]): Promise<boolean> {
  return before !== after && Boolean(await orderRecordings(after))
}

/** Ids with one moved before another, or to the end when there is none; the same list when nothing moves. */
export function moveBefore(
  ids: readonly string[],
  id: string,
  beforeId: string | undefined
): readonly string[] {
  const at = ids.indexOf(id)
  if (at < 0 || id === beforeId || ids[at + 1] === beforeId) return ids
  const rest = ids.filter((each) => each !== id)
  const to = beforeId === undefined ? rest.length : rest.indexOf(beforeId)
  return to < 0 ? ids : [...rest.slice(0, to), id, ...rest.slice(to)]
}

/** Ids with one moved by places; it stops at the ends. */
export function moveBy(ids: readonly string[], id: string, places: number): readonly string[] {
  const at = ids.indexOf(id)
  const to = Math.max(0, Math.min(ids.length - 1, at + places))
  if (at < 0 || to === at) return ids
  const rest = ids.filter((each) => each !== id)
  return [...rest.slice(0, to), id, ...rest.slice(to)]
}
