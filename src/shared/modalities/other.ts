import type { Modality } from './modality'

/** Anything else: shown with its own range. */
export const other: Modality = {
  id: 'other',
  name: 'Signal',
  unit: '',
  matches: () => true,
  view: { centred: false }
}
