import { useMemo } from 'react'
import type { CallInput } from '../../../shared/contract'
import type { AttributeRef } from '../../../shared/mapping/scheme-map'
import type { AuthorEntry } from '../../session/author-entries'
import { authorEntries } from '../../session/author-entries'
import { reachable, readTarget } from '../../session/common-targets'
import { keptChoice } from '../../session/kept-choice'
import { isTimeless } from '../../session/pages/timeless'
import { useProject } from '../../session/project'
import type { ProjectIndex } from '../../session/project-index'

/** What the cells of the matrix of annotators show. */
export type PairView = 'kappa' | 'agreement' | 'boundaryF1'

/** What was chosen in the panel. Kept with the project. */
export interface Choice {
  /** Empty: all people with labels. */
  readonly authorIds: readonly string[]
  /** Empty: all. */
  readonly recordingIds: readonly string[]
  readonly unit: 'time' | 'segments'
  /** Least overlap of matched segments, 0.05 to 1. */
  readonly minOverlap: number
  readonly toleranceMs: number
  readonly ignorePersons: boolean
  readonly schemeId?: string
  /** Labels that those of other schemes are mapped to. */
  readonly mapTo?: AttributeRef
  /** Shorter moments do not go into the queue. */
  readonly shortestMs: number
  readonly view: PairView
}

export const noChoice: Choice = {
  authorIds: [],
  recordingIds: [],
  unit: 'time',
  minOverlap: 0.5,
  toleranceMs: 500,
  ignorePersons: false,
  shortestMs: 200,
  view: 'kappa'
}

/** A stored choice with everything unreadable left at its default. */
export function readChoice(stored: unknown): Choice {
  if (typeof stored !== 'object' || stored === null) return noChoice
  const field = (name: string): unknown => Object.entries(stored).find(([key]) => key === name)?.[1]
  const texts = (name: string): readonly string[] => {
    const list = field(name)
    return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : []
  }
  const number = (name: 'minOverlap' | 'toleranceMs' | 'shortestMs', low: number, high: number): number => {
    const value = field(name)
    return typeof value === 'number' && value >= low && value <= high ? value : noChoice[name]
  }
  const view = field('view')
  const schemeId = field('schemeId')
  return {
    authorIds: texts('authorIds'),
    recordingIds: texts('recordingIds'),
    unit: field('unit') === 'segments' ? 'segments' : 'time',
    minOverlap: number('minOverlap', 0.05, 1),
    toleranceMs: number('toleranceMs', 100, 10_000),
    ignorePersons: field('ignorePersons') === true,
    schemeId: typeof schemeId === 'string' ? schemeId : undefined,
    mapTo: readTarget(field('mapTo')),
    shortestMs: number('shortestMs', 0, 60_000),
    view: view === 'agreement' || view === 'boundaryF1' ? view : 'kappa'
  }
}

const kept = keptChoice('agreement', noChoice, readChoice)
export const { choose, recall: recallChoice } = kept

/** All authors with what they labelled; predictions frame by frame are nobody's segments. */
export const annotatorEntries = (
  index: Pick<ProjectIndex, 'authors' | 'tracks' | 'counts'>
): readonly AuthorEntry[] => authorEntries(index, ({ kind }) => kind !== 'frames')

/** Annotators that take part: those wished for that have labels, else all people with labels. */
export function chosenAnnotators(
  entries: readonly AuthorEntry[],
  wish: readonly string[]
): readonly string[] {
  const able = entries.filter(({ labelled }) => labelled > 0)
  const wished = able.filter(({ author }) => wish.includes(author.id))
  const people = able.filter(({ author }) => author.kind === 'human')
  return (wished.length > 0 ? wished : people).map(({ author }) => author.id)
}

/** The question put to main. */
export type Query = CallInput<'agreement.report'>

/** Whose labels a question is about. */
export const annotatorsOf = (query: Pick<Query, 'authorIds'>): readonly string[] => query.authorIds

/** The choice as it stands, who there is, and the question that follows; no question with fewer than two annotators. */
export function useChoice(): {
  readonly choice: Choice
  readonly entries: readonly AuthorEntry[]
  readonly chosen: readonly string[]
  readonly query: Query | undefined
} {
  const chosenBefore = kept.use()
  const index = useProject((state) => state.index)
  return useMemo(() => {
    // Nominal seconds are no time: pictures and sentences are counted.
    const choice = isTimeless(index.recordings, chosenBefore.recordingIds)
      ? { ...chosenBefore, unit: 'segments' as const }
      : chosenBefore
    const entries = annotatorEntries(index)
    const chosen = chosenAnnotators(entries, choice.authorIds)
    const { schemeId, unit, minOverlap, toleranceMs, ignorePersons } = choice
    const mapTo = reachable(index, chosen, choice.mapTo)
    const query: Query | undefined =
      chosen.length < 2
        ? undefined
        : {
            authorIds: [...chosen],
            recordingIds: choice.recordingIds.filter((id) => index.recordings.has(id)),
            unit,
            minOverlap,
            toleranceMs,
            ignorePersons,
            ...(mapTo ? { mapTo } : {}),
            ...(schemeId !== undefined && index.schemes.has(schemeId) ? { schemeId } : {})
          }
    return { choice, entries, chosen, query }
  }, [chosenBefore, index])
}
