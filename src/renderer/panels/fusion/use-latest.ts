import { useEffect, useMemo, useRef, useState } from 'react'
import type { CallInput, CallName, CallOutput } from '../../../shared/contract'
import type { Problem } from '../../../shared/domain/problem'
import { call, CallError, on } from '../../client'

/** An answer that follows a question which changes many times a second. */
export interface Latest<N extends CallName> {
  readonly value?: CallOutput<N>
  readonly problem?: Pick<Problem, 'message' | 'hint'>
  readonly loading: boolean
}

/** Labels that are being written are asked about at most this often, milliseconds. */
const REST_MS = 400

/**
 * What main answers to a question that follows a slider: one question is under way at a time, and when it is answered the
 * newest one is asked, so that main never works on what nobody waits for. The last answer stays until the next.
 */
export function useLatest<N extends CallName>(name: N, query: CallInput<N> | undefined): Latest<N> {
  const [state, setState] = useState<Latest<N>>({ loading: true })
  const key = JSON.stringify(query)
  const asked = useMemo<CallInput<N> | undefined>(
    () => (key === undefined ? undefined : JSON.parse(key)),
    [key]
  )
  const newest = useRef(asked)
  const busy = useRef(false)
  const stale = useRef(false)
  const ask = useRef<() => void>(() => undefined)
  useEffect(() => {
    let ended = false
    ask.current = (): void => {
      if (busy.current) {
        stale.current = true
        return
      }
      const question = newest.current
      if (!question) return
      busy.current = true
      stale.current = false
      setState((before) => ({ ...before, loading: true }))
      void answer(name, question).then((next) => {
        busy.current = false
        if (ended) return
        // While the thumb moves each answer is shown; the newest question follows at once.
        setState((before) => ({
          ...('problem' in next ? {} : { value: before.value }),
          ...next,
          loading: stale.current
        }))
        if (stale.current) ask.current()
      })
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = on('changed', ({ tables }) => {
      if (!tables.some((table) => table === 'segment' || table === 'track' || table === 'scheme')) return
      timer ??= setTimeout(() => {
        timer = undefined
        ask.current()
      }, REST_MS)
    })
    return () => {
      ended = true
      clearTimeout(timer)
      stop()
    }
  }, [name])
  useEffect(() => {
    newest.current = asked
    ask.current()
  }, [asked])
  return state
}

async function answer<N extends CallName>(
  name: N,
  query: CallInput<N>
): Promise<{ readonly value: CallOutput<N> } | { readonly problem: Pick<Problem, 'message' | 'hint'> }> {
  try {
    return { value: await call(name, query) }
  } catch (error) {
    return {
      problem:
        error instanceof CallError
          ? error.problem
          : { message: error instanceof Error ? error.message : String(error) }
    }
  }
}
