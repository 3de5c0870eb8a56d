import { softLabelDistances } from '../../metrics/soft-label'
import { rankCorrelation } from '../confidence/disagreement'

/** How far two mixtures of one item are apart. */
export interface ShareDistance {
  /** Nats; null where the candidate gives nothing to a label that the reference has: infinite. */
  readonly kl: number | null
  readonly cosine: number | null
  /** Bits, 0..1. */
  readonly jsd: number | null
  /** Spearman's correlation of the shares over the labels; null where a side is even over all labels. */
  readonly rankOrder: number | null
  /** Whether the labels that either side has come in the same order on both, ties apart. */
  readonly sameOrder: boolean
}

/** Distances of a candidate's shares from the reference's, label by label in the same order. */
export function shareDistance(reference: readonly number[], candidate: readonly number[]): ShareDistance {
  const { klNats, cosine, jsdBits } = softLabelDistances(reference, candidate)
  return {
    kl: klNats,
    cosine,
    jsd: jsdBits,
    rankOrder: rankCorrelation(Float64Array.from(reference), Float64Array.from(candidate)).value,
    sameOrder: reference.every((a, i) =>
      reference.every(
        (b, j) => Math.sign(a - b) === Math.sign((candidate[i] ?? 0) - (candidate[j] ?? 0)) || i === j
      )
    )
  }
}
