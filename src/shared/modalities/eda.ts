import type { Modality } from './modality'

/** Skin conductance. */
export const eda: Modality = {
  id: 'eda',
  name: 'Skin conductance',
  unit: 'µS',
  matches: (label, unit) => /^(?:eda|gsr|scl|scr|skin.?conduct\w*)/i.test(label) || /^[uµμ]S$/.test(unit),
  view: { centred: false }
}
