import { useMemo } from 'react'
import { z } from 'zod'
import type { CallInput } from '../../../shared/contract'
import { mainAttribute } from '../../../shared/domain/labels'
import type { Take } from '../../../shared/domain/take'
import { micros } from '../../../shared/domain/time'
import type { GoldRow } from '../../../shared/domain/study'
import { goldRules } from '../../../shared/gold'
import { TraceRule, VoteRule } from '../../../shared/gold/recipe'
import { attributeTask } from '../../../shared/values/attribute'
import type { AuthorEntry } from '../../session/author-entries'
import { authorEntries } from '../../session/author-entries'
import { keptChoice } from '../../session/kept-choice'
import { useProject } from '../../session/project'
import type { ProjectIndex } from '../../session/project-index'

/** What was chosen in the panel. Kept with the project. */
export interface Choice {
  /** The saved recipe that is looked at; undefined for one that is not saved yet. */
  readonly goldId?: string
  /** Empty: all people with labels. */
  readonly authorIds: readonly string[]
  /** Empty: all. */
  readonly recordingIds: readonly string[]
  /** Scheme and attribute, joined; undefined: what the annotators used most. */
  readonly labelsOf?: string
  /** For labels. */
  readonly rule: VoteRule
  /** For traces. */
  readonly traceRule: TraceRule
  readonly only: 'open' | 'divided' | 'all'
  readonly undecided: boolean
  readonly order: 'time' | 'split'
  readonly shortestMs: number
}

export const noChoice: Choice = {
  authorIds: [],
  recordingIds: [],
  rule: { rule: 'majority', blank: 'nothing', keepOpen: false },
  traceRule: { rule: 'ewe', weighting: 'with_mean' },
  only: 'divided',
  undecided: false,
  order: 'split',
  shortestMs: 200
}

/** A stored choice with everything unreadable left at its default. */
export function readChoice(stored: unknown): Choice {
  if (typeof stored !== 'object' || stored === null) return noChoice
  const fields = new Map<string, unknown>(Object.entries(stored))
  const texts = (name: string): readonly string[] => {
    const list = fields.get(name)
    return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : []
  }
  const text = (name: string): string | undefined => {
    const value = fields.get(name)
    return typeof value === 'string' ? value : undefined
  }
  const rule = VoteRule.safeParse(fields.get('rule'))
  const traceRule = TraceRule.safeParse(fields.get('traceRule'))
  const only = fields.get('only')
  const shortest = fields.get('shortestMs')
  return {
    goldId: text('goldId'),
    authorIds: texts('authorIds'),
    recordingIds: texts('recordingIds'),
    labelsOf: text('labelsOf'),
    rule: rule.success ? rule.data : noChoice.rule,
    traceRule: traceRule.success ? traceRule.data : noChoice.traceRule,
    only: only === 'open' || only === 'all' ? only : 'divided',
    undecided: fields.get('undecided') === true,
    order: fields.get('order') === 'time' ? 'time' : 'split',
    shortestMs: typeof shortest === 'number' && shortest >= 0 && shortest <= 60_000 ? shortest : 200
  }
}

const kept = keptChoice('gold', noChoice, readChoice)
export const { choose, recall: recallChoice } = kept

/** What a rule works on. */
export type RuleKind = 'votes' | 'words' | 'ratings' | 'traces'

/** Labels that can be made a gold standard of: an attribute of a scheme, by how much of it there is. */
export interface LabelsEntry {
  readonly id: string
  readonly title: string
  readonly schemeId: string
  readonly attributeId: string
  /** Whether rules vote on labels or words, or average ratings or traces. */
  readonly kind: RuleKind
}

/** The question put to main, without what only the list of moments asks. */
export type Query = CallInput<'gold.preview'>

/** Everything the panel draws from. No query with fewer than two annotators. */
export interface Made {
  readonly choice: Choice
  readonly recipe: GoldRow | undefined
  readonly entries: readonly AuthorEntry[]
  readonly chosen: readonly string[]
  readonly labels: readonly LabelsEntry[]
  readonly labelsOf: LabelsEntry | undefined
  readonly query: Query | undefined
  /** Whether the recipe on the screen is not the saved one any more. */
  readonly changed: boolean
}

const counts = ({ kind }: { readonly kind: string }): boolean => kind !== 'frames'

/** People and imports can be made a gold standard of; models when asked for; gold standards themselves never. */
const isVoter = ({ author }: AuthorEntry): boolean => author.kind !== 'gold'

export function useChoice(): Made {
  const choice = kept.use()
  const index = useProject((state) => state.index)
  const golds = useProject((state) => state.snapshot?.golds)
  const takes = useProject((state) => state.snapshot?.takes)
  return useMemo(
    () => makeChoice(choice, withTakes(index, takes ?? []), golds ?? []),
    [choice, index, golds, takes]
  )
}

/** Takes count beside labelled segments, so that whoever only rated traces has something too. */
function withTakes(index: ProjectIndex, takes: readonly Take[]): ProjectIndex {
  if (takes.length === 0) return index
  const counts = new Map(index.counts)
  for (const { trackId, hidden } of takes) {
    if (hidden) continue
    const known = counts.get(trackId) ?? { trackId, segments: 0, labelled: 0, labelledTime: micros(0) }
    counts.set(trackId, { ...known, labelled: known.labelled + 1 })
  }
  return { ...index, counts }
}

