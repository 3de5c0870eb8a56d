import { melFor, unitFor } from './guess-draft'
import type { MelFigures, ModelDraft } from './model-draft'

/** Another sample rate of sound; the figures of a spectrogram follow it, and windows of a fixed number of samples change their length. */
export const withRate = (draft: ModelDraft, rateHz: number): ModelDraft =>
  withMel({ ...draft, rateHz }, melFor(draft.mel.bands, rateHz))

/** Other figures of a spectrogram; windows of a fixed number of frames change their length with the hop. */
export function withMel(draft: ModelDraft, mel: MelFigures): ModelDraft {
  const uses = draft.inputs.map(({ use }) => use)
  const fixed = uses.some(
    (use) =>
      (use.kind === 'waveform' && use.samples !== undefined) ||
      (use.kind === 'mel' && use.frames !== undefined)
  )
  if (!fixed || draft.unit.type !== 'window') return { ...draft, mel }
  return { ...draft, mel, unit: unitFor(draft.modality, uses, { rateHz: draft.rateHz, melHop: mel.hop }) }
}
