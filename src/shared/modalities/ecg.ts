import type { Modality } from './modality'

/** Heart potentials. */
export const ecg: Modality = {
  id: 'ecg',
  name: 'ECG',
  unit: 'mV',
  matches: (label) => /\b(?:ecg|ekg)\b|^(?:ecg|ekg)/i.test(label),
  view: { centred: true }
}
