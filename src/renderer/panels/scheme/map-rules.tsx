import type { ReactNode } from 'react'
import { labelsOf } from '../../../shared/domain/labels'
import type { MapDocument } from '../../../shared/mapping/map-document'
import { attributeTask } from '../../../shared/values/attribute'
import { Captioned, NumberInput, OptionalSelect } from './fields'
import type { MapPartProps } from './map-part'

/** Fields of a table's rule; undefined takes one away. */
function ruled(map: MapDocument, patch: Readonly<Record<string, unknown>>): MapDocument {
  const kept = Object.entries({ ...map.rule, ...patch }).filter(([, value]) => value !== undefined)
  return { ...map, rule: Object.fromEntries(kept) }
}

/** From which level on a label is there. */
export const ThresholdRule = ({ map, onChange }: MapPartProps): ReactNode => (
  <div className="scheme-fields">
    <Captioned title="A label is there from level">
      <NumberInput
        label="A label is there from level"
        value={map.rule?.at}
        placeholder="1"
        onCommit={(at) => onChange((before) => ruled(before, { at }))}
      />
    </Captioned>
  </div>
)

const QUADRANTS = ['High, high', 'Low, high', 'Low, low', 'High, low'] as const

/** Where the axes cross and which label each quadrant is. Exactly on an axis is no quadrant. */
export function QuadrantRule({ rule, source, target, onChange }: MapPartProps): ReactNode {
  if (rule?.rule.kind !== 'quadrant') return null
  const { x, y, labels } = rule.rule
  const name = (dim: string): string =>
    attributeTask(source, rule.from.attributeId)?.dimensions.find(({ id }) => id === dim)?.name ?? dim
  const options = labelsOf(target, rule.to.attributeId).map(({ id, name: title }) => ({ id, title }))
  return (
    <>
      <div className="scheme-fields">
        {[x, y].map(({ dim, zero }) => (
          <Captioned key={dim} title={`${name(dim)}: low below, high above`}>
            <NumberInput
              label={`Axis of ${name(dim)}`}
              value={zero}
              onCommit={(value) => onChange((before) => ruled(before, { [dim]: value }))}
            />
          </Captioned>
        ))}
      </div>
      <div className="scheme-fields">
        {QUADRANTS.map((title, index) => (
          <Captioned key={title} title={`${title} (${name(x.dim)}, ${name(y.dim)})`}>
            <OptionalSelect
              label={`Label of ${title.toLowerCase()}`}
              none="by order"
              value={labels[index]}
              options={options}
              onChange={(id) => {
                const next: string[] = [...labels]
                next[index] = id ?? options[index]?.id ?? ''
                onChange((before) => ruled(before, { quadrants: next }))
              }}
            />
          </Captioned>
        ))}
      </div>
      <p className="faint">A rating exactly on an axis is shown as on the axis and left out of numbers.</p>
    </>
  )
}

/** Scale and offset for all dimensions, and for those that differ. */
export function AffineRule({ map, source, target, rule, onChange }: MapPartProps): ReactNode {
  if (rule?.rule.kind !== 'affine') return null
  const dims = attributeTask(source, rule.from.attributeId)?.dimensions ?? []
  const there = attributeTask(target, rule.to.attributeId)?.dimensions ?? []
  const { dims: used } = rule.rule
  const set = (
    id: string,
    patch: { to?: string; scale?: number | undefined; offset?: number | undefined }
  ): void =>
    onChange((before) => {
      const own = { ...before.rule?.dims?.[id], ...patch }
      const kept = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined))
      return ruled(before, { dims: { ...before.rule?.dims, [id]: kept } })
    })
  return (
    <>
      {dims.map(({ id, name, min, max }) => {
        const to = used[id]
        const [scale, offset] = [to?.scale ?? map.rule?.scale ?? 1, to?.offset ?? map.rule?.offset ?? 0]
        const end = (value: number): string => String(Number((value * scale + offset).toFixed(6)))
        return (
          <div key={id} className="scheme-affine">
            <b>{name}</b>
            <OptionalSelect
              label={`${name} becomes`}
              none="no counterpart"
              value={to?.to}
              options={there.map((dim) => ({ id: dim.id, title: dim.name }))}
              onChange={(target) =>
                target === undefined
                  ? onChange((before) => ({ ...before, unmapped: [...(before.unmapped ?? []), id] }))
                  : (onChange((before) => ({
                      ...before,
                      unmapped: (before.unmapped ?? []).filter((each) => each !== id)
                    })),
                    set(id, { to: target }))
              }
            />
            <NumberInput
              label={`Scale of ${name}`}
              value={scale}
              onCommit={(value) => set(id, { scale: value })}
            />
            <NumberInput
              label={`Offset of ${name}`}
              value={offset}
              onCommit={(value) => set(id, { offset: value })}
            />
            <span className="faint mono">
              {to ? `${min} to ${max} → ${end(min)} to ${end(max)}` : 'left out'}
            </span>
          </div>
        )
      })}
    </>
  )
}
