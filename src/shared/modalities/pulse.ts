import type { Modality } from './modality'

/** Blood volume pulse, measured by light. */
export const pulse: Modality = {
  id: 'pulse',
  name: 'Pulse wave',
  unit: '',
  matches: (label) => /^(?:ppg|bvp|pleth|pulse)/i.test(label),
  view: { centred: true }
}
