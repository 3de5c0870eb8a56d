import { labelsOf } from '../domain/labels'
import type { SchemeRow } from '../domain/rows'
import { sameRef } from '../mapping/common-targets'
import { groupTable } from '../mapping/group-table'
import { mapScores } from '../mapping/map-scores'
import { mapsFrom } from '../mapping/scheme-map'
import type { AttributeRef } from '../mapping/scheme-map'
import { attributeTask } from '../values/attribute'
import type { ToTarget } from './member-series'

/**
 * How scores of one attribute's labels become scores of the target's, in the order of `labels`: as they are, by the
 * mapping table of its scheme, else by labels of equal id or alias. Nothing is scaled: what has no place among the labels
 * has no say. Undefined where nothing leads there.
 */
export function scoresInTarget(
  from: AttributeRef,
  to: AttributeRef,
  labels: readonly string[],
  schemes: readonly SchemeRow[]
): ToTarget | undefined {
  if (sameRef(from, to)) return (scores) => labels.map((label) => scores[label] ?? 0)
  const source = schemes.find(({ id }) => id === from.schemeId)
  if (!source) return undefined
  const map = mapsFrom(source, schemes).find((each) => sameRef(each.from, from) && sameRef(each.to, to))
  if (map) {
    const axes = attributeTask(source, from.attributeId)?.axes.map(({ id }) => id) ?? []
    if (!mapScores(map, {}, labels, axes)) return undefined
    return (scores) => Object.values(mapScores(map, scores, labels, axes)?.scores ?? {})
  }
  const target = schemes.find(({ id }) => id === to.schemeId)
  const table = groupTable(labelsOf(source, from.attributeId), labelsOf(target, to.attributeId), undefined)
  if (table.size === 0) return undefined
  const place = new Map(labels.map((label, k) => [label, k]))
  return (scores) => {
    const out = labels.map(() => 0)
    for (const [label, score] of Object.entries(scores)) {
      const k = place.get(table.get(label) ?? '')
      if (k !== undefined) out[k] = (out[k] ?? 0) + score
    }
    return out
  }
}

/** The same by a table of one's own: target label -> the labels that become it. A label in several groups counts in each. */
export const scoresByGroups =
  (groups: Readonly<Record<string, readonly string[]>>, labels: readonly string[]): ToTarget =>
  (scores) =>
    labels.map((label) => (groups[label] ?? []).reduce((sum, own) => sum + (scores[own] ?? 0), 0))
