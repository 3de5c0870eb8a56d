import { readFileSync } from 'node:fs'
import { z } from 'zod'

const TensorEntry = z.object({
  name: z.string(),
  dims: z.array(z.number().int().positive()),
  type: z.enum(['int8 rows', 'float16'])
})

const Index = z.object({
  labels: z.array(z.string()),
  groups: z.record(z.string(), z.array(z.string())),
  /** Number of readers. */
  readers: z.number().int().positive(),
  /** Probability from which a label counts as present, chosen on GoEmotions' dev part. */
  thresholds: z.array(z.number()),
  groupThresholds: z.array(z.number()),
  dimensions: z.array(z.string()),
  mean: z.array(z.number()),
  deviation: z.array(z.number()),
  tensors: z.array(TensorEntry)
})

/** What train.py stored: numbers by the name that its net gave them, and what they mean. */
export interface TextWeights extends Omit<z.infer<typeof Index>, 'tensors'> {
  tensor(name: string): WeightTensor
}

export interface WeightTensor {
  readonly dims: readonly number[]
  readonly data: Float32Array
}

/** Read weights.json and weights.bin. */
export function readWeights(): TextWeights {
  const { tensors, ...facts } = Index.parse(
    JSON.parse(readFileSync(new URL('./weights.json', import.meta.url), 'utf8'))
  )
  const bytes = readFileSync(new URL('./weights.bin', import.meta.url))
  const found = new Map<string, WeightTensor>()
  let at = 0
  for (const { name, dims, type } of tensors) {
    const count = dims.reduce((product, size) => product * size, 1)
    if (type === 'float16') {
      found.set(name, { dims, data: halves(bytes, at, count) })
      at += 2 * count
      continue
    }
    const rows = dims[0] ?? 0
    const steps = halves(bytes, at + count, rows)
    const width = count / rows
    const data = Float32Array.from(
      { length: count },
      (_, i) => bytes.readInt8(at + i) * (steps[Math.floor(i / width)] ?? 0)
    )
    found.set(name, { dims, data })
    at += count + 2 * rows
  }
  if (at !== bytes.length)
    throw new Error(`weights.bin has ${bytes.length} bytes, weights.json describes ${at}`)
  return {
    ...facts,
    tensor(name) {
      const tensor = found.get(name)
      if (!tensor) throw new Error(`weights.bin has no "${name}"; it has: ${[...found.keys()].join(', ')}`)
      return tensor
    }
  }
}

/** IEEE 754 binary16 as float32. */
function halves(bytes: Buffer, at: number, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => {
    const bits = bytes.readUInt16LE(at + 2 * i)
    const sign = bits & 0x8000 ? -1 : 1
    const exponent = (bits >> 10) & 31
    const fraction = bits & 1023
    if (exponent === 31) return fraction ? NaN : sign * Infinity
    return exponent ? sign * (1 + fraction / 1024) * 2 ** (exponent - 15) : sign * fraction * 2 ** -24
  })
}
