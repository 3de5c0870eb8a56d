import type { ReactNode } from 'react'
import type { EditableAttribute } from '../../../shared/scheme/editable-scheme'
import { setLabel, shownLabels } from '../../../shared/scheme/label-edits'
import { Checkbox } from '../../ui/checkbox'
import { CommitInput } from '../../ui/text-field'
import type { EditorDesk } from './editor-desk'
import { Captioned, ListInput, NumberInput, OptionalSelect } from './fields'

const POLARITIES = ['positive', 'negative', 'neutral', 'ambiguous'] as const

/** What a label means and how it stands to others. */
export function LabelDetails({
  desk,
  attribute,
  index
}: {
  desk: EditorDesk
  attribute: EditableAttribute
  index: number
}): ReactNode {
  const label = attribute.labels?.[index]
  if (!label) return null
  const shown = shownLabels(desk.scheme, attribute.id)
  const name = shown[index]?.name ?? label.id
  const others = shown
    .filter((_, position) => position !== index)
    .map(({ id, name: title }) => ({ id, title }))
  const set = (patch: Parameters<typeof setLabel>[3]): void =>
    desk.change((scheme) => setLabel(scheme, attribute.id, index, patch))
  const [valence, arousal, dominance] = label.va ?? []
  const place = (at: 0 | 1 | 2, value: number | undefined): void => {
    const next = [valence ?? 0, arousal ?? 0, ...(dominance === undefined ? [] : [dominance])]
    if (value === undefined) return set({ va: at === 2 ? next.slice(0, 2) : undefined })
    next[at] = value
    set({ va: next })
  }
  return (
    <fieldset className="scheme-details" key={label.id}>
      <legend>
        More about {name} <span className="faint mono">{label.id}</span>
      </legend>
      <Captioned title="Definition">
        <CommitInput
          label={`Definition of ${name}`}
          value={label.definition ?? ''}
          placeholder="What it means, told where it is chosen"
          onCommit={(text) => set({ definition: text.trim() === '' ? undefined : text.trim() })}
        />
      </Captioned>
      <div className="scheme-fields">
        <Captioned title="Parent">
          <OptionalSelect
            label={`Parent of ${name}`}
            value={label.parent}
            options={others}
            onChange={(parent) => set({ parent })}
          />
        </Captioned>
        <Captioned title="Opposite">
          <OptionalSelect
            label={`Opposite of ${name}`}
            value={label.opposite}
            options={others}
            onChange={(opposite) => set({ opposite })}
          />
        </Captioned>
        <Captioned title="Polarity">
          <OptionalSelect
            label={`Polarity of ${name}`}
            value={label.polarity}
            options={POLARITIES.map((id) => ({ id, title: id }))}
            onChange={(id) => set({ polarity: POLARITIES.find((polarity) => polarity === id) })}
          />
        </Captioned>
        <Captioned title="Strength among its kind">
          <NumberInput
            label={`Strength of ${name}`}
            value={label.intensity}
            placeholder="1 mild, 3 strong"
            onCommit={(value) => set({ intensity: value === undefined ? undefined : Math.round(value) })}
          />
        </Captioned>
        <Captioned title="Mixed of">
          <ListInput
            label={`Parts of ${name}`}
            value={label.mixOf}
            placeholder="ids, between commas"
            onCommit={(mixOf) => set({ mixOf })}
          />
        </Captioned>
        <Captioned title="Its place: V, A, D">
          <span className="scheme-row-fields">
            <NumberInput
              label={`Valence of ${name}`}
              value={valence}
              placeholder="V"
              onCommit={(value) => place(0, value)}
            />
            <NumberInput
              label={`Arousal of ${name}`}
              value={arousal}
              placeholder="A"
              onCommit={(value) => place(1, value)}
            />
            <NumberInput
              label={`Dominance of ${name}`}
              value={dominance}
              placeholder="D"
              onCommit={(value) => place(2, value)}
            />
          </span>
        </Captioned>
      </div>
      <Checkbox
        checked={label.neutral ?? false}
        onChange={(neutral) => set({ neutral: neutral ? true : undefined })}
      >
        Neutral: what is said where no emotion is
      </Checkbox>
    </fieldset>
  )
}
