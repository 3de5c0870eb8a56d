import type { Modality } from './modality'

/** Names of the 10-20 and 10-10 systems (Jasper 1958; ACNS 2006), alone or after "EEG", perhaps with a reference behind. */
const electrode = /^(?:eeg[\s_-]*)?(?:fp|af|f|ft|fc|t|tp|c|cp|p|po|o|i|cb)(?:\d{1,2}|z)(?:[\s_.-].*)?$/i

/** Brain potentials from the scalp. */
export const eeg: Modality = {
  id: 'eeg',
  name: 'EEG',
  unit: 'µV',
  matches: (label) => /^eeg\b/i.test(label) || electrode.test(label.replace(/\.+$/, '')),
  view: { span: 200, centred: true }
}
