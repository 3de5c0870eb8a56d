import type { Modality } from './modality'

/** Breathing, by belt or airflow. */
export const respiration: Modality = {
  id: 'respiration',
  name: 'Respiration',
  unit: '',
  matches: (label) => /^(?:rsp|resp|breath)/i.test(label),
  view: { centred: true }
}
