import { labelsOf } from '../domain/labels'
import type { SchemeRow } from '../domain/rows'
import { attributeTask } from '../values/attribute'
import type { SchemeMap } from './scheme-map'

/** What a mapping keeps, brings together and loses; counted over whatever was counted. */
export interface MapSummary {
  /** Two answers that differ before may be one after, or some have no counterpart. */
  readonly lossy: boolean
  /** Source labels (or dimensions) without a counterpart, with their uses; most used first. */
  readonly unmapped: readonly { readonly id: string; readonly uses: number }[]
  /** Targets that several sources become. */
  readonly merges: readonly { readonly target: string; readonly sources: readonly string[] }[]
  /** Targets that nothing leads to. */
  readonly withoutSource: readonly string[]
  /** Targets that something leads to, in the order of the target scheme. */
  readonly reached: readonly string[]
}

/** What becomes of every label (or dimension) of the source. `uses`: how often each is used; 0 where it says nothing. */
export function mapSummary(
  map: SchemeMap,
  source: SchemeRow | undefined,
  target: SchemeRow | undefined,
  uses: Readonly<Record<string, number>> = {}
): MapSummary {
  const links = linksOf(map, source)
  const byTarget = new Map<string, string[]>()
  for (const [from, targets] of links)
    for (const to of targets) byTarget.set(to, [...(byTarget.get(to) ?? []), from])
  const there =
    map.rule.kind === 'affine'
      ? (attributeTask(target, map.to.attributeId)?.dimensions ?? []).map(({ id }) => id)
      : labelsOf(target, map.to.attributeId).map(({ id }) => id)
  const unmapped = [...links]
    .filter(([, targets]) => targets.length === 0)
    .map(([id]) => ({ id, uses: uses[id] ?? 0 }))
    .toSorted((a, b) => b.uses - a.uses)
  const merges = [...byTarget]
    .filter(([, sources]) => sources.length > 1)
    .map(([to, sources]) => ({ target: to, sources }))
  const coarse = map.rule.kind === 'quadrant' || map.rule.kind === 'threshold' || map.rule.kind === 'axis'
  const split = [...links.values()].some((targets) => targets.length > 1)
  return {
    lossy:
      map.lossy ||
      coarse ||
      split ||
      unmapped.length > 0 ||
      (map.rule.kind !== 'affine' && merges.length > 0),
    unmapped,
    merges: map.rule.kind === 'quadrant' ? [] : merges,
    withoutSource: there.filter((id) => !byTarget.has(id)),
    reached: there.filter((id) => byTarget.has(id))
  }
}

/** Every source with the targets it leads to. */
function linksOf(map: SchemeMap, source: SchemeRow | undefined): ReadonlyMap<string, readonly string[]> {
  const { rule } = map
  const task = attributeTask(source, map.from.attributeId)
  const labels = labelsOf(source, map.from.attributeId).map(({ id }) => id)
  const dims = task?.dimensions.map(({ id }) => id) ?? []
  switch (rule.kind) {
    case 'rename':
    case 'group':
    case 'threshold':
      return new Map(labels.map((id) => [id, listOf(rule.targets.get(id))]))
    case 'matrix':
      return new Map(
        labels.map((id) => [
          id,
          Object.entries(rule.weights[id] ?? {}).flatMap(([to, weight]) => (weight > 0 ? [to] : []))
        ])
      )
    case 'affine':
      return new Map(dims.map((id) => [id, listOf(rule.dims[id]?.to)]))
    case 'quadrant':
      return new Map(
        dims.map((id) => [id, id === rule.x.dim || id === rule.y.dim ? [...new Set(rule.labels)] : []])
      )
    case 'axis': {
      const place = task?.axes.findIndex(({ id }) => id === rule.axis) ?? -1
      return new Map(labels.map((id) => [id, listOf(id.split('+')[place])]))
    }
  }
}

const listOf = (value: string | undefined): readonly string[] => (value === undefined ? [] : [value])
