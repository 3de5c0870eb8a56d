import { useEffect, useState } from 'react'
import type { ScoredPair } from '../../../../../shared/contract/analysis'
import { call, CallError, on } from '../../../../client'
import type { Query } from '../../choice'

/** A pair of authors as it is asked about, under a key. */
export interface AskedPair {
  readonly key: string
  readonly query: Query
}

/** What is known of a pair. */
export type PairScore =
  | { readonly kind: 'score'; readonly query: Query; readonly value: ScoredPair }
  | { readonly kind: 'problem'; readonly message: string; readonly hint?: string }

/** Changes that come within this time are answered by one reading, milliseconds. */
const REST_MS = 400

/**
 * Scores of many pairs, asked one after the other so that the first ones show at once and leaving ends the rest. Scores
 * stay while they are made anew.
 */
export function useScores(pairs: readonly AskedPair[]): {
  readonly scores: ReadonlyMap<string, PairScore>
  readonly done: number
} {
  const [scores, setScores] = useState<ReadonlyMap<string, PairScore>>(new Map())
  const [done, setDone] = useState(0)
  const [turn, setTurn] = useState(0)
  const key = JSON.stringify(pairs)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = on('changed', ({ tables }) => {
      if (!tables.some((table) => ['segment', 'track', 'author', 'scheme', 'recording'].includes(table)))
        return
      clearTimeout(timer)
      timer = setTimeout(() => setTurn((before) => before + 1), REST_MS)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [])

  useEffect(() => {
    let ended = false
    const read = async (): Promise<void> => {
      setDone(0)
      const asked: readonly AskedPair[] = JSON.parse(key)
      for (const [at, pair] of asked.entries()) {
        const next = await scoreOf(pair.query)
        if (ended) return
        setScores((before) => new Map(before).set(pair.key, next))
        setDone(at + 1)
      }
    }
    void read()
    return () => void (ended = true)
  }, [key, turn])
  return { scores, done }
}

async function scoreOf(query: Query): Promise<PairScore> {
  try {
    return { kind: 'score', query, value: await call('analysis.score', query) }
  } catch (error) {
    if (error instanceof CallError) {
      const { message, hint } = error.problem
      return { kind: 'problem', message, ...(hint === undefined ? {} : { hint }) }
    }
    return { kind: 'problem', message: error instanceof Error ? error.message : String(error) }
  }
}
