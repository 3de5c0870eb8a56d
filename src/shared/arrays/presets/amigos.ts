import { labelled } from './preset'
import type { ArrayPreset } from './preset'

const ELECTRODES = 'AF3 F7 F3 FC5 T7 P7 O1 O2 P8 T8 FC6 F4 F8 AF4'.split(' ')
/** Behind the electrodes; the corpus gives them without a unit. */
const OTHERS = ['ECG right', 'ECG left', 'GSR'].map((label) => ({ label, unit: '' }))

/**
 * AMIGOS, preprocessed (Miranda-Correa et al. 2018): `joined_data` is one array [samples, 17] at 128 Hz for each of 20 films (14
 * EEG, 2 ECG, 1 GSR), of which 5 s are baseline; `labels_selfassessment` one [1, 12] for each: five ratings from 1 to 9, then
 * seven emotions as 0 or 1, which are left out here. Films that a participant did not see are empty.
 */
export const amigos: ArrayPreset = {
  id: 'amigos',
  name: 'AMIGOS, preprocessed',
  fit(arrays) {
    const find = (path: string) => arrays.find(({ pattern, file }) => pattern === path && !file)
    const data = find('joined_data{#}')
    if (data?.shape.length !== 2 || data.shape[1] !== ELECTRODES.length + OTHERS.length) return undefined
    const labels = find('labels_selfassessment{#}')
    return {
      preset: 'amigos',
      signals: [
        {
          name: 'EEG and physiology',
          array: data.pattern,
          axes: ['time', 'channel'],
          rateHz: 128,
          unit: 'µV',
          channels: [...labelled(ELECTRODES), ...OTHERS],
          features: []
        }
      ],
      labels:
        labels?.shape.length === 2 && labels.shape[1] === 12
          ? [
              {
                array: labels.pattern,
                axes: ['first', 'rating'],
                meaning: {
                  kind: 'ratings',
                  names: ['arousal', 'valence', 'dominance', 'liking', 'familiarity'],
                  min: 1,
                  max: 9
                }
              }
            ]
          : [],
      trials: 'segments',
      baselineSeconds: 5
    }
  }
}
