import { registry } from '../../../../shared/registry'
import { answerOps } from './answers'
import { choiceOps } from './choices'
import type { DecodeOp } from './decode-op'
import { labelOps } from './labels'
import { numberOps } from './numbers'
import { pairOps } from './pairs'
import { probabilityOps } from './probabilities'
import { readingOps } from './readings'
import { seriesOps } from './series'

/** Every step a manifest's output may name. */
export const decodeOps = registry<DecodeOp>('decoding step', [
  ...numberOps,
  ...probabilityOps,
  ...choiceOps,
  ...labelOps,
  ...readingOps,
  ...seriesOps,
  ...answerOps,
  ...pairOps
])
