import { z } from 'zod'

/** Shape and encoding of each tensor in a TensorFlow.js weights file, in file order. */
export const WeightsManifest = z.array(
  z.object({
    paths: z.array(z.string()),
    weights: z.array(
      z.object({
        name: z.string(),
        shape: z.array(z.number()),
        dtype: z.enum(['float32', 'int32']),
        quantization: z
          .object({
            dtype: z.enum(['uint8', 'uint16', 'float16']),
            scale: z.number().optional(),
            min: z.number().optional()
          })
          .optional()
      })
    )
  })
)
export type WeightsManifest = z.infer<typeof WeightsManifest>
type WeightSpec = WeightsManifest[number]['weights'][number]

/** A tensor of a TensorFlow.js model. Integer tensors (shapes, axes, paddings) are held as numbers too. */
export interface TfTensor {
  readonly shape: readonly number[]
  readonly dtype: 'float32' | 'int32'
  readonly data: Float32Array | Int32Array
}

const bytesPerValue = { uint8: 1, uint16: 2, float16: 2, float32: 4, int32: 4 } as const

/** Decode every tensor of a weights file. `readShard` gives the bytes of one of the manifest's paths. */
export function tfjsWeights(
  manifest: WeightsManifest,
  readShard: (path: string) => Buffer
): Map<string, TfTensor> {
  const tensors = new Map<string, TfTensor>()
  for (const group of manifest) {
    const bytes = Buffer.concat(group.paths.map(readShard))
    let offset = 0
    for (const spec of group.weights) {
      const size = elementCount(spec.shape) * bytesPerValue[spec.quantization?.dtype ?? spec.dtype]
      tensors.set(spec.name, decode(spec, bytes.subarray(offset, offset + size)))
      offset += size
    }
    if (offset !== bytes.length)
      throw new Error(`${group.paths.join(', ')} has ${bytes.length} bytes, its manifest describes ${offset}`)
  }
  return tensors
}

function decode(spec: WeightSpec, bytes: Buffer): TfTensor {
  const count = elementCount(spec.shape)
  const value = valueReader(spec, bytes)
  if (spec.dtype === 'int32')
    return {
      shape: spec.shape,
      dtype: 'int32',
      data: Int32Array.from({ length: count }, (_, i) => Math.round(value(i)))
    }
  return {
    shape: spec.shape,
    dtype: 'float32',
    data: Float32Array.from({ length: count }, (_, i) => value(i))
  }
}

function valueReader(spec: WeightSpec, bytes: Buffer): (index: number) => number {
  const { quantization } = spec
  if (!quantization)
    return spec.dtype === 'int32' ? (i) => bytes.readInt32LE(i * 4) : (i) => bytes.readFloatLE(i * 4)
  const { scale = 1, min = 0 } = quantization
  switch (quantization.dtype) {
    case 'uint8':
      return (i) => bytes.readUInt8(i) * scale + min
    case 'uint16':
      return (i) => bytes.readUInt16LE(i * 2) * scale + min
    case 'float16':
      return (i) => halfToNumber(bytes.readUInt16LE(i * 2))
  }
}

/** IEEE 754 binary16 to a number. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

/** Number of values in a tensor of this shape; 1 for a scalar. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1)
}
