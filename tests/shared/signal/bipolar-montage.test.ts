import { describe, expect, it } from 'vitest'
import { bipolarPairs } from '../../../src/shared/signal/bipolar-montage'

describe('bipolar montages', () => {
  it('pair electrodes along the chains, whatever their spelling', () => {
    const labels = ['EEG Fp1-LE', 'F7..', 'EEG T3-LE', 'P7', 'O1', 'EDA']
    expect(bipolarPairs('longitudinal', labels)).toEqual([
      { plus: 0, minus: 1 },
      { plus: 1, minus: 2 },
      { plus: 2, minus: 3 },
      { plus: 3, minus: 4 }
    ])
  })
  it('leave out pairs without both electrodes, and are empty for what is no EEG', () => {
    expect(bipolarPairs('transverse', ['F3', 'Fz', 'C3'])).toEqual([{ plus: 0, minus: 1 }])
    expect(bipolarPairs('longitudinal', ['ECG', 'EDA'])).toEqual([])
    expect(bipolarPairs('unknown', ['Fp1', 'F7'])).toEqual([])
  })
})
