import { registry } from '../../registry'
import { deap } from './deap'
import { dreamer } from './dreamer'
import type { ArrayPreset } from './preset'
import { seed, seedFeatures } from './seed'

/** Corpora whose files of arrays are known. */
export const arrayPresets = registry<ArrayPreset>('array preset', [deap, seed, seedFeatures, dreamer])
