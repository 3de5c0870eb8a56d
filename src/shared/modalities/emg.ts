import type { Modality } from './modality'

/** Muscle potentials, for instance corrugator and zygomaticus. */
export const emg: Modality = {
  id: 'emg',
  name: 'EMG',
  unit: 'µV',
  matches: (label) => /^emg|\bemg\b|corrugator|zygomatic/i.test(label),
  view: { centred: true }
}
