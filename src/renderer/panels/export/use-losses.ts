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

interface Answer extends Omit<Losses, 'loading'> {
  /** The question, and the revision it was asked at. */
  readonly key: string
  readonly revision: number
}

/** Choices that follow each other quickly are asked about once. */
const REST_MS = 200

/** What the formats asked about would leave out at this revision; nothing is asked without a format. */
export function useLosses(query: CallInput<'export.losses'> | undefined, revision: number): Losses {
  const [answer, setAnswer] = useState<Answer>()
  const key = query && JSON.stringify(query)
  useEffect(() => {
    if (key === undefined) return
    let ended = false
    const tell = (told: Omit<Answer, 'key' | 'revision'>): void => {
      if (!ended) setAnswer({ ...told, key, revision })
    }
    const timer = setTimeout(() => {
      const asked: CallInput<'export.losses'> = JSON.parse(key)
      void call('export.losses', asked).then(
        (found) => tell({ found }),
        (error: unknown) => tell({ found: [], problem: problemOf(error) })
      )
    }, REST_MS)
    return () => {
      ended = true
      clearTimeout(timer)
    }
  }, [key, revision])
  if (!query) return { found: [], loading: false }
  const formats: readonly string[] = query.formats
  return {
    found: (answer?.found ?? []).filter(({ format }) => formats.includes(format)),
    loading: answer?.key !== key || answer?.revision !== revision,
    ...(answer?.problem && { problem: answer.problem })
  }
}

const problemOf = (error: unknown): Pick<Problem, 'message' | 'hint'> =>
  error instanceof CallError
    ? error.problem
    : { message: error instanceof Error ? error.message : String(error) }
