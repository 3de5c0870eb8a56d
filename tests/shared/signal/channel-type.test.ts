import { describe, expect, it } from 'vitest'
import { guessChannelType } from '../../../src/shared/signal/channel-type'

describe('what a channel measures', () => {
  it.each([
    ['EEG Fp1-LE', 'uV', 'eeg'],
    ['Cz..', 'uV', 'eeg'],
    ['PO10', 'µV', 'eeg'],
    ['AFF5h', 'µV', 'eeg'],
    ['hEOG', 'uV', 'eog'],
    ['EOG horizontal', 'uV', 'eog'],
    ['ECG', 'mV', 'ecg'],
    ['MLII', 'mV', 'ecg'],
    ['V5', 'mV', 'ecg'],
    ['EMG chin', 'uV', 'emg'],
    ['zEMG', 'uV', 'emg'],
    ['EDA', 'uS', 'eda'],
    ['GSR', '', 'eda'],
    ['channel 7', 'µS', 'eda'],
    ['BVP', '', 'ppg'],
    ['RSP', '', 'resp'],
    ['Resp oro-nasal', '', 'resp'],
    ['Temp rectal', 'DegC', 'temp'],
    ['Aux', '°C', 'temp'],
    ['ACC_x', 'g', 'motion'],
    ['Gyro Z', 'deg/s', 'motion'],
    ['left pupil', 'mm', 'gaze'],
    ['Status', 'Boolean', 'trigger'],
    ['STI 014', '', 'trigger'],
    ['Event marker', '', 'misc'],
    ['A1', 'uV', 'eeg'],
    ['Photosensor', 'V', 'misc'],
    ['', '', 'misc']
  ] as const)('%s in %s is %s', (label, unit, type) => expect(guessChannelType(label, unit)).toBe(type))
})
