import type { DraftModality, DraftUnit, ModelDraft } from './model-draft'

/** A way in which a model may look at recordings: which stream, and what of it in one go. */
export interface LooksAt {
  readonly id: string
  readonly title: string
  readonly modality: DraftModality
  readonly unit: DraftUnit['type']
}

const way = (modality: DraftModality, unit: DraftUnit['type'], title: string): LooksAt => ({
  id: `${modality}/${unit}`,
  modality,
  unit,
  title
})

const VIDEO = [
  way('video', 'person-frame', 'Faces in a video, one by one'),
  way('video', 'frame', 'Whole pictures of a video'),
  way('video', 'window', 'Stretches of a video'),
  way('image', 'image', 'Picture files')
]
const AUDIO = [
  way('audio', 'utterance', 'Turns of the transcript'),
  way('audio', 'window', 'Windows of sound'),
  way('audio', 'recording', 'Whole recordings')
]
const TEXT = [
  way('text', 'utterance', 'Turns of the transcript'),
  way('text', 'sentence', 'Sentences'),
  way('text', 'document', 'Documents')
]
const signals = (modality: 'eeg' | 'physio', what: string): readonly LooksAt[] => [
  way(modality, 'window', `Windows of ${what}`),
  way(modality, 'trial', `Trials of ${what}`),
  way(modality, 'recording', `Whole recordings of ${what}`)
]
const SIGNALS = [...signals('eeg', 'EEG'), ...signals('physio', 'other signals of the body')]

/** The ways that the inputs of a draft allow; a clip needs stretches, a single picture none. */
export function waysToLook({ modality, inputs }: ModelDraft): readonly LooksAt[] {
  const clip = inputs.some(({ use }) => use.kind === 'picture' && use.frames !== undefined)
  switch (modality) {
    case 'video':
    case 'image':
      return VIDEO.filter(({ unit }) => (unit === 'window') === clip)
    case 'audio':
      return AUDIO
    case 'text':
      return TEXT
    case 'eeg':
    case 'physio':
      return SIGNALS
  }
}

/** The way that a draft has chosen. */
export const wayOf = ({ modality, unit }: ModelDraft): string => `${modality}/${unit.type}`

/** A draft that looks at something else. */
export const lookingAt = (draft: ModelDraft, { modality, unit }: LooksAt): ModelDraft => ({
  ...draft,
  modality,
  unit: { ...draft.unit, type: unit },
  aggregate: unit === 'window' ? draft.aggregate : 'none'
})
