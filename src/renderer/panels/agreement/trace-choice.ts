import { useMemo } from 'react'
import type { CallInput } from '../../../shared/contract'
import { traceDims } from '../../../shared/trace/trace-dims'
import type { AuthorEntry } from '../../session/author-entries'
import { kindOrder } from '../../session/author-entries'
import { keptChoice } from '../../session/kept-choice'
import { useProject } from '../../session/project'
import type { ProjectIndex } from '../../session/project-index'

/** What the cells of the matrix of annotators show. */
export type TracePairView = 'ccc' | 'pearson' | 'spearman' | 'sagr'

/** What was chosen about traces. Kept with the project. */
export interface TraceChoice {
  /** Undefined: labels where there are some, else traces. */
  readonly on: boolean | undefined
  /** Empty: all people with ratings. */
  readonly authorIds: readonly string[]
  /** Empty: all. */
  readonly recordingIds: readonly string[]
  /** Scheme, attribute and dimension; undefined: the one rated most. */
  readonly measure: string | undefined
  readonly stepSeconds: number
  readonly withLag: boolean
  readonly ignorePersons: boolean
  readonly view: TracePairView
}

export const noTraceChoice: TraceChoice = {
  on: undefined,
  authorIds: [],
  recordingIds: [],
  measure: undefined,
  stepSeconds: 1,
  withLag: true,
  ignorePersons: false,
  view: 'ccc'
}
/** Lengths of a step that can be chosen, seconds. */
export const STEPS = [0.2, 0.5, 1, 2, 5, 10] as const

/** A stored choice with everything unreadable left at its default. */
export function readTraceChoice(stored: unknown): TraceChoice {
  if (typeof stored !== 'object' || stored === null) return noTraceChoice
  const field = (name: string): unknown => Object.entries(stored).find(([key]) => key === name)?.[1]
  const texts = (name: string): readonly string[] => {
    const list = field(name)
    return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : []
  }
  const flag = (name: string): boolean | undefined => {
    const value = field(name)
    return typeof value === 'boolean' ? value : undefined
  }
  const measure = field('measure')
  const view = field('view')
  return {
    on: flag('on'),
    authorIds: texts('authorIds'),
    recordingIds: texts('recordingIds'),
    measure: typeof measure === 'string' ? measure : undefined,
    stepSeconds: STEPS.find((step) => step === field('stepSeconds')) ?? noTraceChoice.stepSeconds,
    withLag: flag('withLag') ?? true,
    ignorePersons: flag('ignorePersons') ?? false,
    view: view === 'pearson' || view === 'spearman' || view === 'sagr' ? view : 'ccc'
  }
}

const kept = keptChoice('agreement-traces', noTraceChoice, readTraceChoice)
export const { choose: chooseTraces, recall: recallTraceChoice, use: useTraceChoice } = kept

/** Something that is rated: a dimension of an attribute. */
export interface Measure {
  readonly key: string
  readonly schemeId: string
  readonly attributeId: string
  readonly dim: string
  readonly title: string
  readonly authorIds: ReadonlySet<string>
  /** Takes of it. */
  readonly takes: number
}

type Rated = Pick<ProjectIndex, 'tracks' | 'schemes' | 'takesByTrack'>

/** Everything that is rated in the project, the one that most annotators rated first. */
export function measuresOf({ tracks, schemes, takesByTrack }: Rated): readonly Measure[] {
  const found = new Map<string, Measure & { readonly authorIds: Set<string> }>()
  for (const track of tracks.values()) {
    const takes = takesByTrack.get(track.id)?.filter(({ hidden }) => !hidden).length ?? 0
    if (track.kind !== 'trace' || takes === 0) continue
    const { schemeId, attributeId } = track
    const scheme = schemes.get(schemeId)
    for (const { id, name } of traceDims(scheme, attributeId, track.trace?.dims ?? [])) {
      const key = JSON.stringify([schemeId, attributeId, id])
      const known = found.get(key)
      const authorIds = known?.authorIds ?? new Set<string>()
      authorIds.add(track.authorId)
      const title = `${name}, ${scheme?.name ?? schemeId}`
      found.set(key, {
        key,
        schemeId,
        attributeId,
        dim: id,
        title,
        authorIds,
        takes: (known?.takes ?? 0) + takes
      })
    }
  }
  return [...found.values()].sort((a, b) => b.authorIds.size - a.authorIds.size || b.takes - a.takes)
}

/** Everybody who rated something, with how many takes. */
export function raterEntries(
  index: Pick<ProjectIndex, 'authors' | 'tracks' | 'takesByTrack'>,
  measure: Measure | undefined
): readonly AuthorEntry[] {
  const found = new Map<string, { takes: number; recordings: Set<string> }>()
  for (const track of index.tracks.values()) {
    const takes = index.takesByTrack.get(track.id)?.length ?? 0
    if (track.kind !== 'trace' || takes === 0) continue
    if (measure && (track.schemeId !== measure.schemeId || track.attributeId !== measure.attributeId))
      continue
    const entry = found.get(track.authorId) ?? { takes: 0, recordings: new Set() }
    entry.takes += takes
    entry.recordings.add(track.recordingId)
    found.set(track.authorId, entry)
  }
  return [...index.authors.values()]
    .filter(({ id }) => found.has(id))
    .sort((a, b) => kindOrder[a.kind] - kindOrder[b.kind] || a.position - b.position)
    .map((author) => {
      const entry = found.get(author.id)
      return { author, labelled: entry?.takes ?? 0, recordings: entry?.recordings.size ?? 0 }
    })
}

/** The question put to main. */
export type TraceQuery = CallInput<'agreement.traces'>
export const ratersOf = (query: Pick<TraceQuery, 'authorIds'>): readonly string[] => query.authorIds

/** The choice, what there is to choose from, and the question that follows; none with fewer than two annotators. */
export function useTraceQuestion(): {
  readonly choice: TraceChoice
  readonly measures: readonly Measure[]
  readonly measure: Measure | undefined
  readonly entries: readonly AuthorEntry[]
  readonly chosen: readonly string[]
  readonly query: TraceQuery | undefined
} {
  const choice = useTraceChoice()
  const index = useProject((state) => state.index)
  return useMemo(() => {
    const measures = measuresOf(index)
    const measure = measures.find(({ key }) => key === choice.measure) ?? measures[0]
    const entries = raterEntries(index, measure)
    const able = entries.filter(({ author }) => measure?.authorIds.has(author.id))
    const wished = able.filter(({ author }) => choice.authorIds.includes(author.id))
    const people = able.filter(({ author }) => author.kind === 'human')
    const taken = wished.length > 1 ? wished : people.length > 1 ? people : able
    const chosen = taken.map(({ author }) => author.id)
    const query: TraceQuery | undefined =
      !measure || chosen.length < 2
        ? undefined
        : {
            authorIds: chosen,
            recordingIds: choice.recordingIds.filter((id) => index.recordings.has(id)),
            schemeId: measure.schemeId,
            attributeId: measure.attributeId,
            dim: measure.dim,
            stepSeconds: choice.stepSeconds,
            withLag: choice.withLag,
            ignorePersons: choice.ignorePersons
          }
    return { choice, measures, measure, entries, chosen, query }
  }, [choice, index])
}
