import type { CallInput } from '../../../shared/contract'
import type { AttributeRef } from '../../../shared/mapping/scheme-map'
import { useCurrentAuthor } from '../../session/author'
import type { AuthorEntry } from '../../session/author-entries'
import { authorEntries } from '../../session/author-entries'
import { reachable, readTarget } from '../../session/common-targets'
import { keptChoice } from '../../session/kept-choice'
import { isTimeless, useTimeless } from '../../session/pages/timeless'
import { useProject } from '../../session/project'
import type { ProjectIndex } from '../../session/project-index'
import type { AuthorPair } from './author-choice'
import { choosePair } from './author-choice'
import { useMemo } from 'react'

/** What the cells of the matrix show. */
export type CellView = 'counts' | 'percent' | 'columns' | 'seconds'

/** What was chosen in the panel; authors only where somebody chose. Kept with the project. */
export interface Choice {
  readonly reference?: string
  readonly candidate?: string
  /** Empty: all. */
  readonly recordingIds: readonly string[]
  readonly mode: 'segments' | 'seconds'
  /** 0 to 1. */
  readonly minOverlap: number
  readonly ignorePersons: boolean
  readonly schemeId?: string
  /** Labels that those of other schemes are mapped to. */
  readonly mapTo?: AttributeRef
  readonly view: CellView
}

export const noChoice: Choice = {
  recordingIds: [],
  mode: 'segments',
  minOverlap: 0,
  ignorePersons: false,
  view: 'counts'
}

/** A stored choice with everything unreadable left at its default. */
export function readChoice(stored: unknown): Choice {
  if (typeof stored !== 'object' || stored === null) return noChoice
  const field = (name: string): unknown => Object.entries(stored).find(([key]) => key === name)?.[1]
  const text = (name: string): string | undefined => {
    const value = field(name)
    return typeof value === 'string' ? value : undefined
  }
  const ids = field('recordingIds')
  const least = field('minOverlap')
  const view = text('view')
  return {
    reference: text('reference'),
    candidate: text('candidate'),
    schemeId: text('schemeId'),
    mapTo: readTarget(field('mapTo')),
    recordingIds: Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [],
    mode: text('mode') === 'seconds' ? 'seconds' : 'segments',
    minOverlap: typeof least === 'number' && least >= 0 && least <= 1 ? least : 0,
    ignorePersons: field('ignorePersons') === true,
    view: view === 'percent' || view === 'columns' || view === 'seconds' ? view : 'counts'
  }
}

const kept = keptChoice('compare', noChoice, readChoice)
export const { choose, recall: recallChoice } = kept

/** What the cells of the matrix show. */
export const useCellView = (): CellView => {
  const { view, recordingIds } = kept.use()
  return useTimeless(recordingIds) && view === 'seconds' ? 'counts' : view
}

/** Recordings that were chosen; empty: all. */
export const useRecordingIds = (): readonly string[] => kept.use().recordingIds

/** The question put to main. */
export type Query = CallInput<'compare.report'>

/** Whose labels a question is about. */
export const authorsOf = (query: Query): readonly string[] => [
  query.referenceAuthorId,
  query.candidateAuthorId
]

/** The choice as it stands, the authors there are, and the question that follows; no question while two authors lack. */
export function useChoice(): {
  readonly choice: Choice
  readonly entries: readonly AuthorEntry[]
  readonly pair: AuthorPair | undefined
  readonly query: Query | undefined
} {
  const chosenBefore = kept.use()
  const index = useProject((state) => state.index)
  const me = useCurrentAuthor()?.id
  return useMemo(() => {
    const choice = isTimeless(index.recordings, chosenBefore.recordingIds)
      ? inItems(chosenBefore)
      : chosenBefore
    const entries = authorEntries(index)
    const pair = choosePair(entries, index.runs.values(), me, choice)
    return { choice, entries, pair, query: pair && queryOf(choice, pair, index) }
  }, [chosenBefore, index, me])
}

/** Nominal seconds are no time: pictures and sentences are counted. */
const inItems = (choice: Choice): Choice => ({
  ...choice,
  mode: 'segments',
  view: choice.view === 'seconds' ? 'counts' : choice.view
})

function queryOf(
  choice: Choice,
  pair: AuthorPair,
  index: Pick<ProjectIndex, 'recordings' | 'schemes' | 'tracks'>
): Query {
  const { schemeId } = choice
  const mapTo = reachable(index, [pair.reference, pair.candidate], choice.mapTo)
  return {
    referenceAuthorId: pair.reference,
    candidateAuthorId: pair.candidate,
    recordingIds: choice.recordingIds.filter((id) => index.recordings.has(id)),
    mode: choice.mode,
    minOverlap: choice.mode === 'segments' ? choice.minOverlap : 0,
    ignorePersons: choice.ignorePersons,
    ...(mapTo ? { mapTo } : {}),
    ...(schemeId !== undefined && index.schemes.has(schemeId) ? { schemeId } : {})
  }
}
