import type { Modality } from './modality'

/** Beats per minute, already derived. */
export const heartRate: Modality = {
  id: 'heart-rate',
  name: 'Heart rate',
  unit: 'bpm',
  matches: (label, unit) => /^(?:hr|heart.?rate)\b/i.test(label) || /^bpm$/i.test(unit),
  view: { centred: false }
}
