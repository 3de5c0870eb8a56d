import { z } from 'zod'
import { labelsOf } from '../domain/labels'
import { CANNOT_RATE } from '../domain/rows'
import type { SchemeRow, Segment } from '../domain/rows'
import { sameRef } from '../mapping/common-targets'
import { groupTable } from '../mapping/group-table'
import { mapAnswer } from '../mapping/map-answer'
import { MapDocument } from '../mapping/map-document'
import { resolveMap, type AttributeRef, type SchemeMap } from '../mapping/scheme-map'
import { attributeTask } from '../values/attribute'

const Document = z.looseObject({ maps: z.array(z.unknown()).optional() })

/** A mapping table between two attributes: its place among the tables of the source scheme, absent for a new one. */
export interface LabelTable {
  readonly index: number | undefined
  readonly map: MapDocument
}

/** The two attributes between which labels are said anew. */
export interface TableEnds {
  readonly source: SchemeRow
  readonly from: AttributeRef
  readonly target: SchemeRow
  readonly to: AttributeRef
}

/** Tables of the source scheme that lead from one attribute to the other, in their order there. */
export function tablesBetween({ source, from, target, to }: TableEnds): readonly LabelTable[] {
  return (Document.safeParse(source.document).data?.maps ?? []).flatMap((raw, index) => {
    const map = MapDocument.safeParse(raw).data
    if (map?.to !== target.id) return []
    const resolved = resolveMap(source, target, map)
    return resolved && sameRef(resolved.from, from) && sameRef(resolved.to, to) ? [{ index, map }] : []
  })
}

/** A table that pairs what has the same name on both sides; the labels left over wait for a decision. */
export function newTable({ source, from, target, to }: TableEnds): LabelTable {
  const pairs = groupTable(labelsOf(source, from.attributeId), labelsOf(target, to.attributeId), undefined)
  const groups: Record<string, string[]> = {}
  for (const [label, there] of pairs) groups[there] = [...(groups[there] ?? []), label]
  return {
    index: undefined,
    map: {
      to: target.id,
      attribute: from.attributeId,
      toAttribute: to.attributeId,
      kind: 'group',
      groups,
      unmapped: []
    }
  }
}

/** What a table does to answers that were given. */
export interface TableEffect {
  /** Answers that get a label of the target. */
  readonly mapped: number
  /** Labels without a counterpart and how often they were given, most frequent first. */
  readonly left: readonly { readonly label: string; readonly count: number; readonly onPurpose: boolean }[]
}

/** How many answers find a label of the target, and which labels do not. Answers that say nothing are not counted. */
export function tableEffect(
  ends: TableEnds,
  map: MapDocument,
  answers: readonly Pick<Segment, 'label' | 'value'>[]
): TableEffect {
  const resolved = resolveMap(ends.source, ends.target, map)
  const left = new Map<string, number>()
  let mapped = 0
  for (const answer of answers) {
    if (answer.label === undefined && answer.value === undefined) continue
    if (resolved && isMapped(ends, resolved, answer)) mapped++
    else {
      const label = answer.label ?? 'rating'
      left.set(label, (left.get(label) ?? 0) + 1)
    }
  }
  return {
    mapped,
    left: [...left]
      .map(([label, count]) => ({ label, count, onPurpose: map.unmapped?.includes(label) ?? false }))
      .toSorted((a, b) => b.count - a.count)
  }
}

/** Whether answers can be taken over as they stand: the target knows each label by id or alias. */
export function knownWithoutTable({ target, to }: TableEnds, labels: Iterable<string>): boolean {
  const there = labelsOf(target, to.attributeId)
  if (there.length === 0) return true
  const known = new Set(
    there.flatMap(({ id, aliases }) => [id, ...aliases].map((name) => name.toLowerCase()))
  )
  return [...labels].every((label) => label === CANNOT_RATE || known.has(label.toLowerCase()))
}

/** The document of the source scheme with the table in it: in its place, or as a further one. */
export function withTable(source: SchemeRow, { index, map }: LabelTable): unknown {
  const document = Document.parse(source.document)
  const maps = document.maps ?? []
  return {
    ...document,
    maps: index === undefined ? [...maps, map] : maps.map((each, place) => (place === index ? map : each))
  }
}

function isMapped(ends: TableEnds, map: SchemeMap, answer: Pick<Segment, 'label' | 'value'>): boolean {
  const targets = labelsOf(ends.target, ends.to.attributeId).map(({ id }) => id)
  const axes = attributeTask(ends.source, ends.from.attributeId)?.axes.map(({ id }) => id)
  return mapAnswer(map, answer, targets, axes)?.kind === 'label'
}
