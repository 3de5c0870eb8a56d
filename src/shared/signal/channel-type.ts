import { z } from 'zod'

/** What a channel measures. `trigger`: codes, not a quantity; `misc`: anything else. */
export const ChannelType = z.enum([
  'eeg',
  'eog',
  'ecg',
  'emg',
  'eda',
  'ppg',
  'resp',
  'temp',
  'motion',
  'gaze',
  'trigger',
  'misc'
])
export type ChannelType = z.infer<typeof ChannelType>

/** Full names, in the order in which groups are listed. */
export const channelTypeNames: Readonly<Record<ChannelType, string>> = {
  eeg: 'EEG',
  eog: 'EOG',
  ecg: 'ECG',
  emg: 'EMG',
  eda: 'Skin conductance',
  ppg: 'PPG',
  resp: 'Respiration',
  temp: 'Temperature',
  motion: 'Movement',
  gaze: 'Gaze and pupil',
  trigger: 'Triggers',
  misc: 'Other'
}

const WORDS: readonly (readonly [ChannelType, RegExp])[] = [
  ['trigger', /^(status|trigger|triggers|trig|stim|sti ?\d*|event|events|marker|markers|tal|annotations?)$/],
  ['eog', /\b([hv]?eog\d*|eye|blink)/],
  ['ecg', /\b(ecg|ekg|ecg\d|mlii?|lead ?[i1-3]+)\b|^v[1-6]$/],
  ['emg', /emg|\b(corrugator|zygomatic\w*|masseter|trapezius|chin)\b/],
  ['eda', /\b(eda|gsr|scl|scr|skin ?cond\w*|conductance|electrodermal)/],
  ['ppg', /\b(ppg|bvp|pulse|pleth\w*|plethysmograph)/],
  ['resp', /\b(resp\w*|rsp|breath\w*|thorax|abdomen|airflow|flow)\b/],
  ['temp', /\b(temp\w*|skt)\b/],
  ['motion', /\b(acc\w*|gyro?\w*|magn\w*|motion)/],
  ['gaze', /\b(gaze|pupil|fixation|saccade)|^(left|right)?[xy]?pupil$/],
  ['eeg', /\beeg/]
]

/** Electrodes of the 10-5 system: letters of the head's regions, then a number, z or h. */
const ELECTRODE =
  /^(fp|af|aff|f|ffc|ft|fc|fcc|ftt|t|c|ccp|tp|ttp|cp|cpp|tpp|p|ppo|po|poo|o|oi|i|n|nz|a|m|cb)(z|\d{1,2}h?)$/

/**
 * What a channel measures, by its label and unit as recorders write them: words first (`EDA`, `Resp`, `ECG MLII`), then
 * names of electrodes (`Fp1`, `EEG Cz-LE`), then the unit. A guess, which the user can set right; `misc` where nothing speaks.
 */
export function guessChannelType(label: string, unit = ''): ChannelType {
  const words = label
    .toLowerCase()
    .replace(/[._:()[\]]+/g, ' ')
    .trim()
  for (const [type, pattern] of WORDS) if (pattern.test(words)) return type
  const name = words.replace(/[-/ ].*$/, '')
  if (ELECTRODE.test(name)) return 'eeg'
  const plain = unit.trim().toLowerCase().replace('μ', 'µ')
  if (/^(us|µs|microsiemens|usiemens)$/.test(plain) && unit.trim().at(-1) === 'S') return 'eda'
  if (/^(°c|degc|celsius|deg c)$/.test(plain)) return 'temp'
  if (/^(g|m\/s\^?2|m\/s²)$/.test(plain)) return 'motion'
  return 'misc'
}
