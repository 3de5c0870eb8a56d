import type { MappedLabel } from './map-label'
import type { SchemeMap } from './scheme-map'

/** Values by dimension id, in the units of their scheme. */
export type Ratings = Readonly<Record<string, number>>

/**
 * The quadrant of a rating, counter-clockwise from high and high. Exactly on an axis is no quadrant but says which
 * dimension lies on it; a dimension that was not rated is missing. Unmapped for maps that are no quadrants.
 */
export function mapToQuadrant({ rule }: SchemeMap, ratings: Ratings): MappedLabel {
  if (rule.kind !== 'quadrant') return { kind: 'unmapped' }
  const x = ratings[rule.x.dim]
  const y = ratings[rule.y.dim]
  if (x === undefined || y === undefined) return { kind: 'missing' }
  const on = [...(x === rule.x.zero ? [rule.x.dim] : []), ...(y === rule.y.zero ? [rule.y.dim] : [])]
  if (on.length > 0) return { kind: 'on-axis', dims: on }
  const [first, second, third, fourth] = rule.labels
  const high = y > rule.y.zero
  const label = x > rule.x.zero ? (high ? first : fourth) : high ? second : third
  return { kind: 'label', label }
}

/** Ratings in the units of the target: value times scale plus offset; dimensions without a counterpart are left out. Undefined for maps that are not affine. */
export function mapRatings({ rule }: SchemeMap, ratings: Ratings): Ratings | undefined {
  if (rule.kind !== 'affine') return undefined
  const mapped = Object.entries(ratings).flatMap(([id, value]) => {
    const dim = rule.dims[id]
    return dim ? [[dim.to, value * dim.scale + dim.offset] as const] : []
  })
  return Object.fromEntries(mapped)
}
