import type { Modality } from './modality'

/** Acceleration and turning rate. */
export const motion: Modality = {
  id: 'motion',
  name: 'Motion',
  unit: 'g',
  matches: (label) => /^(?:acc|accel|gyr|imu)/i.test(label),
  view: { centred: false }
}
