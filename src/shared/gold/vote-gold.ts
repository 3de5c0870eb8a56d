import { atOnce, type Sliced } from '../agreement/sliced'
import { slicedDawidSkene } from './dawid-skene'
import { intersection, labelsOf, union } from './label-set-rules'
import type { VoteRule } from './recipe'
import type { OnRound } from './latent-classes'
import { ratingVerdict } from './rating-rules'
import { majority, plurality, softLabels } from './single-label-rules'
import { mostUsedWord } from './word-rule'
import {
  provenanceOf,
  voteWeights,
  type AnnotatorQuality,
  type ItemProvenance,
  type Verdict,
  type VotedUnit
} from './votes'

/** A verdict with its provenance. */
export interface GoldItem extends Verdict {
  readonly provenance: readonly ItemProvenance[]
}

/** Verdicts in the order of the units, and what the rule found out about annotators. */
export interface VoteGold {
  readonly rule: VoteRule
  readonly items: readonly GoldItem[]
  /** Only rules that judge annotators have any. */
  readonly annotators: readonly AnnotatorQuality[]
  readonly counts: { readonly decided: number; readonly open: number; readonly unrated: number }
  /** What a reader of the result must know, in sentences. */
  readonly notes: readonly string[]
}

/** Run a rule over units; `blank` has been taken care of where the votes were made. */
export const voteGold = (units: readonly VotedUnit[], rule: VoteRule): VoteGold =>
  atOnce(slicedVoteGold(units, rule))

/** The same with pauses, for long recordings. */
export function* slicedVoteGold(
  units: readonly VotedUnit[],
  rule: VoteRule,
  onRound?: OnRound
): Sliced<VoteGold> {
  const { verdicts, annotators = [], notes = [] } = yield* decide(units, rule, onRound)
  const items = yield* each(units, (unit, i): GoldItem => {
    const verdict = verdicts[i] ?? { state: 'unrated', labels: [], open: [], shares: null, agreement: null }
    return { ...verdict, provenance: provenanceOf(unit, verdict) }
  })
  const count = (state: Verdict['state']) => items.filter((item) => item.state === state).length
  return {
    rule,
    items,
    annotators,
    counts: { decided: count('decided'), open: count('open'), unrated: count('unrated') },
    notes
  }
}

interface Decision {
  readonly verdicts: readonly Verdict[]
  readonly annotators?: readonly AnnotatorQuality[]
  readonly notes?: readonly string[]
}

/** Units between two pauses. */
const SLICE = 128

function* each<T>(units: readonly VotedUnit[], of: (unit: VotedUnit, index: number) => T): Sliced<T[]> {
  const made: T[] = []
  for (const [i, unit] of units.entries()) {
    made.push(of(unit, i))
    if (i % SLICE === SLICE - 1) yield
  }
  return made
}

function* decide(units: readonly VotedUnit[], rule: VoteRule, onRound?: OnRound): Sliced<Decision> {
  switch (rule.rule) {
    case 'majority':
      return { verdicts: yield* each(units, majority) }
    case 'plurality':
      return { verdicts: yield* each(units, plurality) }
    case 'union':
      return { verdicts: yield* each(units, union) }
    case 'intersection':
      return { verdicts: yield* each(units, intersection) }
    case 'at_least':
      return { verdicts: yield* each(units, (unit) => labelsOf(unit, () => rule.raters)) }
    case 'words':
      return { verdicts: yield* each(units, (unit) => mostUsedWord(unit, rule.raters)) }
    case 'rating_mean':
      return { verdicts: yield* each(units, (unit) => ratingVerdict(unit, 'mean')) }
    case 'rating_median':
      return { verdicts: yield* each(units, (unit) => ratingVerdict(unit, 'median')) }
    case 'soft': {
      const found = new Set<string>()
      yield* each(units, (unit) => {
        for (const label of voteWeights(unit).weights.keys()) found.add(label)
      })
      const classes = [...found].sort()
      return { verdicts: yield* each(units, (unit) => softLabels(unit, classes, rule.smoothing)) }
    }
    case 'dawid_skene': {
      const { verdicts, annotators, converged, rounds } = yield* slicedDawidSkene(units, rule, onRound)
      const twice = units.some((unit) => unit.votes.filter(({ labels }) => labels !== null).length > 1)
      const notes = [
        converged
          ? `The search settled after ${rounds} rounds: no share moved by more than ${rule.tolerance}.`
          : `The search had not settled after ${rounds} rounds: shares still moved by more than ${rule.tolerance}.`,
        ...(twice ? [] : ['No unit has two votes, so annotators cannot be told apart.'])
      ]
      return { verdicts, annotators, notes }
    }
  }
}
