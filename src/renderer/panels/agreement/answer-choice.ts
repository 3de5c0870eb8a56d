import { useMemo } from 'react'
import { answerKind } from '../../../shared/agreement/answers/answer-columns'
import type { AnswerReport } from '../../../shared/agreement/answers/answer-report'
import type { CallInput } from '../../../shared/contract'
import { attributeTask } from '../../../shared/values/attribute'
import type { AuthorEntry } from '../../session/author-entries'
import { authorEntries } from '../../session/author-entries'
import { keptChoice } from '../../session/kept-choice'
import { useProject } from '../../session/project'
import type { ProjectIndex } from '../../session/project-index'

/** What the cells of the matrix of annotators show. */
export type AnswerPairView = 'quadratic' | 'linear' | 'ccc' | 'pearson' | 'spearman' | 'jaccard'
export const ANSWER_VIEWS: readonly AnswerPairView[] = [
  'quadratic',
  'linear',
  'ccc',
  'pearson',
  'spearman',
  'jaccard'
]

/** What was chosen about answers. Kept with the project. */
export interface AnswerChoice {
  /** Undefined: labels or traces where there are some, else answers. */
  readonly on: boolean | undefined
  /** Empty: all people with answers. */
  readonly authorIds: readonly string[]
  /** Empty: all. */
  readonly recordingIds: readonly string[]
  /** Scheme and attribute; undefined: the one that most annotators answered. */
  readonly attribute: string | undefined
  readonly measureId: string | undefined
  readonly minOverlap: number
  readonly ignorePersons: boolean
  /** Undefined: what fits the scale. */
  readonly view: AnswerPairView | undefined
}

export const noAnswerChoice: AnswerChoice = {
  on: undefined,
  authorIds: [],
  recordingIds: [],
  attribute: undefined,
  measureId: undefined,
  minOverlap: 0.5,
  ignorePersons: false,
  view: undefined
}

/** A stored choice with everything unreadable left at its default. */
export function readAnswerChoice(stored: unknown): AnswerChoice {
  if (typeof stored !== 'object' || stored === null) return noAnswerChoice
  const field = (name: string): unknown => Object.entries(stored).find(([key]) => key === name)?.[1]
  const text = (name: string): string | undefined => {
    const value = field(name)
    return typeof value === 'string' ? value : undefined
  }
  const texts = (name: string): readonly string[] => {
    const list = field(name)
    return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : []
  }
  const on = field('on')
  const least = field('minOverlap')
  return {
    on: typeof on === 'boolean' ? on : undefined,
    authorIds: texts('authorIds'),
    recordingIds: texts('recordingIds'),
    attribute: text('attribute'),
    measureId: text('measureId'),
    minOverlap: typeof least === 'number' && least >= 0.05 && least <= 1 ? least : noAnswerChoice.minOverlap,
    ignorePersons: field('ignorePersons') === true,
    view: ANSWER_VIEWS.find((view) => view === field('view'))
  }
}

const kept = keptChoice('agreement-answers', noAnswerChoice, readAnswerChoice)
export const { choose: chooseAnswers, recall: recallAnswerChoice } = kept

/** An attribute of a scheme that is answered with numbers or several labels. */
export interface Answered {
  readonly key: string
  readonly schemeId: string
  readonly attributeId: string
  readonly title: string
  readonly kind: AnswerReport['kind']
  /** Answered segments by author. */
  readonly byAuthor: ReadonlyMap<string, number>
}

const KIND_ORDER: Readonly<Record<AnswerReport['kind'], number>> = { ratings: 0, labels: 1, intensity: 2 }

/** Everything that is answered in the project: what most annotators rated first, intensities beside one label last. */
export function answeredIn({
  tracks,
  schemes,
  counts
}: Pick<ProjectIndex, 'tracks' | 'schemes' | 'counts'>): readonly Answered[] {
  const found = new Map<string, Answered & { readonly byAuthor: Map<string, number> }>()
  for (const track of tracks.values()) {
    const answered = counts.get(track.id)?.labelled ?? 0
    if (answered === 0 || track.kind === 'frames' || track.kind === 'trace') continue
    const { schemeId, attributeId, authorId } = track
    const scheme = schemes.get(schemeId)
    const task = attributeTask(scheme, attributeId)
    const kind = task && answerKind(task)
    if (!task || !kind) continue
    const key = JSON.stringify([schemeId, attributeId])
    const title = `${kind === 'intensity' ? `Intensity beside ${task.name.toLowerCase()}` : task.name}, ${scheme?.name ?? schemeId}`
    const entry = found.get(key) ?? { key, schemeId, attributeId, title, kind, byAuthor: new Map() }
    entry.byAuthor.set(authorId, (entry.byAuthor.get(authorId) ?? 0) + answered)
    found.set(key, entry)
  }
  return [...found.values()]
    .filter(({ byAuthor }) => byAuthor.size > 1)
    .sort((a, b) => KIND_ORDER[a.kind] - KIND_ORDER[b.kind] || b.byAuthor.size - a.byAuthor.size)
}

/** The question put to main. */
export type AnswerQuery = CallInput<'agreement.answers'>
export const answerersOf = (query: Pick<AnswerQuery, 'authorIds'>): readonly string[] => query.authorIds

/** The choice, what there is to choose from, and the question that follows; none with fewer than two annotators. */
export interface AnswerQuestion {
  readonly choice: AnswerChoice
  readonly all: readonly Answered[]
  readonly answered: Answered | undefined
  readonly entries: readonly AuthorEntry[]
  readonly chosen: readonly string[]
  readonly query: AnswerQuery | undefined
  /** Nothing is labelled one by one, so that this is all there is to look at. */
  readonly alone: boolean
}

export function useAnswerQuestion(): AnswerQuestion {
  const choice = kept.use()
  const index = useProject((state) => state.index)
  return useMemo(() => {
    const all = answeredIn(index)
    const answered = all.find(({ key }) => key === choice.attribute) ?? all[0]
    const entries = authorEntries(
      index,
      ({ schemeId, attributeId, kind }) =>
        kind !== 'frames' && schemeId === answered?.schemeId && attributeId === answered.attributeId
    ).filter(({ labelled }) => labelled > 0)
    const wished = entries.filter(({ author }) => choice.authorIds.includes(author.id))
    const people = entries.filter(({ author }) => author.kind === 'human')
    const taken = wished.length > 1 ? wished : people.length > 1 ? people : entries
    const chosen = taken.map(({ author }) => author.id)
    const query: AnswerQuery | undefined =
      !answered || chosen.length < 2
        ? undefined
        : {
            authorIds: chosen,
            recordingIds: choice.recordingIds.filter((id) => index.recordings.has(id)),
            schemeId: answered.schemeId,
            attributeId: answered.attributeId,
            ...(choice.measureId === undefined ? {} : { measureId: choice.measureId }),
            minOverlap: choice.minOverlap,
            ignorePersons: choice.ignorePersons
          }
    const alone = all.some(({ kind }) => kind === 'ratings') && all.every(({ kind }) => kind === 'ratings')
    return { choice, all, answered, entries, chosen, query, alone }
  }, [choice, index])
}
