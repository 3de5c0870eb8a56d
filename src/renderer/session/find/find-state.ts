import type { Problem } from '../../../shared/domain/problem'
import { SegmentQuery } from '../../../shared/search/segment-query'
import { keptChoice } from '../kept-choice'
import { project, recordingOf } from '../project'
import { selection } from '../selection'
import { makeStore } from '../store'
import { runSearch } from './run-search'
import type { Found } from './run-search'

/** What is looked for, where, and what it is replaced by; kept with the project. */
export interface FindChoice {
  readonly query: SegmentQuery
  readonly scope: 'open' | 'all'
  readonly replacement: string
}

const noChoice: FindChoice = { query: SegmentQuery.parse({}), scope: 'open', replacement: '' }

export const findChoice = keptChoice<FindChoice>('find', noChoice, (stored) => {
  const query = SegmentQuery.safeParse(
    typeof stored === 'object' && stored !== null && 'query' in stored ? stored.query : {}
  )
  return { ...noChoice, query: query.success ? query.data : noChoice.query }
})

/** Change a part of the query. */
export const ask = (change: Partial<SegmentQuery>): void =>
  findChoice.choose({ query: { ...findChoice.get().query, ...change } })

/** What the last search found. */
export interface FindResults {
  readonly found: readonly Found[]
  readonly busy: boolean
  /** Recordings searched so far, while busy. */
  readonly done: number
  readonly problem: Problem | undefined
}

const store = makeStore<FindResults>({ found: [], busy: false, done: 0, problem: undefined })
export const useFindResults = (): FindResults => store()
export const findResults = (): FindResults => store.getState()

let running = new AbortController()

/** Search with what is chosen; a search under way is given up. What was found stays in sight until the new answer is there. */
export async function search(): Promise<void> {
  running.abort()
  const mine = (running = new AbortController())
  const { query, scope } = findChoice.get()
  const open = recordingOf(selection().recordingId)
  const recordings =
    scope === 'all'
      ? [...(project().snapshot?.recordings ?? [])].sort((a, b) => a.position - b.position)
      : open
        ? [open]
        : []
  store.setState({ busy: true, done: 0 })
  const answer = await runSearch(query, {
    recordings,
    signal: mine.signal,
    onProgress: (done) => !mine.signal.aborted && store.setState({ done })
  })
  if (mine.signal.aborted) return
  store.setState(
    answer.ok
      ? { found: answer.value, busy: false, problem: undefined }
      : { found: [], busy: false, problem: answer.error }
  )
}

/** Give the search under way up. */
export function stopSearch(): void {
  running.abort()
  store.setState({ busy: false })
}

/** A wish to put the cursor in a field of the panel; grows with each. */
const focusStore = makeStore<{ readonly wish: number; readonly field: 'find' | 'replace' }>({
  wish: 0,
  field: 'find'
})
export const useFindFocus = (): { readonly wish: number; readonly field: 'find' | 'replace' } => focusStore()
export const focusFind = (field: 'find' | 'replace'): void =>
  focusStore.setState(({ wish }) => ({ wish: wish + 1, field }))
