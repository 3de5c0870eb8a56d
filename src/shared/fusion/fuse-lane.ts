import { ok } from '../domain/problem'
import type { Result } from '../domain/problem'
import type { AlignedMember, FusionCells } from './align-series'
import { combineMembers } from './combine-members'
import type { Combined, MemberWeights } from './combine-members'
import type { FusionMember, FusionPlan } from './fusion-plan'
import { fusionRules } from './fusion-rules'
import type { FusionRules } from './fusion-rules'
import type { StackHead } from './stack-head'
import { stackScores } from './stack-head'

/** Members of one person in one recording, on common cells. */
export interface AlignedLane {
  readonly cells: FusionCells
  /** In the order of the plan. */
  readonly members: readonly AlignedMember[]
}

/** One result for each cell. */
export interface FusedLane {
  readonly cells: FusionCells
  readonly labels: readonly string[]
  /** Cell by cell: scaled to sum 1; of compounds as the rule gives them. */
  readonly scores: Float64Array
  /** Index of the label; -1: none. */
  readonly best: Int16Array
  /** Bit m is set where member m said nothing itself. */
  readonly missing: Uint32Array
  /** The compounds of a pair rule, on the same cells. */
  readonly compound?: FusedLane
}

/** A fusion, ready to run on any number of lanes. */
export type Fuser = (lane: AlignedLane) => FusedLane

/** What changes while sliders move; the members' answers stay. */
export type FuserPlan = Pick<FusionPlan, 'members' | 'missing' | 'combine' | 'smoothSeconds' | 'rules'>

/** Make a fusion ready. `names`: what rules call the members; `head`: for `stack`, fitted before. Rules that name what there is not are refused. */
export function fuser(
  plan: FuserPlan,
  labels: readonly string[],
  names: readonly string[],
  head?: StackHead
): Result<Fuser> {
  const rules = fusionRules(plan.rules, labels, names)
  if (!rules.ok) return rules
  const weights = plan.members.map((member) => weightsOf(member, labels))
  const stack = head && ((shares: Float64Array, here: Uint8Array) => stackScores(head, shares, here))
  return ok((lane) => {
    const combined = combineMembers(lane.members, weights, labels.length, plan, stack)
    const smooth = smoothed(combined.scores, combined.present, lane.cells, labels.length, plan.smoothSeconds)
    return plan.rules.length === 0
      ? strongestOf(lane, smooth, combined, labels)
      : ruled(lane, smooth, combined.present, combined.missing, labels, rules.value)
  })
}

/** Weights of a member in the order of the labels. */
export const weightsOf = (
  { weight, classWeights }: Pick<FusionMember, 'weight' | 'classWeights'>,
  labels: readonly string[]
): MemberWeights => ({ weight, classes: Float64Array.from(labels, (label) => classWeights[label] ?? 1) })

/** Without rules: the label of the highest score, the first of equals. */
function strongestOf(
  { cells }: AlignedLane,
  combined: Float64Array,
  { present, missing }: Pick<Combined, 'present' | 'missing'>,
  labels: readonly string[]
): FusedLane {
  const width = labels.length
  const scores = new Float64Array(combined.length)
  const best = new Int16Array(present.length).fill(-1)
  for (let i = 0; i < present.length; i++) {
    if (!present[i]) continue
    let [sum, most] = [0, 0]
    for (let k = 0; k < width; k++) {
      const score = combined[i * width + k] ?? 0
      sum += score
      if (score > (combined[i * width + most] ?? 0)) most = k
    }
    // Where every score is 0 nothing was said that has a place among the labels.
    if (sum <= 0) continue
    for (let k = 0; k < width; k++) scores[i * width + k] = (combined[i * width + k] ?? 0) / sum
    best[i] = most
  }
  return { cells, labels, scores, best, missing }
}

function ruled(
  { cells, members }: AlignedLane,
  combined: Float64Array,
  present: Uint8Array,
  missing: Uint32Array,
  labels: readonly string[],
  rules: FusionRules
): FusedLane {
  const width = labels.length
  const made = (names: readonly string[]) => ({
    cells,
    labels: names,
    scores: new Float64Array(present.length * names.length),
    best: new Int16Array(present.length).fill(-1),
    missing
  })
  const lane = made(labels)
  const compound = rules.compounds && made(rules.compounds)
  for (let i = 0; i < present.length; i++) {
    if (!present[i]) continue
    const cell = rules.apply({
      scores: combined.slice(i * width, (i + 1) * width),
      members: members.map((member) =>
        member.present[i] ? member.scores.subarray(i * width, (i + 1) * width) : undefined
      )
    })
    let sum = 0
    for (let k = 0; k < width; k++) sum += cell.scores[k] ?? 0
    // Where every score is 0 nothing was said that has a place among the labels.
    if (sum <= 0) continue
    for (let k = 0; k < width; k++) lane.scores[i * width + k] = (cell.scores[k] ?? 0) / sum
    lane.best[i] = cell.best
    if (!compound || !cell.compound) continue
    compound.scores.set(Array.from(cell.compound.scores), i * compound.labels.length)
    compound.best[i] = cell.compound.best
  }
  return compound ? { ...lane, compound } : lane
}

/** Each cell's mean over the cells whose middles lie within half the stretch, without reaching across cells that have no result. */
function smoothed(
  scores: Float64Array,
  present: Uint8Array,
  { starts, ends }: FusionCells,
  labels: number,
  seconds: number
): Float64Array {
  if (seconds <= 0) return scores
  const reach = (seconds * 1e6) / 2
  const middle = (i: number): number => ((starts[i] ?? 0) + (ends[i] ?? 0)) / 2
  const out = new Float64Array(scores.length)
  const sums = new Float64Array(labels)
  const add = (i: number, sign: number): void => {
    for (let k = 0; k < labels; k++) sums[k] = (sums[k] ?? 0) + sign * (scores[i * labels + k] ?? 0)
  }
  for (let from = 0; from < present.length;) {
    let to = from
    while (to < present.length && present[to]) to++
    sums.fill(0)
    let [low, high] = [from, from]
    for (let i = from; i < to; i++) {
      while (high < to && middle(high) <= middle(i) + reach) add(high++, 1)
      while (middle(low) < middle(i) - reach) add(low++, -1)
      for (let k = 0; k < labels; k++) out[i * labels + k] = Math.max(0, sums[k] ?? 0) / (high - low)
    }
    from = to + 1
  }
  return out
}
