import { entropy } from '../metrics/soft-label'
import type { Segment } from '../domain/rows'
import { NOTHING, sharesOf, voteWeights } from './votes'

/** What a gold segment rests on. */
export interface GoldEvidence {
  /** Share of the votes by label, of "nothing" under an empty id; sums to 1. Null when no vote is known. */
  readonly shares: Readonly<Record<string, number>> | null
  /** Shannon entropy of these shares in bits: 0 when all say the same. Null when no vote is known. */
  readonly entropyBits: number | null
  /** Share of the raters whose vote is the label, 0 to 1; null when unknown. */
  readonly agreement: number | null
}

/** Shares this close to 0 are rounding. */
const ROUNDING = 1e-9

/**
 * Votes behind a gold segment. Where its rule wrote the shares (means over time), they are used; else each rater has
 * one vote, divided over all labels that he gave inside the segment.
 */
export function goldEvidence({
  label,
  confidence,
  scores,
  origin
}: Pick<Segment, 'label' | 'confidence' | 'scores' | 'origin'>): GoldEvidence {
  const votes = origin?.votes ?? []
  const shares = scores ? withNothing(scores) : sharesOfVotes(votes)
  if (!shares) return { shares: null, entropyBits: null, agreement: confidence ?? null }
  const followers = votes.filter(
    ({ labels }) =>
      labels.length === (label === undefined ? 0 : 1) && (label === undefined || labels[0] === label)
  )
  return {
    shares,
    // The sum of nothing but -0 is -0.
    entropyBits: Math.abs(entropy(Object.values(shares)) / Math.LN2),
    agreement: confidence ?? (votes.length === 0 ? null : followers.length / votes.length)
  }
}

function withNothing(scores: Readonly<Record<string, number>>): Record<string, number> {
  const rest = 1 - Object.values(scores).reduce((sum, share) => sum + share, 0)
  return rest > ROUNDING ? { ...scores, [NOTHING]: rest } : { ...scores }
}

function sharesOfVotes(
  votes: readonly { readonly authorId: string; readonly labels: readonly string[] }[]
): Record<string, number> | null {
  const unit = {
    weight: 1,
    votes: votes.map(({ authorId, labels }) => ({ annotator: authorId, labels, sources: [] }))
  }
  return sharesOf(voteWeights(unit).weights)
}
