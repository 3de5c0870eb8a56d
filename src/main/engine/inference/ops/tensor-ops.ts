import type { Op } from './op'
import { tensorCast } from './tensor-cast'
import { tensorConcat, tensorConstant, tensorLength } from './tensor-join'
import { tensorPad, tensorReshape, tensorTranspose, tensorUnsqueeze } from './tensor-shape'

/** Steps for tensors of any origin. */
export const tensorOps: readonly Op[] = [
  tensorConcat,
  tensorTranspose,
  tensorReshape,
  tensorUnsqueeze,
  tensorCast,
  tensorPad,
  tensorConstant,
  tensorLength
]
