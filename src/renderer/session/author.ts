import type { Author } from '../../shared/domain/rows'
import { project, refreshProject, useProject } from './project'
import { makeStore } from './store'
import { toastError } from './toasts'
import { readUiState, saveUiState } from './ui-state'

const chosenStore = makeStore<{ readonly authorId: string | undefined }>({ authorId: undefined })

/** Author of my edits: the annotator chosen in this window, else the first one that is a person. */
export const currentAuthorId = (): string | undefined =>
  pick(project().index.authors, chosenStore.getState().authorId)?.id

/** The annotator who works in this window; undefined while the project has none. */
export function useCurrentAuthor(): Author | undefined {
  const chosen = chosenStore((state) => state.authorId)
  return useProject((state) => pick(state.index.authors, chosen))
}

/** Work as another annotator; remembered with the project. */
export function chooseAuthor(authorId: string): void {
  chosenStore.setState({ authorId })
  saveUiState('author', authorId)
  void refreshProject().catch(toastError)
}

/** Read who worked here last; called when a project opens. */
export async function recallAuthor(): Promise<void> {
  const stored = await readUiState('author')
  chosenStore.setState({ authorId: typeof stored === 'string' ? stored : undefined })
}

function pick(authors: ReadonlyMap<string, Author>, chosen: string | undefined): Author | undefined {
  const wanted = chosen === undefined ? undefined : authors.get(chosen)
  if (wanted?.kind === 'human') return wanted
  const humans = [...authors.values()]
    .filter((author) => author.kind === 'human')
    .sort((a, b) => a.position - b.position)
  return humans.find((author) => !author.synthetic) ?? humans[0]
}
