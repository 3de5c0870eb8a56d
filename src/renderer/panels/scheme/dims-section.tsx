import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import type { EditableAttribute, EditableDimension } from '../../../shared/scheme/editable-scheme'
import { idFrom } from '../../../shared/scheme/id-from'
import { moved, patched } from '../../../shared/scheme/label-edits'
import { Button } from '../../ui/button'
import { CommitInput } from '../../ui/text-field'
import type { EditorDesk } from './editor-desk'
import { Captioned, ListInput, NumberInput, OptionalSelect, RowTools, usedText } from './fields'

const WIDGETS = { sam: 'pictures (SAM)', slider: 'slider', plane: 'plane', joystick: 'joystick' } as const

/** Dimensions that are rated: range, step, neutral value, words at the ends, and with what. */
export function DimsSection({
  desk,
  attribute
}: {
  desk: EditorDesk
  attribute: EditableAttribute
}): ReactNode {
  const dims = attribute.dims ?? []
  const save = (next: readonly EditableDimension[]): void => desk.patch(attribute.id, { dims: [...next] })
  const set = (
    index: number,
    patch: { readonly [K in keyof EditableDimension]?: EditableDimension[K] | undefined }
  ): void => save(dims.map((dim, position) => (position === index ? patched(dim, patch) : dim)))
  const taken = dims.map(({ id }) => id)
  return (
    <section className="scheme-part" aria-label="Dimensions">
      <h4>Dimensions</h4>
      {dims.map((dim, index) => {
        const uses = desk.usesOf(attribute.id, 'dimension', dim.id)
        const [from, to] = dim.range
        return (
          <div key={index} className="scheme-dim">
            <Captioned title="Name">
              <CommitInput
                label={`Name of dimension ${index + 1}`}
                value={dim.id}
                disabled={uses > 0}
                onCommit={(text) => {
                  const id = idFrom(text, [], 'dimension')
                  if (taken.includes(id)) return false
                  set(index, { id })
                  return true
                }}
              />
            </Captioned>
            <Captioned title="From, to">
              <span className="scheme-row-fields">
                <NumberInput
                  label={`Least ${dim.id}`}
                  value={from}
                  onCommit={(value) => value !== undefined && set(index, { range: [value, to ?? 1] })}
                />
                <NumberInput
                  label={`Most ${dim.id}`}
                  value={to}
                  onCommit={(value) => value !== undefined && set(index, { range: [from ?? 0, value] })}
                />
              </span>
            </Captioned>
            <Captioned title="Step">
              <NumberInput
                label={`Step of ${dim.id}`}
                value={dim.step}
                placeholder="any"
                onCommit={(step) => set(index, { step })}
              />
            </Captioned>
            <Captioned title="Neutral">
              <NumberInput
                label={`Neutral ${dim.id}`}
                value={dim.neutral}
                onCommit={(neutral) => set(index, { neutral })}
              />
            </Captioned>
            <Captioned title="Words at the ends">
              <ListInput
                label={`Words at the ends of ${dim.id}`}
                value={dim.anchors}
                placeholder="low, high"
                onCommit={(anchors) => set(index, { anchors })}
              />
            </Captioned>
            <Captioned title="Rated with">
              <OptionalSelect
                label={`Rated with, ${dim.id}`}
                none="slider or buttons"
                value={dim.widget}
                options={Object.entries(WIDGETS).map(([id, title]) => ({ id, title }))}
                onChange={(id) =>
                  set(index, {
                    widget: (['sam', 'slider', 'plane', 'joystick'] as const).find((each) => each === id)
                  })
                }
              />
            </Captioned>
            <RowTools
              name={dim.id}
              index={index}
              count={dims.length}
              kept={usedText(uses)}
              onMove={(step) => save(moved(dims, index, step))}
              onRemove={() => save(dims.filter((_, position) => position !== index))}
            />
          </div>
        )
      })}
      <Button
        size="small"
        className="scheme-add"
        onClick={() => {
          const id = ['valence', 'arousal', 'dominance'].find((each) => !taken.includes(each))
          const range = dims.at(-1)?.range ?? [1, 9]
          save([...dims, { ...dims.at(-1), id: id ?? idFrom('dimension', taken), range }])
        }}
      >
        <Plus size={13} /> Add a dimension
      </Button>
      {attribute.type === 'trace' && (
        <div className="scheme-fields">
          <Captioned title="Samples per second">
            <NumberInput
              label="Samples per second"
              value={attribute.hz}
              placeholder="25"
              onCommit={(hz) => desk.patch(attribute.id, { hz })}
            />
          </Captioned>
        </div>
      )}
    </section>
  )
}
