import { useEffect, useMemo, useState } from 'react'
import type { CallInput } from '../../../shared/contract'
import type { Problem } from '../../../shared/domain/problem'
import type { AnalysisKind, AnalysisResultOf } from '../../../shared/signal/analyses'
import { call, CallError, on } from '../../client'

type Query = CallInput<'signal.analyse'>
/** A question of one kind of analysis. */
export type AnalysisQueryOf<K extends AnalysisKind> = Omit<Query, 'analysis'> & {
  readonly analysis: Extract<Query['analysis'], { readonly kind: K }>
}

/** The last answer with its question; it stays while the next one is made. */
export interface AnalysisState<K extends AnalysisKind> {
  readonly shown?: { readonly query: AnalysisQueryOf<K>; readonly result: AnalysisResultOf<K> }
  readonly problem?: Pick<Problem, 'message' | 'hint'>
  readonly loading: boolean
  /** 0 to 1, while a long one is under way. */
  readonly share?: number
}

/** A question that changes while somebody scrolls is asked when it rests this long. */
const REST_MS = 180

/** What a signal says to a question; asked again when the question changes, given up when nobody looks any more. */
export function useAnalysis<K extends AnalysisKind>(query: AnalysisQueryOf<K> | undefined): AnalysisState<K> {
  const [state, setState] = useState<Told<K>>({})
  const key = JSON.stringify(query)
  // The question by its content: the same question made again must not be computed again.
  const asked = useMemo<AnalysisQueryOf<K> | undefined>(
    () => (key === undefined ? undefined : JSON.parse(key)),
    [key]
  )
  useEffect(() => {
    if (!asked) return
    const { slot } = asked
    let ended = false
    let under = false
    const stop = on('analysisProgress', (told) => {
      if (told.slot === slot && under)
        setState((before) => ({ ...before, share: told.done / Math.max(1, told.total) }))
    })
    const timer = setTimeout(() => {
      under = true
      void ask(asked).then((next) => {
        under = false
        if (!ended) setState((before) => ({ shown: before.shown, ...next, answered: key }))
      })
    }, REST_MS)
    return () => {
      ended = true
      clearTimeout(timer)
      stop()
      if (under) void call('signal.stop', { slot }).catch(() => undefined)
    }
  }, [asked, key])
  const { shown, problem, share, answered } = state
  if (key === undefined) return { loading: false }
  return answered === key ? { shown, problem, loading: false } : { shown, loading: true, share }
}

/** What was told so far; `answered` is the question that was answered last, or stopped. */
type Told<K extends AnalysisKind> = Partial<Omit<AnalysisState<K>, 'loading'>> & {
  readonly answered?: string | undefined
}

/** Undefined when a newer question took its place. */
async function ask<K extends AnalysisKind>(
  query: AnalysisQueryOf<K>
): Promise<Pick<AnalysisState<K>, 'shown' | 'problem'> | undefined> {
  try {
    const answer = await call('signal.analyse', query as Query)
    if (answer.state === 'superseded') return undefined
    // Main answers with the kind that was asked for.
    return { shown: { query, result: answer.result as AnalysisResultOf<K> }, problem: undefined }
  } catch (error) {
    return {
      shown: undefined,
      problem:
        error instanceof CallError
          ? error.problem
          : { message: error instanceof Error ? error.message : String(error) }
    }
  }
}
