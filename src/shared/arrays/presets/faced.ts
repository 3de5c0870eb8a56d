import type { ArrayPreset } from './preset'

const [FILMS, CHANNELS, SAMPLES] = [28, 32, 7500]

/**
 * FACED, processed (Chen et al. 2023): a pickle for each participant with one array [28 films, 32 channels, 7500 samples], the last
 * 30 s of each film at 250 Hz. Neither names of channels nor labels stand in it; where the two mastoids stand in the order is
 * not said either, so channels have numbers, which can be given names.
 */
export const faced: ArrayPreset = {
  id: 'faced',
  name: 'FACED, processed',
  fit(arrays) {
    const data = arrays.find(
      ({ kind, shape, file, count }) =>
        kind === 'numbers' &&
        !file &&
        count === 1 &&
        shape.length === 3 &&
        [FILMS, CHANNELS, SAMPLES].every((size, axis) => shape[axis] === size)
    )
    return (
      data && {
        preset: 'faced',
        signals: [
          {
            name: 'EEG',
            array: data.pattern,
            axes: ['trial', 'channel', 'time'],
            rateHz: 250,
            unit: 'µV',
            channels: [],
            features: []
          }
        ],
        labels: [],
        trials: 'segments',
        baselineSeconds: 0
      }
    )
  }
}
