import { ArrowRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { labelOf, labelsOf } from '../../../shared/domain/labels'
import { mapSummary } from '../../../shared/mapping/map-summary'
import { resolveMap } from '../../../shared/mapping/scheme-map'
import {
  newTable,
  tableEffect,
  tablesBetween,
  type LabelTable
} from '../../../shared/predictions/label-table'
import { sendTo, withKind } from '../../../shared/scheme/map-edits'
import { usualTable, type AcceptPart, type ChosenTables } from '../../session/mapped-accept'
import { LabelChip } from '../../ui/chip'
import { formatCount, plural } from '../../ui/format'
import { Select } from '../../ui/select'
import { Field } from '../../ui/text-field'

interface LabelTablesProps {
  readonly parts: readonly AcceptPart[]
  readonly tables: ChosenTables
  readonly onChange: (tables: ChosenTables) => void
}

/** For each attribute of the model whose labels mine lacks: the table they go through, and what becomes of each label. */
export function LabelTables({ parts, tables, onChange }: LabelTablesProps): ReactNode {
  return parts.map((part) => (
    <Part
      key={part.key}
      part={part}
      table={tables[part.key] ?? usualTable(part)}
      onChange={(table) => onChange({ ...tables, [part.key]: table })}
    />
  ))
}

function Part({
  part,
  table,
  onChange
}: {
  part: AcceptPart
  table: LabelTable
  onChange: (table: LabelTable) => void
}): ReactNode {
  const { ends, segments } = part
  const known = tablesBetween(ends)
  const { mapped, left } = tableEffect(ends, table.map, segments)
  const stays = left.reduce((sum, { count }) => sum + count, 0)
  return (
    <section className="pred-tables" aria-label={`Labels of ${ends.source.name}`}>
      {known.length > 0 && (
        <Field label={`${ends.source.name} becomes ${ends.target.name} by`}>
          {(id) => (
            <Select
              id={id}
              label="Mapping table"
              value={table.index === undefined ? NEW : String(table.index)}
              options={[
                ...known.map((each, place) => ({
                  id: String(each.index),
                  title: `Table ${place + 1}: ${each.map.kind}`,
                  hint: `${plural(tableEffect(ends, each.map, segments).mapped, 'prediction')} mapped`
                })),
                { id: NEW, title: 'A new table' }
              ]}
              onChange={(id) => onChange(known.find(({ index }) => String(index) === id) ?? newTable(ends))}
            />
          )}
        </Field>
      )}
      <Rows part={part} table={table} onChange={onChange} />
      <p role="note" className="muted">
        {whatBecomes(mapped, stays, ends.target.name)} The table is kept with {ends.source.name}.
      </p>
    </section>
  )
}

const NEW = 'new'
const NONE = 'none'

/** Labels that were predicted, with how often, and the label of mine that each becomes. */
function Rows({
  part: { ends, segments },
  table,
  onChange
}: {
  part: AcceptPart
  table: LabelTable
  onChange: (table: LabelTable) => void
}): ReactNode {
  const resolved = resolveMap(ends.source, ends.target, table.map)
  if (!resolved || !('targets' in resolved.rule))
    return <p className="muted">{resolved && losses(resolved, ends)}</p>
  const { targets } = resolved.rule
  const there = labelsOf(ends.target, ends.to.attributeId)
  return (
    <div className="pred-map" role="group" aria-label="Labels and what they become">
      {predictedLabels(segments).map(([id, count]) => {
        const label = labelOf(ends.source, id, ends.from.attributeId)
        const to = there.find((each) => each.id === targets.get(id))
        return (
          <div key={id} className="pred-map-row" data-unmapped={to ? undefined : ''}>
            <span>{label && <LabelChip label={label} />}</span>
            <span className="mono muted">{formatCount(count)}</span>
            <ArrowRight size={13} aria-hidden="true" />
            <Select
              label={`${label?.name ?? id} becomes`}
              size="small"
              value={to?.id ?? NONE}
              options={[
                { id: NONE, title: <span className="faint">no counterpart</span> },
                ...there.map(({ id: each, name }) => ({ id: each, title: name }))
              ]}
              onChange={(chosen) => {
                const map = table.map.kind === 'rename' ? withKind(table.map, 'group', targets) : table.map
                onChange({ ...table, map: sendTo(map, targets, id, chosen === NONE ? undefined : chosen) })
              }}
            />
          </div>
        )
      })}
    </div>
  )
}

function predictedLabels(segments: AcceptPart['segments']): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>()
  for (const { label } of segments) if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1])
}

const losses = (
  map: NonNullable<ReturnType<typeof resolveMap>>,
  { source, target }: AcceptPart['ends']
): string =>
  mapSummary(map, source, target).lossy ? 'This table is lossy.' : 'Nothing is lost in this table.'

/** "4 of 5 predictions get a label of Pleasure; 1 without a counterpart stays a prediction." */
function whatBecomes(mapped: number, stays: number, scheme: string): string {
  const all = mapped + stays
  if (all === 1)
    return stays === 0 ? `It gets a label of ${scheme}.` : 'Without a counterpart it stays a prediction.'
  if (stays === 0) return `All ${plural(mapped, 'prediction')} get a label of ${scheme}.`
  return `${formatCount(mapped)} of ${plural(all, 'prediction')} ${mapped === 1 ? 'gets' : 'get'} a label of ${scheme}; ${formatCount(stays)} without a counterpart ${stays === 1 ? 'stays a prediction' : 'stay predictions'}.`
}
