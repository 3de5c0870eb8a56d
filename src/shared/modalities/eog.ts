import type { Modality } from './modality'

/** Eye potentials. */
export const eog: Modality = {
  id: 'eog',
  name: 'EOG',
  unit: 'µV',
  matches: (label) => /\b[hv]?eog\b|^[hv]eog/i.test(label),
  view: { span: 500, centred: true }
}
