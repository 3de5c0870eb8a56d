import { useEffect, useMemo, useRef, useState } from 'react'
import type { ComparisonAnswer, Events } from '../../../shared/contract'
import type { Problem } from '../../../shared/domain/problem'
import { call, CallError, on } from '../../client'
import { trackOf } from '../../session/project'
import type { Query } from './choice'

/** A report with the question it answers; it stays on the screen while the next one is made. */
export interface Comparison {
  readonly shown?: { readonly query: Query; readonly report: ComparisonAnswer }
  readonly problem?: Pick<Problem, 'message' | 'hint'>
  readonly loading: boolean
}

/** Changes that come close together are answered by one reading. */
const REST_MS = 30

/** The comparison that answers a question, read again whenever labels of its authors change. */
export function useComparison(query: Query | undefined): Comparison {
  const [state, setState] = useState<Comparison>({ loading: true })
  const key = JSON.stringify(query)
  // The question by its content: the same question made again must not ask main again.
  const asked = useMemo<Query | undefined>(() => (key === undefined ? undefined : JSON.parse(key)), [key])
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
      const next = await answer(asked)
      lastMs.current = performance.now() - began
      busy = false
      if (ended) return
      setState(next)
      if (stale) later()
    }
    const later = (): void => {
      // A comparison that takes long is not asked for all the time while a model writes.
      timer ??= setTimeout(
        () => {
          timer = undefined
          void read()
        },
        lastMs.current < 60 ? REST_MS : 3 * lastMs.current
      )
    }
    const stop = on('changed', (change) => {
      if (concerns(change, asked)) later()
    })
    void read()
    return () => {
      ended = true
      clearTimeout(timer)
      stop()
    }
  }, [asked])
  return state
}

async function answer(query: Query): Promise<Comparison> {
  try {
    return { shown: { query, report: await call('compare.report', query) }, loading: false }
  } catch (error) {
    const problem =
      error instanceof CallError
        ? error.problem
        : { message: error instanceof Error ? error.message : String(error) }
    return { problem, loading: false }
  }
}

/** Whether a change may move the numbers: labels of either author, a scheme, people or recordings. */
export function concerns(change: Pick<Events['changed'], 'tables' | 'trackIds'>, query: Query): boolean {
  if (change.tables.some((table) => table === 'scheme' || table === 'author' || table === 'recording'))
    return true
  if (!change.tables.some((table) => table === 'segment' || table === 'track')) return false
  if (change.trackIds.length === 0) return true
  return change.trackIds.some((id) => {
    const author = trackOf(id)?.authorId
    return author === undefined || author === query.referenceAuthorId || author === query.candidateAuthorId
  })
}
