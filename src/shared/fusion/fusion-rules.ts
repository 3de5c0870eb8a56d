import { ok } from '../domain/problem'
import { fail } from '../domain/problem'
import type { Result } from '../domain/problem'
import type { FusionRule } from './fusion-plan'
import { readCondition } from './rule-condition'

/** A cell as rules see and change it. */
export interface RuleCell {
  /** In the order of the labels; changed in place. */
  readonly scores: Float64Array
  /** What each member said, undefined where it said nothing. */
  readonly members: readonly (ArrayLike<number> | undefined)[]
}

/** A choice among labels. */
export interface RuleChoice {
  readonly scores: ArrayLike<number>
  /** Index of the label, -1 for none. */
  readonly best: number
}

/** What rules make of a cell: the label, and the compound where there is a pair rule. */
export interface RuledCell extends RuleChoice {
  readonly compound?: RuleChoice
}

/** Rules of a fusion, ready to run. */
export interface FusionRules {
  /** Compounds of a pair rule, in its order; undefined without one. */
  readonly compounds?: readonly string[]
  apply(cell: RuleCell): RuledCell
}

/** Make rules ready; a rule that names an unknown label or member is refused. Rules run in their order, a pair rule last. */
export function fusionRules(
  rules: readonly FusionRule[],
  labels: readonly string[],
  members: readonly string[]
): Result<FusionRules> {
  const steps: ((cell: RuleCell, forced: number) => number)[] = []
  let pairs: Pairs | undefined
  for (const rule of rules) {
    if (rule.type === 'pair-sum') {
      const read = readPairs(rule, labels)
      if (!read.ok) return read
      pairs = read.value
      continue
    }
    const step = readStep(rule, labels, members)
    if (!step.ok) return step
    steps.push(step.value)
  }
  return ok({
    ...(pairs ? { compounds: pairs.names } : {}),
    apply(cell) {
      let forced = -1
      for (const step of steps) forced = step(cell, forced)
      const choice = { scores: cell.scores, best: forced >= 0 ? forced : bestOf(cell.scores) }
      return pairs ? { ...choice, compound: pairScores(pairs, cell.scores) } : choice
    }
  })
}

function readStep(
  rule: Exclude<FusionRule, { type: 'pair-sum' }>,
  labels: readonly string[],
  members: readonly string[]
): Result<(cell: RuleCell, forced: number) => number> {
  const unknown = (name: string, list: readonly string[]): Result<never> =>
    fail('fusion-rule', `A rule names “${name}”, which is not among ${list.join(', ')}.`)
  if (rule.type === 'dependency') {
    const [needs, needed] = [labels.indexOf(rule.when), labels.indexOf(rule.then)]
    if (needs < 0) return unknown(rule.when, labels)
    if (needed < 0) return unknown(rule.then, labels)
    return ok(({ scores }, forced) => {
      scores[needs] = Math.min(scores[needs] ?? 0, scores[needed] ?? 0)
      return forced
    })
  }
  const condition = readCondition(rule.when, { labels, members })
  if (!condition.ok) return condition
  const holds = (cell: RuleCell): boolean =>
    condition.value({
      score: (label, member) =>
        member === undefined
          ? cell.scores[labels.indexOf(label)]
          : cell.members[members.indexOf(member)]?.[labels.indexOf(label)]
    })
  if (rule.type === 'if-then') {
    const label = labels.indexOf(rule.then)
    if (label < 0) return unknown(rule.then, labels)
    return ok((cell, forced) => (holds(cell) ? label : forced))
  }
  const member = members.indexOf(rule.then)
  if (member < 0) return unknown(rule.then, members)
  return ok((cell, forced) => {
    const own = cell.members[member]
    if (own && holds(cell)) cell.scores.set(Array.from(own))
    return forced
  })
}

interface Pairs {
  readonly names: readonly string[]
  readonly pairs: readonly (readonly [number, number])[]
  readonly mask: number | undefined
  readonly weights: readonly number[] | undefined
  readonly tie: 'first' | 'none'
}

function readPairs(
  rule: Extract<FusionRule, { type: 'pair-sum' }>,
  labels: readonly string[]
): Result<Pairs> {
  const pairs: (readonly [number, number])[] = []
  for (const [name, [first, second]] of Object.entries(rule.pairs)) {
    const pair = [labels.indexOf(first), labels.indexOf(second)] as const
    const lacking = pair[0] < 0 ? first : pair[1] < 0 ? second : undefined
    if (lacking !== undefined)
      return fail(
        'fusion-rule',
        `The compound “${name}” needs “${lacking}”, which is not among ${labels.join(', ')}.`
      )
    pairs.push(pair)
  }
  return ok({
    names: Object.keys(rule.pairs),
    pairs,
    mask: rule.maskGreaterThan,
    weights: rule.pairWeights && labels.map((label) => rule.pairWeights?.[label] ?? 1),
    tie: rule.tie
  })
}

/** Sums of both shares, or their weighted mean; shares up to the mask count as 0 (Ryumina et al. 2024, AVCER). */
function pairScores({ pairs, mask, weights, tie }: Pairs, shares: Float64Array): RuleChoice {
  const at = (k: number): number => {
    const share = shares[k] ?? 0
    return mask !== undefined && share <= mask ? 0 : share
  }
  const scores = Float64Array.from(pairs, ([first, second]) => {
    if (!weights) return at(first) + at(second)
    const [u, v] = [weights[first] ?? 1, weights[second] ?? 1]
    return u + v > 0 ? (at(first) * u + at(second) * v) / (u + v) : 0
  })
  const best = bestOf(scores)
  const tied = tie === 'none' && scores.some((score, k) => k !== best && score === scores[best])
  return { scores, best: tied ? -1 : best }
}

function bestOf(scores: ArrayLike<number>): number {
  let best = scores.length > 0 ? 0 : -1
  for (let k = 1; k < scores.length; k++) if ((scores[k] ?? 0) > (scores[best] ?? 0)) best = k
  return best
}
