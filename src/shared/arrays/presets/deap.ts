import type { ArrayPreset } from './preset'

const EEG =
  'Fp1 AF3 F3 F7 FC5 FC1 C3 T7 CP5 CP1 P3 P7 PO3 O1 Oz Pz Fp2 AF4 Fz F4 F8 FC6 FC2 Cz C4 T8 CP6 CP2 P4 P8 PO4 O2'.split(
    ' '
  )
/** Channels 33 to 40; the corpus gives resistance of the skin, and pulse and breathing without a unit. */
const OTHERS = [
  { label: 'hEOG' },
  { label: 'vEOG' },
  { label: 'zEMG' },
  { label: 'tEMG' },
  { label: 'GSR', unit: 'Ω' },
  { label: 'RESP', unit: '' },
  { label: 'BVP', unit: '' },
  { label: 'TEMP', unit: '' }
]

/**
 * DEAP, preprocessed (Koelstra et al. 2012): `data` [trials, 40 channels, samples] at 128 Hz, of which 3 s are baseline, and
 * `labels` [trials, 4], ratings from 1 to 9. The same arrays as pickle (s01.dat) and as MATLAB file (s01.mat).
 */
export const deap: ArrayPreset = {
  id: 'deap',
  name: 'DEAP, preprocessed',
  fit(arrays) {
    const data = arrays.find(({ pattern, kind, file }) => pattern === 'data' && kind === 'numbers' && !file)
    const labels = arrays.find(
      ({ pattern, kind, file }) => pattern === 'labels' && kind === 'numbers' && !file
    )
    if (data?.shape.length !== 3 || data.shape[1] !== EEG.length + OTHERS.length) return undefined
    const rated = labels?.shape.length === 2 && labels.shape[0] === data.shape[0] && labels.shape[1] === 4
    return {
      preset: 'deap',
      signals: [
        {
          name: 'EEG and physiology',
          array: 'data',
          axes: ['trial', 'channel', 'time'],
          rateHz: 128,
          unit: 'µV',
          channels: [...EEG.map((label) => ({ label })), ...OTHERS],
          features: []
        }
      ],
      labels: rated
        ? [
            {
              array: 'labels',
              axes: ['trial', 'rating'],
              meaning: {
                kind: 'ratings',
                names: ['valence', 'arousal', 'dominance', 'liking'],
                min: 1,
                max: 9
              }
            }
          ]
        : [],
      trials: 'segments',
      baselineSeconds: 3
    }
  }
}
