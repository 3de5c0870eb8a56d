import { labelled } from './preset'
import type { ArrayPreset } from './preset'
import type { LabelArrays } from '../array-mapping'

const ELECTRODES = 'AF3 F7 F3 FC5 T7 P7 O1 O2 P8 T8 FC6 F4 F8 AF4'.split(' ')
const DATA = 'DREAMER.Data{#}'

/**
 * DREAMER (Katsigiannis and Ramzan 2018): for each participant 18 films, EEG [samples, 14] at 128 Hz and ECG [samples, 2] at
 * 256 Hz, each after a neutral film as baseline, and ratings of valence, arousal and dominance from 1 to 5.
 */
export const dreamer: ArrayPreset = {
  id: 'dreamer',
  name: 'DREAMER',
  fit(arrays) {
    const find = (path: string) => arrays.find(({ pattern, file }) => pattern === path && !file)
    const rate = (name: string, otherwise: number): number =>
      find(`DREAMER.${name}`)?.numbers?.find((value) => value > 0) ?? otherwise
    const eeg = find(`${DATA}.EEG.stimuli{#}`)
    if (eeg?.shape.length !== 2 || eeg.shape[1] !== ELECTRODES.length) return undefined
    const ecg = find(`${DATA}.ECG.stimuli{#}`)
    const before = (kind: string) =>
      find(`${DATA}.${kind}.baseline{#}`) ? { before: `${DATA}.${kind}.baseline{#}` } : {}
    return {
      preset: 'dreamer',
      signals: [
        {
          name: 'EEG',
          array: eeg.pattern,
          axes: ['time', 'channel'],
          rateHz: rate('EEG_SamplingRate', 128),
          unit: 'µV',
          channels: labelled(ELECTRODES),
          features: [],
          ...before('EEG')
        },
        ...(ecg
          ? [
              {
                name: 'ECG',
                array: ecg.pattern,
                axes: ['time' as const, 'channel' as const],
                rateHz: rate('ECG_SamplingRate', 256),
                unit: '',
                channels: labelled(['ECG 1', 'ECG 2']),
                features: [],
                ...before('ECG')
              }
            ]
          : [])
      ],
      labels: ['Valence', 'Arousal', 'Dominance'].flatMap((name): LabelArrays[] => {
        const found = find(`${DATA}.Score${name}`)
        return found
          ? [
              {
                array: found.pattern,
                axes: found.shape.map((_, axis) => (axis === 0 ? 'trial' : 'first')),
                meaning: { kind: 'ratings', names: [name.toLowerCase()], min: 1, max: 5 }
              }
            ]
          : []
      }),
      trials: 'segments',
      baselineSeconds: 0
    }
  }
}
