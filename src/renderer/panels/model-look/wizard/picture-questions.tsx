import type { ReactNode } from 'react'
import type { PicturePreset } from '../../../../shared/model-wizard/model-draft'
import { Select } from '../../../ui/select'
import { Field } from '../../../ui/text-field'
import { NumberField } from './number-field'
import type { PageProps } from './page-props'

const PRESETS: readonly { readonly id: PicturePreset; readonly title: string; readonly hint: string }[] = [
  {
    id: 'imagenet',
    title: 'As torchvision for ImageNet',
    hint: 'RGB, bilinear as Pillow, 0 to 1, less 0.485 0.456 0.406, over 0.229 0.224 0.225.'
  },
  {
    id: 'hsemotion',
    title: 'As HSEmotion',
    hint: 'RGB, bilinear as OpenCV, 0 to 1, with the means and deviations of ImageNet.'
  },
  {
    id: 'avcer',
    title: 'As AVCER and EMO-AffectNet',
    hint: 'Nearest pixel, BGR, 0 to 255, less 91.4953 103.8827 131.0912.'
  },
  { id: 'zero-one', title: '0 to 1', hint: 'RGB, bilinear, divided by 255.' },
  { id: 'minus-one-one', title: '−1 to 1', hint: 'RGB, bilinear, divided by 127.5, less 1.' },
  { id: 'bytes', title: '0 to 255 as they are', hint: 'RGB, bilinear; the network does the rest.' }
]

/** Size, colours and range of pictures. */
export function PictureQuestions({ draft, onChange }: PageProps): ReactNode {
  const preset = PRESETS.find(({ id }) => id === draft.preset)
  return (
    <>
      <Field label="Pictures are prepared" hint={preset?.hint}>
        {(id) => (
          <Select
            id={id}
            label="Pictures are prepared"
            value={draft.preset}
            options={PRESETS.map((one) => ({ id: one.id, title: one.title }))}
            onChange={(chosen) => {
              const found = PRESETS.find((one) => one.id === chosen)
              if (found) onChange({ ...draft, preset: found.id })
            }}
          />
        )}
      </Field>
      {draft.inputs.map((input) => {
        const { use, name } = input
        if (use.kind !== 'picture' || input.shape.filter((size) => typeof size === 'string').length < 2)
          return null
        const sized = (size: { widthPx?: number; heightPx?: number }): void =>
          onChange({
            ...draft,
            inputs: draft.inputs.map((one) =>
              one.name === name ? { ...one, use: { ...use, ...size } } : one
            )
          })
        return (
          <div key={name} className="wizard-row">
            <NumberField
              label={`Width of ${name}, pixels`}
              value={use.widthPx}
              min={1}
              max={4096}
              whole
              onChange={(widthPx) => sized({ widthPx })}
            />
            <NumberField
              label={`Height of ${name}, pixels`}
              value={use.heightPx}
              min={1}
              max={4096}
              whole
              onChange={(heightPx) => sized({ heightPx })}
            />
          </div>
        )
      })}
    </>
  )
}
