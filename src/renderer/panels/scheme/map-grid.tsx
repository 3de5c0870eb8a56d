import { ArrowRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { labelsOf } from '../../../shared/domain/labels'
import { sendTo } from '../../../shared/scheme/map-edits'
import { LabelChip } from '../../ui/chip'
import { OptionalSelect } from './fields'
import type { MapPartProps } from './map-part'

/** Each label of the source, and the label of the target that it becomes. */
export function MapGrid({ map, rule, source, target, onChange }: MapPartProps): ReactNode {
  if (!rule || !('targets' in rule.rule)) return null
  const { targets } = rule.rule
  const there = labelsOf(target, rule.to.attributeId)
  return (
    <div className="scheme-map-grid" role="group" aria-label="Labels and what they become">
      {labelsOf(source, rule.from.attributeId).map((label) => {
        const to = there.find(({ id }) => id === targets.get(label.id))
        return (
          <div key={label.id} className="scheme-map-row" data-unmapped={to ? undefined : ''}>
            <LabelChip label={label} />
            <ArrowRight size={13} aria-hidden="true" />
            <OptionalSelect
              label={`${label.name} becomes`}
              none="no counterpart"
              value={to?.id}
              options={there.map(({ id, name }) => ({ id, title: name }))}
              onChange={(id) =>
                onChange(() => sendTo(map.kind === 'rename' ? asGroup(map) : map, targets, label.id, id))
              }
            />
          </div>
        )
      })}
    </div>
  )
}

/** A renaming that is changed by hand says its pairs from then on. */
const asGroup = (map: MapPartProps['map']): MapPartProps['map'] => ({ ...map, groups: map.groups ?? {} })
