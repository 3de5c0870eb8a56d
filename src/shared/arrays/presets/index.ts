import { registry } from '../../registry'
import { amigos } from './amigos'
import { deap } from './deap'
import { dreamer } from './dreamer'
import { faced } from './faced'
import type { ArrayPreset } from './preset'
import { seed, seedFeatures } from './seed'

/** Corpora whose files of arrays are known. */
export const arrayPresets = registry<ArrayPreset>('array preset', [
  deap,
  seed,
  seedFeatures,
  dreamer,
  amigos,
  faced
])
