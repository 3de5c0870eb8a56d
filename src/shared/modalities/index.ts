import { registry } from '../registry'
import { ecg } from './ecg'
import { eda } from './eda'
import { eeg } from './eeg'
import { emg } from './emg'
import { eog } from './eog'
import { heartRate } from './heart-rate'
import type { Modality } from './modality'
import { motion } from './motion'
import { other } from './other'
import { pulse } from './pulse'
import { respiration } from './respiration'
import { temperature } from './temperature'

/** All kinds of signals. The first that matches a channel wins, so that narrow ones come first and `other` last. */
export const modalities = registry<Modality>('modality', [
  ecg,
  emg,
  eog,
  eda,
  heartRate,
  pulse,
  respiration,
  temperature,
  motion,
  eeg,
  other
])

/** Kind of a channel by its label and unit as written in the file; `other` when nothing else fits. */
export const modalityOf = (label: string, unit: string): Modality =>
  modalities.all.find((modality) => modality.matches(label.trim(), unit.trim())) ?? other
