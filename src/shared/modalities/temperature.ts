import type { Modality } from './modality'

/** Skin or body temperature. */
export const temperature: Modality = {
  id: 'temperature',
  name: 'Temperature',
  unit: '°C',
  matches: (label, unit) => /^(?:temp|skt|skin temperature)/i.test(label) || /^(?:°|deg ?)C$/i.test(unit),
  view: { centred: false }
}
