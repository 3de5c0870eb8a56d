import { makeStore } from './store'

/**
 * Authors whose labels stay out of sight while somebody decides about labels without knowing them. A promise of the
 * window, not of the store: blind work of an assignment is held by the store.
 */
const hiddenStore = makeStore<{ readonly authorIds: ReadonlySet<string> }>({ authorIds: new Set() })

/** Keep labels of these authors out of sight until the returned function is called. */
export function hideLabelsOf(authorIds: readonly string[]): () => void {
  hiddenStore.setState({ authorIds: new Set(authorIds) })
  return () => hiddenStore.setState({ authorIds: new Set() })
}

export const useHiddenAuthors = (): ReadonlySet<string> => hiddenStore((state) => state.authorIds)
export const hiddenAuthors = (): ReadonlySet<string> => hiddenStore.getState().authorIds
