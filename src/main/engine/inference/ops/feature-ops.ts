import { z } from 'zod'
import { emptyTensor } from '../tensor-value'
import { numbersOf } from './tensor-cast'
import { tensorStep } from './tensor-step'
import { valueOp, type Op } from './op'
import type { ModelInput } from './value'

const numbers = z.array(z.number()).min(1)

/** `mean_` and `scale_`: as scikit-learn names what its scaler has learned. */
const Scaler = z.union([
  z.object({ mean: numbers, std: numbers }),
  z
    .object({ mean_: numbers, scale_: numbers })
    .transform(({ mean_, scale_ }) => ({ mean: mean_, std: scale_ })),
  z.object({ min: numbers, max: numbers })
])

/**
 * Each value less its mean and over its standard deviation, or from its lowest to its highest brought to 0 to 1, by figures in a file of the manifest
 * ({mean[], std[]} or {min[], max[]}). One figure counts for all values, as many as the last axis is long for each row of it. What does not vary becomes 0.
 */
const featureScale = valueOp('feature.scale', z.looseObject({ file: z.string() }), ({ file }, assets) => {
  const parsed = Scaler.safeParse(assets.json(file))
  if (!parsed.success)
    throw new Error(
      `feature.scale: the file "${file}" holds neither "mean" and "std" nor "min" and "max", lists of numbers`
    )
  const known = parsed.data
  const [shift, size] =
    'mean' in known
      ? [known.mean, known.std]
      : [known.min, known.max.map((most, i) => most - (known.min[i] ?? 0))]
  return tensorStep('feature.scale', (tensor) => scaled(tensor, shift, size, file))
})

/** What another model gave: read by the source, so that nothing is left to do here. */
const featureFromModel: Op = {
  id: 'feature.fromModel',
  kind: 'task',
  parameters: z.looseObject({ model: z.string(), output: z.string().optional(), per: z.string().optional() })
}

/** A table of vectors that was kept under a name, by turn, frame or song: read by the source like what a model gave. */
const featureLoad: Op = {
  id: 'feature.load',
  kind: 'task',
  parameters: z.looseObject({ name: z.string(), key: z.enum(['utterance', 'frame', 'song']).optional() })
}

export const featureOps: readonly Op[] = [featureScale, featureFromModel, featureLoad]

function scaled(
  tensor: ModelInput,
  shift: readonly number[],
  size: readonly number[],
  file: string
): ModelInput {
  const count = shift.length
  const width = tensor.dims.at(-1) ?? 1
  if (size.length !== count || (count !== 1 && count !== width && count !== tensor.data.length))
    throw new Error(
      `feature.scale: the file "${file}" has ${count} figures for a tensor of [${tensor.dims.join(', ')}]; ${width} are needed`
    )
  const values = numbersOf(tensor)
  const made = emptyTensor('float32', tensor.dims)
  for (let i = 0; i < values.length; i++) {
    const at = i % count
    const by = size[at] ?? 1
    made.data[i] = by === 0 ? 0 : ((values[i] ?? NaN) - (shift[at] ?? 0)) / by
  }
  const { type: _type, data: _data, ...rest } = tensor
  return made.type === 'float32' ? { ...rest, type: 'float32', data: made.data } : tensor
}
