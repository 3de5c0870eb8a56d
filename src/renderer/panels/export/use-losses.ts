import { useEffect, useState } from 'react'
import type { CallInput, CallOutput } from '../../../shared/contract'
import type { Problem } from '../../../shared/domain/problem'
import { call, CallError } from '../../client'

/** What formats would leave out; the last answer stays while the next one is made. */
export interface Losses {
  readonly found: CallOutput<'export.losses'>
  readonly loading: boolean
  readonly problem?: Pick<Problem, 'message' | 'hint'>
}

const NOTHING: Losses = { found: [], loading: false }

/** Choices that follow each other quickly are asked about once. */
const REST_MS = 200

/** What the formats asked about would leave out at this revision; nothing is asked without a format. */
export function useLosses(query: CallInput<'export.losses'> | undefined, revision: number): Losses {
  const [state, setState] = useState<Losses>(NOTHING)
  const key = query && JSON.stringify(query)
  useEffect(() => {
    if (key === undefined) {
      setState(NOTHING)
      return
    }
    let ended = false
    setState(({ found }) => ({ found, loading: true }))
    const timer = setTimeout(() => {
      const asked: CallInput<'export.losses'> = JSON.parse(key)
      void call('export.losses', asked).then(
        (found) => ended || setState({ found, loading: false }),
        (error: unknown) => ended || setState({ found: [], loading: false, problem: problemOf(error) })
      )
    }, REST_MS)
    return () => {
      ended = true
      clearTimeout(timer)
    }
  }, [key, revision])
  return state
}

const problemOf = (error: unknown): Pick<Problem, 'message' | 'hint'> =>
  error instanceof CallError
    ? error.problem
    : { message: error instanceof Error ? error.message : String(error) }
