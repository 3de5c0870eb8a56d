import { registry } from '../../../../shared/registry'
import type { Source } from './source'

/** Where the values of each modality come from; the id is the modality. */
export const sources = registry<Source>('source of model inputs', [])
