import { shapleyShares } from '../../../../../shared/variants/shapley-shares'
import type { RanVariant } from '../../../../session/variants'
import type { VariantRow } from '../../experiments/variant-table'

/** What each part adds to the score on average. */
export interface Shares {
  readonly parts: readonly { readonly name: string; readonly share: number }[]
  /** Scores of all parts together and of none. */
  readonly full: number
  readonly nothing: number
}

/** Shares of the parts where every set of them was run; undefined else. `nothing`: score of reading nothing. */
export function partShares(
  rows: readonly VariantRow[],
  variants: readonly RanVariant[],
  nothing: number | null
): Shares | undefined {
  const keeps = new Map(
    variants.flatMap(({ authorId, variant }) =>
      variant.kind === 'members' || variant.kind === 'components' ? [[authorId, variant.keep] as const] : []
    )
  )
  const parts = [...new Set([...keeps.values()].flat())]
  if (parts.length === 0 || parts.length > 8 || nothing === null) return undefined
  const scores = new Map<number, number>([[0, nothing]])
  for (const { authorId, score } of rows) {
    const keep = keeps.get(authorId)
    if (keep && score.score.value !== null)
      scores.set(
        keep.reduce((set, part) => set | (1 << parts.indexOf(part)), 0),
        score.score.value
      )
  }
  const shares = shapleyShares(parts.length, (set) => scores.get(set) ?? null)
  if (!shares) return undefined
  return {
    parts: parts.map((name, i) => ({ name, share: shares[i] ?? 0 })),
    full: scores.get(2 ** parts.length - 1) ?? NaN,
    nothing
  }
}
