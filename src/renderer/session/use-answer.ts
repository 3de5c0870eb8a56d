import { useEffect, useMemo, useRef, useState } from 'react'
import type { CallInput, CallName, CallOutput, Events } from '../../shared/contract'
import type { Problem } from '../../shared/domain/problem'
import { call, CallError, on } from '../client'
import { trackOf } from './project'

/** An answer with the question it belongs to; it stays on the screen while the next one is made. */
export interface Answer<N extends CallName> {
  readonly shown?: { readonly query: CallInput<N>; readonly value: CallOutput<N> }
  readonly problem?: Pick<Problem, 'message' | 'hint'>
  readonly loading: boolean
}

/** An answer that came faster than this, in milliseconds, may be asked for at every change. */
const FAST_MS = 60

/**
 * What main answers to a question about authors, asked again whenever their labels change. `authorsOf` names them and
 * is the same function each time; changes that come within `restMs` are answered by one reading.
 */
export function useAnswer<N extends CallName>(
  name: N,
  query: CallInput<N> | undefined,
  authorsOf: (query: CallInput<N>) => readonly string[],
  restMs = 60
): Answer<N> {
  const [state, setState] = useState<Answer<N>>({ loading: true })
  const key = JSON.stringify(query)
  // The question by its content: the same question made again must not ask main again.
  const asked = useMemo<CallInput<N> | undefined>(
    () => (key === undefined ? undefined : JSON.parse(key)),
    [key]
  )
  const lastMs = useRef(0)

  useEffect(() => {
    if (!asked) return
    let ended = false
    let busy = false
    let stale = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const read = async (): Promise<void> => {
      if (busy) {
        stale = true
        return
      }
      busy = true
      stale = false
      setState((before) => ({ ...before, loading: true }))
      const began = performance.now()
      const next = await answer(name, asked)
      lastMs.current = performance.now() - began
      busy = false
      if (ended) return
      setState(next)
      if (stale) later()
    }
    const later = (): void => {
      // A long computation is not asked for all the time while somebody labels or a model writes.
      timer ??= setTimeout(
        () => {
          timer = undefined
          void read()
        },
        lastMs.current < FAST_MS ? restMs : 3 * lastMs.current
      )
    }
    const stop = on('changed', (change) => {
      if (concerns(change, authorsOf(asked))) later()
    })
    void read()
    return () => {
      ended = true
      clearTimeout(timer)
      stop()
    }
  }, [name, asked, authorsOf, restMs])
  return state
}

async function answer<N extends CallName>(name: N, query: CallInput<N>): Promise<Answer<N>> {
  try {
    return { shown: { query, value: await call(name, query) }, loading: false }
  } catch (error) {
    const problem =
      error instanceof CallError
        ? error.problem
        : { message: error instanceof Error ? error.message : String(error) }
    return { problem, loading: false }
  }
}

/** Tables whose rows may stand in any answer. */
const facts: readonly string[] = ['scheme', 'author', 'recording', 'person', 'grouping']

/** Whether a change may move the numbers: labels of one of the authors, a scheme, people or recordings. */
function concerns(
  change: Pick<Events['changed'], 'tables' | 'trackIds'>,
  authorIds: readonly string[]
): boolean {
  if (change.tables.some((table) => facts.includes(table))) return true
  if (!change.tables.some((table) => table === 'segment' || table === 'track' || table === 'take'))
    return false
  if (change.trackIds.length === 0) return true
  return change.trackIds.some((id) => {
    const author = trackOf(id)?.authorId
    return author === undefined || authorIds.includes(author)
  })
}
