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
    const result =
      combine === 'stack' && stack ? stack(shares, here) : combineCell(shares, here, weights, labels, combine)
    out.scores.set(result, i * labels)
  }
  return out
}

function combineCell(
  shares: Float64Array,
  here: Uint8Array,
  weights: readonly MemberWeights[],
  labels: number,
  combine: FusionPlan['combine']
): Float64Array {
  const out = new Float64Array(labels)
  const share = (m: number, k: number): number => shares[m * labels + k] ?? 0
  const weighed = (m: number, k: number): number => {
    const own = weights[m]
    return (own?.weight ?? 1) * (own?.classes[k] ?? 1)
  }
  const members = weights.map((_, m) => m).filter((m) => here[m])
  switch (combine) {
    case 'mean':
      for (let k = 0; k < labels; k++) {
        let [above, below] = [0, 0]
        for (const m of members) {
          above += weighed(m, k) * share(m, k)
          below += weighed(m, k)
        }
        out[k] = below > 0 ? above / below : 0
      }
      return out
    case 'weighted-sum':
      for (const m of members)
        for (let k = 0; k < labels; k++) out[k] = (out[k] ?? 0) + weighed(m, k) * share(m, k)
      return out
    case 'product': {
      out.fill(1)
      for (const m of members)
        for (let k = 0; k < labels; k++) out[k] = (out[k] ?? 0) * Math.pow(share(m, k), weighed(m, k))
      // Members that rule out everything together leave it open, as lateFusion has it.
      if (out.every((value) => value === 0)) out.fill(1 / labels)
      return out
    }
    case 'max':
      for (const m of members)
        for (let k = 0; k < labels; k++) out[k] = Math.max(out[k] ?? 0, weighed(m, k) * share(m, k))
      return out
    case 'vote':
    case 'stack':
      for (const m of members) {
        const best = strongest(labels, (k) => (weights[m]?.classes[k] ?? 1) * share(m, k))
        out[best] = (out[best] ?? 0) + (weights[m]?.weight ?? 1)
      }
      return out
    case 'gate-by-confidence': {
      const sure = (m: number): number =>
        Math.max(...Array.from({ length: labels }, (_, k) => weighed(m, k) * share(m, k)))
      const chosen = members.reduce((best, m) => (sure(m) > sure(best) ? m : best), members[0] ?? 0)
      for (let k = 0; k < labels; k++) out[k] = share(chosen, k)
      return out
    }
  }
}

/** Index of the highest value; the first of equals. */
function strongest(count: number, of: (k: number) => number): number {
  let best = 0
  for (let k = 1; k < count; k++) if (of(k) > of(best)) best = k
  return best
}
