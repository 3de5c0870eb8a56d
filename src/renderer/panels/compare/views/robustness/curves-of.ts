import type { RanVariant } from '../../../../session/variants'
import type { VariantRow } from '../../experiments/variant-table'

/** Steps of one perturbation with one seed, from little to much. */
export interface CurveSteps {
  readonly key: string
  readonly title: string
  readonly rows: readonly VariantRow[]
}

/** Curves in the order of the perturbations; the clean run belongs to none. */
export function curvesOf(
  rows: readonly VariantRow[],
  variants: readonly RanVariant[]
): readonly CurveSteps[] {
  const kinds = new Map(
    variants.flatMap(({ authorId, variant }) =>
      variant.kind === 'perturbation' ? [[authorId, `${variant.change} ${variant.seed}`] as const] : []
    )
  )
  const groups = Map.groupBy(
    rows.filter(({ isBaseline }) => !isBaseline),
    ({ authorId }) => kinds.get(authorId) ?? ''
  )
  return [...groups].map(([key, own]) => ({ key, title: own[0]?.group ?? key, rows: own }))
}
