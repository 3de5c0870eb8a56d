import { call } from '../client'

/** Layout and choices that belong to a project but are no edits. */
export const readUiState = (key: string): Promise<unknown> =>
  call('project.uiState', { key }).catch(() => undefined)

/** A splitter dragged or a panel moved writes once, after it rests this long. */
const REST_MS = 400
const waiting = new Map<string, ReturnType<typeof setTimeout>>()

/** Remember a value with the open project; repeated calls within a moment are written once. */
export function saveUiState(key: string, value: unknown): void {
  clearTimeout(waiting.get(key))
  waiting.set(
    key,
    setTimeout(() => {
      waiting.delete(key)
      // A closed project has nowhere to keep a layout; losing it then is right.
      void call('project.saveUiState', { key, value }).catch(() => undefined)
    }, REST_MS)
  )
}
