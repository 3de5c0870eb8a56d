import { registry } from '../../../../shared/registry'
import type { DecodeOp } from './decode-op'

/** Every step a manifest's output may name. */
export const decodeOps = registry<DecodeOp>('decoding step', [])
