import { eegConnectivity } from './eeg-connectivity'
import { eegFeatureOps } from './eeg-features'
import { eegGrid } from './eeg-grid'
import { eegSmooth } from './eeg-smooth'
import type { Op } from './op'

/** Steps for EEG alone. */
export const eegOps: readonly Op[] = [...eegFeatureOps, eegSmooth, eegGrid, eegConnectivity]
