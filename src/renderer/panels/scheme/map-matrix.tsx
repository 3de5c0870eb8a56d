import type { ReactNode } from 'react'
import { labelsOf } from '../../../shared/domain/labels'
import { weigh } from '../../../shared/scheme/map-edits'
import { LabelChip } from '../../ui/chip'
import { NumberInput } from './fields'
import type { MapPartProps } from './map-part'

/** Weights: the share of each source label that each target gets. Rows that do not sum to 1 say so. */
export function MapMatrix({ map, rule, source, target, onChange }: MapPartProps): ReactNode {
  if (!rule) return null
  const there = labelsOf(target, rule.to.attributeId)
  return (
    <div className="scheme-matrix">
      <table aria-label="Weights">
        <thead>
          <tr>
            <th />
            {there.map((label) => (
              <th key={label.id} title={label.name}>
                <span className="truncate">{label.name}</span>
              </th>
            ))}
            <th>Sum</th>
          </tr>
        </thead>
        <tbody>
          {labelsOf(source, rule.from.attributeId).map((label) => {
            const row = map.matrix?.[label.id] ?? {}
            const sum = Object.values(row).reduce((total, weight) => total + weight, 0)
            return (
              <tr key={label.id}>
                <th scope="row">
                  <LabelChip label={label} />
                </th>
                {there.map(({ id, name }) => (
                  <td key={id}>
                    <NumberInput
                      label={`${label.name} to ${name}`}
                      value={row[id]}
                      placeholder="0"
                      onCommit={(weight = 0) => onChange((before) => weigh(before, label.id, id, weight))}
                    />
                  </td>
                ))}
                <td className="mono" data-off={Math.abs(sum - 1) > 1e-9 ? '' : undefined}>
                  {Number(sum.toFixed(4))}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
