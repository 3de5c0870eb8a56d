import type { DraftInput, DraftModality, InputUse, ModelDraft } from './model-draft'
import { unitFor } from './guess-draft'

/** What inputs may be taken for, in the order in which they are offered. */
export const USES: readonly { readonly kind: InputUse['kind']; readonly title: string }[] = [
  { kind: 'picture', title: 'A picture, or pictures in a row' },
  { kind: 'waveform', title: 'Sound as samples' },
  { kind: 'mel', title: 'Sound as a log-mel spectrogram' },
  { kind: 'ids', title: 'Words as numbers (token ids)' },
  { kind: 'mask', title: 'Mask of the words' },
  { kind: 'typeIds', title: 'Types of the words' },
  { kind: 'channels', title: 'Channels of EEG or of the body' },
  { kind: 'constant', title: 'Always the same number' }
]

/** What a model looks at when an input is taken for that. */
const MODALITY: Readonly<Partial<Record<InputUse['kind'], DraftModality>>> = {
  picture: 'video',
  waveform: 'audio',
  mel: 'audio',
  ids: 'text',
  channels: 'eeg'
}

/** An input taken for something else; what the model looks at follows where the input decides it. */
export function withUse(draft: ModelDraft, name: string, kind: InputUse['kind']): ModelDraft {
  const inputs = draft.inputs.map((input) =>
    input.name === name ? { ...input, use: useOf(kind, input) } : input
  )
  const wanted = MODALITY[kind]
  if (wanted === undefined || familyOf(wanted) === familyOf(draft.modality)) return { ...draft, inputs }
  const unit = unitFor(
    wanted,
    inputs.map(({ use }) => use),
    { rateHz: draft.rateHz, melHop: draft.mel.hop }
  )
  return { ...draft, inputs, modality: wanted, unit }
}

/** Modalities that the same inputs may be read from. */
const familyOf = (modality: DraftModality): string =>
  modality === 'image' ? 'video' : modality === 'physio' ? 'eeg' : modality

function useOf(kind: InputUse['kind'], { shape }: DraftInput): InputUse {
  const sizes = shape.map((size) => (typeof size === 'number' ? size : undefined))
  const last = sizes.at(-1)
  switch (kind) {
    case 'picture': {
      const colours = sizes.findIndex((size, axis) => axis > 0 && (size === 3 || size === 1))
      const behind = colours === shape.length - 1
      return {
        kind,
        layout: behind ? 'NHWC' : shape.length === 5 && colours === 1 ? 'NCTHW' : 'NCHW',
        channels: sizes[colours] === 1 ? 1 : 3,
        heightPx: (behind ? sizes.at(-3) : sizes.at(-2)) ?? 224,
        widthPx: (behind ? sizes.at(-2) : last) ?? 224,
        ...(shape.length === 5 ? { frames: (colours === 1 ? sizes[2] : sizes[1]) ?? 16 } : {})
      }
    }
    case 'waveform':
      return { kind, axis: shape.length > 2, ...(last === undefined ? {} : { samples: last }) }
    case 'mel':
      return {
        kind,
        order: 'bands-first',
        axis: shape.length > 3,
        ...(last === undefined ? {} : { frames: last })
      }
    case 'ids':
    case 'mask':
    case 'typeIds':
      return { kind, ...(last === undefined ? {} : { length: last }) }
    case 'channels': {
      const count = sizes.at(-2)
      return {
        kind,
        order: 'channels-first',
        axis: shape.length > 3,
        ...(count === undefined ? {} : { count }),
        ...(last === undefined ? {} : { samples: last })
      }
    }
    case 'constant':
      return { kind, value: 1 }
  }
}
