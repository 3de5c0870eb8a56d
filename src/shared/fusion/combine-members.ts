import type { AlignedMember } from './align-series'
import type { FusionPlan } from './fusion-plan'

/** How members are weighed, label by label. */
export interface MemberWeights {
  readonly weight: number
  /** One for each label. */
  readonly classes: ArrayLike<number>
}

/** One answer for each cell. */
export interface Combined {
  /** As the rule gives them: not scaled, cell by cell. */
  readonly scores: Float64Array
  /** 0: nobody said anything, or the policy leaves the cell out. */
  readonly present: Uint8Array
  /** Bit m is set where member m said nothing itself. */
  readonly missing: Uint32Array
}

/** What the ways to combine are, as told on cards. */
export const combineConventions: Record<FusionPlan['combine'], string> = {
  mean: 'Per label the mean of the members, each with its weight times its weight for that label.',
  'weighted-sum': 'Per label the sum of weight × weight for the label × share, weights used as given.',
  product: 'Per label the product of the shares, each raised to its weight (times its weight for the label).',
  max: 'Per label the highest of weight × weight for the label × share.',
  vote: 'Each member votes with its weight for its strongest label, after its weights for labels.',
  'gate-by-confidence': 'The member whose strongest weighted share is highest decides alone.',
  stack: 'A head fitted on the shares of all members in the named recordings only.'
}

/** What the policies for missing members are, as told on cards. */
export const missingConventions: Record<FusionPlan['missing'], string> = {
  renormalise: 'Members that say nothing are left out and the weights of the others count for all.',
  hold: 'A member that says nothing keeps its last answer; before its first it is left out.',
  zero: 'A member that says nothing counts with 0 for every label.',
  skip: 'Moments at which a member says nothing get no result.'
}

/** Combine aligned members cell by cell; `stack` gives the scores of a fitted head for the shares of all members. */
export function combineMembers(
  members: readonly AlignedMember[],
  weights: readonly MemberWeights[],
  labels: number,
  { combine, missing }: Pick<FusionPlan, 'combine' | 'missing'>,
  stack?: (shares: Float64Array, present: Uint8Array) => ArrayLike<number>
): Combined {
  const count = members[0]?.present.length ?? 0
  const out: Combined = {
    scores: new Float64Array(count * labels),
    present: new Uint8Array(count),
    missing: new Uint32Array(count)
  }
  const shares = new Float64Array(members.length * labels)
  const here = new Uint8Array(members.length)
  const seen = new Uint8Array(members.length)
  const cell = new Float64Array(labels)
  for (let i = 0; i < count; i++) {
    let said = 0
    for (let m = 0; m < members.length; m++) {
      const member = members[m]
      if (member?.present[i]) {
        for (let k = 0; k < labels; k++) shares[m * labels + k] = member.scores[i * labels + k] ?? 0
        here[m] = 1
        seen[m] = 1
        said++
        continue
      }
      out.missing[i] = (out.missing[i] ?? 0) | (1 << m)
      // `shares` still holds the member's last answer.
      here[m] = missing === 'hold' ? (seen[m] ?? 0) : 0
      if (missing === 'zero') shares.fill(0, m * labels, (m + 1) * labels)
    }
    const taking = missing === 'hold' ? here.some((one) => one > 0) : said > 0
    if (!taking || (missing === 'skip' && said < members.length)) continue
    if (missing === 'zero') here.fill(1)
    out.present[i] = 1
    out.scores.set(
      combine === 'stack' && stack ? stack(shares, here) : combineCell(shares, here, weights, combine, cell),
      i * labels
    )
  }
  return out
}

/** Written into `out`, which is given back; nothing is made anew for a cell, of which there may be hundreds of thousands. */
function combineCell(
  shares: Float64Array,
  here: Uint8Array,
  weights: readonly MemberWeights[],
  combine: FusionPlan['combine'],
  out: Float64Array
): Float64Array {
  const labels = out.length
  out.fill(combine === 'product' ? 1 : 0)
  if (combine === 'gate-by-confidence') return gated(shares, here, weights, out)
  for (let k = 0; k < labels; k++) {
    let below = 0
    for (let m = 0; m < weights.length; m++) {
      if (!here[m]) continue
      const weight = (weights[m]?.weight ?? 1) * (weights[m]?.classes[k] ?? 1)
      const share = shares[m * labels + k] ?? 0
      const before = out[k] ?? 0
      below += weight
      if (combine === 'mean' || combine === 'weighted-sum') out[k] = before + weight * share
      else if (combine === 'product') out[k] = before * Math.pow(share, weight)
      else if (combine === 'max') out[k] = Math.max(before, weight * share)
    }
    if (combine === 'mean' && below > 0) out[k] = (out[k] ?? 0) / below
  }
  if (combine === 'vote' || combine === 'stack')
    for (let m = 0; m < weights.length; m++) {
      if (!here[m]) continue
      const best = strongest(shares, m * labels, labels, weights[m]?.classes)
      out[best] = (out[best] ?? 0) + (weights[m]?.weight ?? 1)
    }
  // Members that rule out everything together leave it open, as lateFusion has it.
  if (combine === 'product' && out.every((value) => value === 0)) out.fill(1 / labels)
  return out
}

function gated(
  shares: Float64Array,
  here: Uint8Array,
  weights: readonly MemberWeights[],
  out: Float64Array
): Float64Array {
  const labels = out.length
  let [chosen, most] = [-1, -Infinity]
  for (let m = 0; m < weights.length; m++) {
    if (!here[m]) continue
    const best = strongest(shares, m * labels, labels, weights[m]?.classes)
    const sure =
      (weights[m]?.weight ?? 1) * (weights[m]?.classes[best] ?? 1) * (shares[m * labels + best] ?? 0)
    if (sure > most) [chosen, most] = [m, sure]
  }
  if (chosen >= 0) out.set(shares.subarray(chosen * labels, (chosen + 1) * labels))
  return out
}

/** Index of the highest weighted share of a member; the first of equals. */
function strongest(
  shares: Float64Array,
  from: number,
  labels: number,
  classes: ArrayLike<number> | undefined
): number {
  let best = 0
  const at = (k: number): number => (classes?.[k] ?? 1) * (shares[from + k] ?? 0)
  for (let k = 1; k < labels; k++) if (at(k) > at(best)) best = k
  return best
}
