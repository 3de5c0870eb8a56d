import { project } from './project'
import { makeStore } from './store'
import { readUiState, saveUiState } from './ui-state'

/** What was chosen in a panel, kept with the project under a key. */
export interface KeptChoice<T> {
  /** The choice as it stands. */
  use(): T
  /** The same for functions outside React. */
  get(): T
  /** Change parts of it. */
  choose(change: Partial<T>): void
  /** Read what was chosen in this project last; once for each project. */
  recall(): Promise<void>
}

/** Make one. `read` turns whatever was stored into a choice. */
export function keptChoice<T extends object>(
  key: string,
  noChoice: T,
  read: (stored: unknown) => T
): KeptChoice<T> {
  const store = makeStore<{ readonly projectId: string | undefined; readonly choice: T }>({
    projectId: undefined,
    choice: noChoice
  })
  return {
    use: () => store((state) => state.choice),
    get: () => store.getState().choice,
    choose(change) {
      const choice = { ...store.getState().choice, ...change }
      store.setState({ choice })
      saveUiState(key, choice)
    },
    async recall() {
      const projectId = project().snapshot?.project.id
      if (projectId === undefined || store.getState().projectId === projectId) return
      store.setState({ projectId, choice: noChoice })
      const stored = await readUiState(key)
      if (store.getState().projectId === projectId) store.setState({ choice: read(stored) })
    }
  }
}
