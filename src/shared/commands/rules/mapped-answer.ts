import { z } from 'zod'
import { labelsOf } from '../../domain/labels'
import { ok } from '../../domain/problem'
import type { Result } from '../../domain/problem'
import { Id } from '../../domain/rows'
import type { Segment, Track } from '../../domain/rows'
import { sameRef } from '../../mapping/common-targets'
import { mapAnswer } from '../../mapping/map-answer'
import { MapDocument } from '../../mapping/map-document'
import { resolveMap, type SchemeMap } from '../../mapping/scheme-map'
import { attributeTask } from '../../values/attribute'
import type { RowReader } from '../command'
import { answerInScheme, type Answer } from './answer-in-scheme'

/** Mapping tables that an edit goes through, each with the scheme whose labels it takes. */
export const Mappings = z.array(z.object({ schemeId: Id, map: MapDocument })).default([])
export type Mappings = z.infer<typeof Mappings>

/**
 * How answers of one track are said on another. On the same attribute, or without a table between the two, they are
 * checked as they are and refused when unknown; through a table they become its label, and undefined means that the
 * table has no counterpart, so that the answer stays where it is.
 */
export function mappedAnswer(
  rows: RowReader,
  source: Track,
  target: Track,
  mappings: Mappings
): (segment: Segment) => Result<Answer | undefined> {
  const map = tableBetween(rows, source, target, mappings)
  if (!map) return (segment) => answerInScheme(rows, target, segment)
  const targets = labelsOf(rows.get('scheme', target.schemeId), target.attributeId).map(({ id }) => id)
  const axes = attributeTask(rows.get('scheme', source.schemeId), source.attributeId)?.axes ?? []
  const axisIds = axes.map(({ id }) => id)
  return (segment) => {
    const mapped = mapAnswer(map, segment, targets, axisIds)
    if (mapped && mapped.kind !== 'label') return ok(undefined)
    return answerInScheme(rows, target, { label: mapped?.label })
  }
}

function tableBetween(
  rows: RowReader,
  source: Track,
  target: Track,
  mappings: Mappings
): SchemeMap | undefined {
  const [from, to] = [rows.get('scheme', source.schemeId), rows.get('scheme', target.schemeId)]
  if (!from || !to || sameRef(source, target)) return undefined
  for (const { schemeId, map } of mappings) {
    if (schemeId !== from.id || map.to !== to.id) continue
    const resolved = resolveMap(from, to, map)
    if (resolved && sameRef(resolved.from, source) && sameRef(resolved.to, target)) return resolved
  }
  return undefined
}