export function makeChoice(choice: Choice, index: ProjectIndex, golds: readonly GoldRow[]): Made {
  const recipe = golds.find(({ id }) => id === choice.goldId)
  const entries = authorEntries(index, counts).filter(isVoter)
  const able = entries.filter(({ labelled }) => labelled > 0)
  const wished = able.filter(({ author }) => choice.authorIds.includes(author.id))
  const people = able.filter(({ author }) => author.kind === 'human')
  const chosen = (wished.length > 1 ? wished : people).map(({ author }) => author.id)
  const labels = labelsEntries(index, chosen)
  const labelsOf = labels.find(({ id }) => id === choice.labelsOf) ?? labels[0]
  const query: Query | undefined =
    chosen.length < 2 || !labelsOf
      ? undefined
      : {
          authorIds: chosen,
          recordingIds: choice.recordingIds.filter((id) => index.recordings.has(id)),
          schemeId: labelsOf.schemeId,
          attributeId: labelsOf.attributeId,
          rule: labelsOf.kind === 'traces' ? choice.traceRule : fittingRule(choice.rule, labelsOf.kind),
          ...(recipe ? { goldAuthorId: recipe.goldAuthorId } : {})
        }
  const changed = recipe !== undefined && query !== undefined && !sameRecipe(recipe, query)
  const rule = labelsOf ? fittingRule(choice.rule, labelsOf.kind) : choice.rule
  return {
    ...{ choice: rule === choice.rule ? choice : { ...choice, rule }, recipe, entries, chosen },
    ...{ labels, labelsOf, query, changed }
  }
}

const FIRST_RULE = { votes: 'majority', words: 'words', ratings: 'rating_mean' } as const

/** The chosen rule where it works on such labels, else the first that does, with the same settings. */
function fittingRule(rule: VoteRule, kind: RuleKind): VoteRule {
  if (kind === 'traces' || goldRules.get(rule.rule).kind === kind) return rule
  const { blank, units, keepOpen } = rule
  return VoteRule.parse({ rule: FIRST_RULE[kind], blank, units, keepOpen })
}

/** The choice that shows a saved recipe as it was saved. */
export const choiceOf = (recipe: GoldRow): Partial<Choice> => {
  const rule = VoteRule.safeParse(recipe.rule)
  const traceRule = TraceRule.safeParse(recipe.rule)
  return {
    goldId: recipe.id,
    authorIds: recipe.authorIds,
    recordingIds: recipe.recordingIds,
    labelsOf: labelsId(
      recipe.schemeId,
      recipe.attributeId,
      traceRule.success ? 'traces' : rule.success ? goldRules.get(rule.data.rule).kind : 'votes'
    ),
    ...(rule.success ? { rule: rule.data } : {}),
    ...(traceRule.success ? { traceRule: traceRule.data } : {})
  }
}

function sameRecipe(recipe: GoldRow, query: Query): boolean {
  // Read by the same schema, so that the order of their fields makes no difference.
  const ruleText = (rule: unknown): string => JSON.stringify(AnyRule.safeParse(rule).data)
  return (
    JSON.stringify([recipe.authorIds, recipe.recordingIds, recipe.schemeId, recipe.attributeId]) ===
      JSON.stringify([query.authorIds, query.recordingIds, query.schemeId, query.attributeId]) &&
    ruleText(recipe.rule) === ruleText(query.rule)
  )
}

const AnyRule = z.union([VoteRule, TraceRule])

const labelsId = (schemeId: string, attributeId: string, kind: LabelsEntry['kind']): string =>
  `${schemeId}/${attributeId}/${kind}`

/** Attributes that at least one of the annotators labelled, those used most first. */
function labelsEntries(index: ProjectIndex, authorIds: readonly string[]): readonly LabelsEntry[] {
  const found = new Map<string, LabelsEntry & { labelled: number }>()
  for (const track of index.tracks.values()) {
    const labelled = index.counts.get(track.id)?.labelled ?? 0
    if (labelled === 0 || !counts(track) || !authorIds.includes(track.authorId)) continue
    const scheme = index.schemes.get(track.schemeId)
    const answered = attributeTask(scheme, track.attributeId)?.kind
    const kind =
      track.kind === 'trace'
        ? 'traces'
        : answered === 'ratings'
          ? 'ratings'
          : answered === 'terms'
            ? 'words'
            : 'votes'
    const id = labelsId(track.schemeId, track.attributeId, kind)
    const main = mainAttribute(scheme) === track.attributeId
    const entry = found.get(id) ?? {
      id,
      title: `${scheme?.name ?? track.schemeId}${main ? '' : `: ${track.attributeId}`}`,
      schemeId: track.schemeId,
      attributeId: track.attributeId,
      kind,
      labelled: 0
    }
    entry.labelled += labelled
    found.set(id, entry)
  }
  return [...found.values()].sort((a, b) => b.labelled - a.labelled)
}

/** Whose labels a question is about: the annotators', and the decisions of the gold author. */
export const authorsOf = (query: Pick<Query, 'authorIds' | 'goldAuthorId'>): readonly string[] =>
  query.goldAuthorId === undefined ? query.authorIds : [...query.authorIds, query.goldAuthorId]
