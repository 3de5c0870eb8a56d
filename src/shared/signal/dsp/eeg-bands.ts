/** A named stretch of frequencies in Hz; both ends belong to it. */
export interface Band {
  readonly name: string
  readonly lowHz: number
  readonly highHz: number
}

/** The five bands of clinical EEG, delta from 1 Hz and gamma to 45 Hz (below the mains). */
export const eegBands: readonly Band[] = [
  { name: 'delta', lowHz: 1, highHz: 4 },
  { name: 'theta', lowHz: 4, highHz: 8 },
  { name: 'alpha', lowHz: 8, highHz: 13 },
  { name: 'beta', lowHz: 13, highHz: 30 },
  { name: 'gamma', lowHz: 30, highHz: 45 }
]

/** The four bands of the emotion-EEG literature around DEAP and SEED, as TorchEEG has them. */
export const emotionBands: readonly Band[] = [
  { name: 'theta', lowHz: 4, highHz: 8 },
  { name: 'alpha', lowHz: 8, highHz: 14 },
  { name: 'beta', lowHz: 14, highHz: 31 },
  { name: 'gamma', lowHz: 31, highHz: 49 }
]
