import type { CommandCall } from '../../shared/contract'
import { call } from '../client'
import { currentAuthorId } from './author'
import { makeStore } from './store'
import { toast, toastError, withdrawUndo } from './toasts'

/** Whether everything this window did is in the project file. */
export interface SavedState {
  /** Edits sent and not yet confirmed. */
  readonly pending: number
  /** Revision of the last confirmed edit of this window; the snapshot may know a later one. */
  readonly revision: number | undefined
}

const savedStore = makeStore<SavedState>({ pending: 0, revision: undefined })
export const useSaved = (): SavedState => savedStore()

/** Forget what was saved, when another project opens. */
export const resetSaved = (): void => savedStore.setState({ revision: undefined })

/** One edit: a command of `shared/commands` by id. */
export const command = (id: string, input: unknown): CommandCall => ({ id, input })

/**
 * Apply commands as one undoable edit of the current annotator (or of the author given).
 * Answers the revision and the ids of created rows, or undefined when refused; the refusal is shown.
 */
export async function apply(
  commands: readonly CommandCall[],
  authorId: string | undefined = currentAuthorId()
): Promise<{ readonly revision: number; readonly createdIds: readonly string[] } | undefined> {
  if (authorId === undefined) {
    toast('No annotator is chosen, so this edit has no author.', {
      tone: 'bad',
      hint: 'Add an annotator in the library, or choose who you are at the top right.'
    })
    return undefined
  }
  return saving(() => call('edit.apply', { authorId, commands: [...commands] }))
}

/** Undo my last edit; says what was undone. */
export async function undo(): Promise<void> {
  await step('edit.undo', 'Undone', 'Nothing to undo.')
}

/** Redo what I undid last. */
export async function redo(): Promise<void> {
  await step('edit.redo', 'Redone', 'Nothing to redo.')
}

/** Bring a row back to what it was at a revision. */
export async function restore(table: string, rowId: string, revision: number): Promise<void> {
  const authorId = currentAuthorId()
  if (authorId !== undefined) await saving(() => call('edit.restore', { authorId, table, rowId, revision }))
}

async function step(name: 'edit.undo' | 'edit.redo', done: string, nothing: string): Promise<void> {
  const authorId = currentAuthorId()
  if (authorId === undefined) return toast(nothing)
  const answer = await saving(
    async () => (await call(name, { authorId })) ?? { revision: undefined, title: undefined }
  )
  if (!answer) return
  toast(answer.title === undefined ? nothing : `${done}: ${answer.title}`)
}

async function saving<T extends { readonly revision: number | undefined }>(
  work: () => Promise<T>
): Promise<T | undefined> {
  savedStore.setState((state) => ({ pending: state.pending + 1 }))
  withdrawUndo()
  try {
    const answer = await work()
    if (answer.revision !== undefined) savedStore.setState({ revision: answer.revision })
    return answer
  } catch (error) {
    toastError(error)
    return undefined
  } finally {
    savedStore.setState((state) => ({ pending: state.pending - 1 }))
  }
}
