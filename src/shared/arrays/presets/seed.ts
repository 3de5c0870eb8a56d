import { labelled } from './preset'
import type { ArrayPreset } from './preset'

/** The 62 channels of SEED in the order of its files. */
export const SEED_CHANNELS =
  'Fp1 FPz Fp2 AF3 AF4 F7 F5 F3 F1 Fz F2 F4 F6 F8 FT7 FC5 FC3 FC1 FCz FC2 FC4 FC6 FT8 T7 C5 C3 C1 Cz C2 C4 C6 T8 TP7 CP5 CP3 CP1 CPz CP2 CP4 CP6 TP8 P7 P5 P3 P1 Pz P2 P4 P6 P8 PO7 PO5 PO3 POz PO4 PO6 PO8 CB1 O1 Oz O2 CB2'.split(
    ' '
  )

/** The labels of SEED as numbers of its file label.mat. */
const CLASSES = [
  { value: -1, label: 'negative' },
  { value: 0, label: 'neutral' },
  { value: 1, label: 'positive' }
]

/** The array `label` of a file beside, where there is one: each trial's number. */
const labelsBeside = (arrays: Parameters<ArrayPreset['fit']>[0], trials: number) => {
  const found = arrays.find(
    ({ pattern, shape, kind }) =>
      pattern === 'label' && kind === 'numbers' && shape.length === 2 && Math.max(...shape) === trials
  )
  if (!found) return []
  const axes = found.shape[0] === trials ? (['trial', 'first'] as const) : (['first', 'trial'] as const)
  return [
    {
      array: 'label',
      ...(found.file === undefined ? {} : { file: found.file }),
      axes: [...axes],
      meaning: {
        kind: 'classes' as const,
        classes: CLASSES,
        scheme: { schemeId: 'seed3', attributeId: 'emotion' }
      }
    }
  ]
}

/** SEED, preprocessed EEG (Zheng and Lu 2015): one array [62, samples] at 200 Hz for each film, labels in label.mat beside. */
export const seed: ArrayPreset = {
  id: 'seed',
  name: 'SEED, preprocessed EEG',
  fit(arrays) {
    const trials = arrays.find(
      ({ pattern, shape, file }) => /_eeg#$/.test(pattern) && shape.length === 2 && shape[0] === 62 && !file
    )
    if (!trials) return undefined
    return {
      preset: 'seed',
      signals: [
        {
          name: 'EEG',
          array: trials.pattern,
          axes: ['channel', 'time'],
          rateHz: 200,
          unit: 'µV',
          channels: labelled(SEED_CHANNELS),
          features: []
        }
      ],
      labels: labelsBeside(arrays, trials.count),
      trials: 'segments',
      baselineSeconds: 0
    }
  }
}

/** Features of SEED in the order in which they are offered: differential entropy smoothed by a linear dynamic system first. */
const FEATURES = [
  /^de_LDS#$/,
  /^de_movingAve#$/,
  /^psd_LDS#$/,
  /^psd_movingAve#$/,
  /^(?:dasm|rasm|asm|dcau)_\w+#$/
]

/** SEED, extracted features: [channels, windows of 1 s, 5 bands] for each film, read as signals of one value a second. */
export const seedFeatures: ArrayPreset = {
  id: 'seed-features',
  name: 'SEED, extracted features',
  fit(arrays) {
    for (const feature of FEATURES) {
      const found = arrays.find(
        ({ pattern, shape, file }) => feature.test(pattern) && shape.length === 3 && shape[2] === 5 && !file
      )
      if (!found) continue
      return {
        preset: 'seed-features',
        signals: [
          {
            name: found.pattern.replace(/#$/, ''),
            array: found.pattern,
            axes: ['channel', 'time', 'feature'],
            rateHz: 1,
            unit: '',
            channels: found.shape[0] === SEED_CHANNELS.length ? labelled(SEED_CHANNELS) : [],
            features: ['delta', 'theta', 'alpha', 'beta', 'gamma']
          }
        ],
        labels: labelsBeside(arrays, found.count),
        trials: 'segments',
        baselineSeconds: 0
      }
    }
    return undefined
  }
}
