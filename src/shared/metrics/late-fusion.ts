import type { Method } from './base/metric'
import { argmax } from './base/moments'
import { normalised } from './soft-label'

/** Ways to make one distribution of several. */
export type FusionRule =
  | { readonly rule: 'mean' | 'product' | 'max' | 'vote' }
  | { readonly rule: 'weighted'; readonly weights: readonly number[] }
  /** One weight per model and class. */
  | { readonly rule: 'class_weighted'; readonly weights: readonly (readonly number[])[] }

/** What late fusion is. */
export const lateFusionMethod: Method = {
  kind: 'method',
  id: 'late_fusion',
  name: 'Late fusion',
  definition:
    'per class over models: mean; weighted mean; sum of class weights x probability; product or maximum scaled to sum to 1; share of models whose first choice it is',
  convention:
    'Class weights are used as given. A product of 0 everywhere becomes uniform. Equal first choices: the lowest index.',
  source: 'Kittler et al. 1998, IEEE TPAMI 20, 226-239; Ryumina et al. 2024 (AVCER) for class weights',
  missingPolicy: 'Every model needs probabilities for every item; leave out models that have none.'
}

/** What the compound rules are. */
export const compoundExpressionMethod: Method = {
  kind: 'method',
  id: 'compound_expressions',
  name: 'Compound expressions',
  definition:
    'score of a pair of basic emotions: sum of both probabilities, after zeroing small ones (mask), or weighted w_i/(w_i + w_j)',
  convention:
    'Mask: probabilities of at most 1/number of classes become 0. Equal scores: the first pair of the list.',
  source: 'Ryumina et al. 2024, CVPR Workshops (AVCER); Kollias 2023 (C-EXPR-DB)',
  missingPolicy: 'Needs probabilities of all basic emotions.'
}

type Row = readonly number[]

/** One distribution per item from several models' distributions. */
export function lateFusion(
  models: readonly (readonly Row[])[],
  rule: FusionRule
): { readonly fused: readonly Row[]; readonly best: readonly number[] } {
  const items = models[0]?.length ?? 0
  const fused = Array.from({ length: items }, (_, i) =>
    fuseItem(
      models.map((rows) => rows[i] ?? []),
      rule
    )
  )
  return { fused, best: fused.map(argmax) }
}

function fuseItem(rows: readonly Row[], rule: FusionRule): number[] {
  const classes = rows[0]?.length ?? 0
  const each = (of: (column: readonly number[], c: number) => number) =>
    Array.from({ length: classes }, (_, c) =>
      of(
        rows.map((row) => row[c] ?? 0),
        c
      )
    )
  const sum = (list: readonly number[]) => list.reduce((total, value) => total + value, 0)
  const uniform = () => new Array<number>(classes).fill(1 / classes)
  switch (rule.rule) {
    case 'mean':
      return each((column) => sum(column) / rows.length)
    case 'weighted': {
      const below = sum(rule.weights)
      return each((column) => sum(column.map((p, m) => p * (rule.weights[m] ?? 0))) / below)
    }
    case 'class_weighted':
      return each((column, c) => sum(column.map((p, m) => p * (rule.weights[m]?.[c] ?? 0))))
    case 'product':
      return normalised(each((column) => column.reduce((total, p) => total * p, 1))) ?? uniform()
    case 'max':
      return normalised(each((column) => Math.max(...column))) ?? uniform()
    case 'vote': {
      const choices = rows.map(argmax)
      return each((_, c) => choices.filter((choice) => choice === c).length / rows.length)
    }
  }
}

/** How two probabilities become one score. */
export type CompoundRule = 'sum' | 'mask' | 'weighted'

/** Two basic emotions by index, under one name. */
export interface CompoundPair {
  readonly name: string
  readonly first: number
  readonly second: number
}

/** Score of every pair for every item, and the name of the best. */
export function compoundExpressions(
  probabilities: readonly Row[],
  pairs: readonly CompoundPair[],
  rule: CompoundRule,
  classWeights: readonly number[] = []
): { readonly scores: readonly Row[]; readonly best: readonly string[] } {
  const scores = probabilities.map((row) => {
    const at = (c: number) => {
      const p = row[c] ?? 0
      return rule === 'mask' && p <= 1 / row.length ? 0 : p
    }
    return pairs.map(({ first, second }) => {
      if (rule !== 'weighted') return at(first) + at(second)
      const [u, v] = [classWeights[first] ?? 1, classWeights[second] ?? 1]
      return (at(first) * u + at(second) * v) / (u + v)
    })
  })
  return { scores, best: scores.map((row) => pairs[argmax(row)]?.name ?? '') }
}
