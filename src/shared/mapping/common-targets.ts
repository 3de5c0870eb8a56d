import { labelsOf } from '../domain/labels'
import type { SchemeRow } from '../domain/rows'
import { mapsFrom, type AttributeRef, type SchemeMap } from './scheme-map'

/** An attribute in whose labels several authors can be compared, and the maps that bring their labels there. */
export interface CommonTarget {
  readonly to: AttributeRef
  readonly maps: readonly SchemeMap[]
}

/**
 * Attributes with labels that every author reaches: by using it, or by one mapping table from an attribute they used.
 * At least one map takes part; attributes that somebody used come first. Of several tables between the same two
 * attributes the first counts. `used`: the attributes of each author.
 */
export function commonTargets(
  used: readonly (readonly AttributeRef[])[],
  schemes: readonly SchemeRow[]
): readonly CommonTarget[] {
  const byId = new Map(schemes.map((scheme) => [scheme.id, scheme]))
  const leading = used.map((refs) =>
    refs.flatMap((from) => {
      const scheme = byId.get(from.schemeId)
      return scheme ? mapsFrom(scheme, schemes).filter((map) => sameRef(map.from, from)) : []
    })
  )
  const candidates = new Map(
    [...used.flat(), ...leading.flat().map((map) => map.to)].map((to) => [keyOf(to), to])
  )
  return [...candidates.values()].flatMap((to) => {
    if (labelsOf(byId.get(to.schemeId), to.attributeId).length === 0) return []
    const reached = used.every(
      (refs, author) =>
        refs.some((ref) => sameRef(ref, to)) || leading[author]?.some((map) => sameRef(map.to, to))
    )
    const maps = new Map(
      leading
        .flat()
        .filter((map) => sameRef(map.to, to) && !sameRef(map.from, to))
        .toReversed()
        .map((map) => [keyOf(map.from), map])
    )
    return reached && maps.size > 0 ? [{ to, maps: [...maps.values()].toReversed() }] : []
  })
}

/** A text that names an attribute of a scheme. */
export const keyOf = ({ schemeId, attributeId }: AttributeRef): string => `${schemeId}/${attributeId}`

/** Whether two references name the same attribute. */
export const sameRef = (a: AttributeRef, b: AttributeRef): boolean =>
  a.schemeId === b.schemeId && a.attributeId === b.attributeId
