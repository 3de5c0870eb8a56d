import { labelsOf } from '../domain/labels'
import type { SchemeRow } from '../domain/rows'
import { mapsFrom, type AttributeRef, type SchemeMap } from './scheme-map'

/** An attribute in whose labels all can be said, and the maps that bring those of other attributes there. */
export interface CommonTarget {
  readonly to: AttributeRef
  readonly maps: readonly SchemeMap[]
}

/**
 * Attributes with labels to which every one of the used attributes leads: itself, or by one mapping table. At least
 * one map takes part; used attributes come first among the targets. Several maps between the same two: the first.
 */
export function commonTargets(
  used: readonly AttributeRef[],
  schemes: readonly SchemeRow[]
): readonly CommonTarget[] {
  const byId = new Map(schemes.map((scheme) => [scheme.id, scheme]))
  const maps = used.map((from) => {
    const scheme = byId.get(from.schemeId)
    return scheme ? mapsFrom(scheme, schemes).filter((map) => same(map.from, from)) : []
  })
  const targets = new Map([...used, ...maps.flat().map((map) => map.to)].map((to) => [keyOf(to), to]))
  return [...targets.values()].flatMap((to) => {
    if (labelsOf(byId.get(to.schemeId), to.attributeId).length === 0) return []
    const needed: SchemeMap[] = []
    for (const [index, from] of used.entries()) {
      if (same(from, to)) continue
      const map = maps[index]?.find((each) => same(each.to, to))
      if (!map) return []
      needed.push(map)
    }
    return needed.length > 0 ? [{ to, maps: needed }] : []
  })
}

/** A text that names an attribute of a scheme. */
export const keyOf = ({ schemeId, attributeId }: AttributeRef): string => `${schemeId}/${attributeId}`

const same = (a: AttributeRef, b: AttributeRef): boolean =>
  a.schemeId === b.schemeId && a.attributeId === b.attributeId
