import { expect, test } from 'vitest'
import { modalityOf } from '../../../src/shared/modalities'

test.each([
  ['EEG Fpz-Cz', 'uV', 'eeg'],
  ['Fp1', 'µV', 'eeg'],
  ['Fc5.', 'uV', 'eeg'],
  ['Cz', '', 'eeg'],
  ['ECG', 'mV', 'ecg'],
  ['EKG1', 'mV', 'ecg'],
  ['EMG1', 'uV', 'emg'],
  ['vEOG', 'uV', 'eog'],
  ['EOG horizontal', 'uV', 'eog'],
  ['eda', 'uS', 'eda'],
  ['Finger', 'µS', 'eda'],
  ['BVP', '', 'pulse'],
  ['Resp nasal', '', 'respiration'],
  ['RSP', '', 'respiration'],
  ['skin temperature', '°C', 'temperature'],
  ['ACC x', 'g', 'motion'],
  ['hr', 'bpm', 'heart-rate'],
  ['Photosensor', '', 'other'],
  ['Company', 'mV', 'other']
])('a channel called "%s" in %s is taken for %s', (label, unit, id) => {
  expect(modalityOf(label, unit).id).toBe(id)
})
