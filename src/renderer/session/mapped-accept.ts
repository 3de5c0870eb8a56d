import type { CommandCall } from '../../shared/contract'
import type { Segment } from '../../shared/domain/rows'
import { keyOf, sameRef } from '../../shared/mapping/common-targets'
import type { MapDocument } from '../../shared/mapping/map-document'
import type { AttributeRef } from '../../shared/mapping/scheme-map'
import {
  knownWithoutTable,
  newTable,
  tableEffect,
  tablesBetween,
  withTable,
  type LabelTable,
  type TableEnds
} from '../../shared/predictions/label-table'
import { command } from './edit'
import { schemeOf, trackOf } from './project'

/** Predictions of one attribute that are to be said in the labels of another. */
export interface AcceptPart {
  readonly key: string
  readonly ends: TableEnds
  readonly segments: readonly Segment[]
}

/** How the labels of each part are said: by its key. */
export type ChosenTables = Readonly<Record<string, LabelTable>>

/** Tables as the accepting commands take them. */
export type Mappings = readonly { readonly schemeId: string; readonly map: MapDocument }[]

/** Predictions by attribute, without those whose attribute is the target's own or whose labels it knows by name. */
export function partsToMap(segments: readonly Segment[], to: AttributeRef): readonly AcceptPart[] {
  const target = schemeOf(to.schemeId)
  const bySource = new Map<string, { from: AttributeRef; segments: Segment[] }>()
  for (const segment of segments) {
    const track = trackOf(segment.trackId)
    if (!track || sameRef(track, to)) continue
    const from = { schemeId: track.schemeId, attributeId: track.attributeId }
    const part = bySource.get(keyOf(from)) ?? { from, segments: [] }
    bySource.set(keyOf(from), part)
    part.segments.push(segment)
  }
  return [...bySource].flatMap(([key, { from, segments: mine }]) => {
    const source = schemeOf(from.schemeId)
    if (!source || !target) return []
    const ends: TableEnds = { source, from, target, to }
    const labels = new Set(mine.flatMap(({ label }) => label ?? []))
    const plain = tablesBetween(ends).length === 0 && knownWithoutTable(ends, labels)
    return plain ? [] : [{ key, ends, segments: mine }]
  })
}

/** The table that a part goes through unless another is chosen: the first that exists, else one by equal names. */
export const usualTable = ({ ends }: AcceptPart): LabelTable => tablesBetween(ends)[0] ?? newTable(ends)

/** Whether a part can go through its table without a question: nothing is left but what was left on purpose. */
export function isSettled(part: AcceptPart, table: LabelTable): boolean {
  const { left } = tableEffect(part.ends, table.map, part.segments)
  return table.index !== undefined && left.every(({ onPurpose }) => onPurpose)
}

/** Counts over all parts: what gets a label, and what stays a prediction. */
export function effectOf(
  parts: readonly AcceptPart[],
  tables: ChosenTables
): { readonly mapped: number; readonly left: number } {
  let [mapped, left] = [0, 0]
  for (const part of parts) {
    const effect = tableEffect(part.ends, (tables[part.key] ?? usualTable(part)).map, part.segments)
    mapped += effect.mapped
    left += effect.left.reduce((sum, { count }) => sum + count, 0)
  }
  return { mapped, left }
}

export const mappingsOf = (parts: readonly AcceptPart[], tables: ChosenTables): Mappings =>
  parts.map((part) => ({
    schemeId: part.ends.source.id,
    map: (tables[part.key] ?? usualTable(part)).map
  }))

/** Commands that keep new and changed tables with the scheme of the model, in the same edit as the accepting. */
export function rememberTables(parts: readonly AcceptPart[], tables: ChosenTables): readonly CommandCall[] {
  const bySource = new Map<string, { document: unknown }>()
  for (const part of parts) {
    const table = settled(part, tables[part.key] ?? usualTable(part))
    const before = tablesBetween(part.ends).find(({ index }) => index === table.index)
    if (before && JSON.stringify(before.map) === JSON.stringify(table.map)) continue
    const { source } = part.ends
    const known = bySource.get(source.id) ?? { document: source.document }
    known.document = withTable({ ...source, document: known.document }, table)
    bySource.set(source.id, known)
  }
  return [...bySource.values()].map(({ document }) => command('scheme-save', { document }))
}

/** What is left without a counterpart now is left on purpose: it is not asked for again. */
function settled(part: AcceptPart, table: LabelTable): LabelTable {
  const { left } = tableEffect(part.ends, table.map, part.segments)
  const open = left.filter(({ onPurpose }) => !onPurpose).map(({ label }) => label)
  if (open.length === 0) return table
  return { ...table, map: { ...table.map, unmapped: [...(table.map.unmapped ?? []), ...open] } }
}

/** What is said about predictions that stay. Undefined where none stays. */
export const leftText = (left: number): string | undefined =>
  left === 0
    ? undefined
    : left === 1
      ? '1 has no counterpart in your scheme and stays a prediction.'
      : `${left} have no counterpart in your scheme and stay predictions.`
