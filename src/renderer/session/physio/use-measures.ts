import { useEffect, useState } from 'react'
import type { CallInput } from '../../../shared/contract'
import type { Problem } from '../../../shared/domain/problem'
import type { MeasureResult } from '../../../shared/physio/measures/measure-work'
import { call, CallError, on } from '../../client'

/** The last answer; it stays while the next one is made. */
export interface MeasuresState {
  readonly shown?:
    | {
        readonly result: MeasureResult
        readonly revision: number
        /** How the question saw signals, by stream. */
        readonly views?: CallInput<'signal.measure'>['views']
      }
    | undefined
  readonly problem?: Pick<Problem, 'message' | 'hint'> | undefined
  readonly loading: boolean
  /** 0 to 1, while a long one is under way. */
  readonly share?: number | undefined
}

/** A question that changes while somebody drags is asked when it rests this long. */
const REST_MS = 150

/** What was answered, and to which question. */
interface Answered extends Omit<MeasuresState, 'loading'> {
  readonly to?: readonly [query: object, stamp: object]
}

/** Measures of a recording; asked again when the question or what it rests on changes, given up when nobody looks any more. */
export function useMeasures(query: CallInput<'signal.measure'> | undefined, stamp: object): MeasuresState {
  const [state, setState] = useState<Answered>({})
  useEffect(() => {
    if (!query) return
    const { slot } = query
    const to = [query, stamp] as const
    let ended = false
    let under = false
    const stop = on('analysisProgress', (told) => {
      if (told.slot === slot && !ended)
        setState((before) => ({ ...before, share: told.done / Math.max(1, told.total) }))
    })
    const timer = setTimeout(() => {
      under = true
      call('signal.measure', query)
        .then((answer) => {
          if (!ended)
            setState(({ shown }) => ({
              shown: answer.state === 'done' ? { ...answer, views: query.views } : shown,
              to
            }))
        })
        .catch((error: unknown) => {
          if (!ended)
            setState({ to, problem: error instanceof CallError ? error.problem : { message: String(error) } })
        })
        .finally(() => (under = false))
    }, REST_MS)
    return () => {
      ended = true
      clearTimeout(timer)
      stop()
      if (under) void call('signal.stop', { slot }).catch(() => undefined)
    }
  }, [query, stamp])
  const loading = query !== undefined && (state.to?.[0] !== query || state.to[1] !== stamp)
  return query ? { ...state, loading } : { loading: false }
}
