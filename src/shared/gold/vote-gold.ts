import { dawidSkene } from './dawid-skene'
import { intersection, labelsOf, union } from './label-set-rules'
import type { VoteRule } from './recipe'
import { majority, plurality, softLabels } from './single-label-rules'
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
export function voteGold(units: readonly VotedUnit[], rule: VoteRule): VoteGold {
  const { verdicts, annotators = [], notes = [] } = decide(units, rule)
  const items = units.map((unit, i): GoldItem => {
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

function decide(units: readonly VotedUnit[], rule: VoteRule): Decision {
  switch (rule.rule) {
    case 'majority':
      return { verdicts: units.map(majority) }
    case 'plurality':
      return { verdicts: units.map(plurality) }
    case 'union':
      return { verdicts: units.map(union) }
    case 'intersection':
      return { verdicts: units.map(intersection) }
    case 'at_least':
      return { verdicts: units.map((unit) => labelsOf(unit, () => rule.raters)) }
    case 'soft': {
      const classes = [...new Set(units.flatMap((unit) => [...voteWeights(unit).weights.keys()]))].sort()
      return { verdicts: units.map((unit) => softLabels(unit, classes, rule.smoothing)) }
    }
    case 'dawid_skene': {
      const { verdicts, annotators, converged, rounds } = dawidSkene(units, rule)
      const twice = units.some((unit) => unit.votes.filter(({ labels }) => labels !== null).length > 1)
      const notes = [
        ...(converged ? [] : [`The search had not settled after ${rounds} rounds.`]),
        ...(twice ? [] : ['No unit has two votes, so annotators cannot be told apart.'])
      ]
      return { verdicts, annotators, notes }
    }
  }
}
