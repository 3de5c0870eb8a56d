import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import jpeg from 'jpeg-js'
import { z } from 'zod'
import { packageReader } from './package-files.ts'
import { syntheticVoice } from './synthetic-voice.ts'

const Region = z.object({ x: z.number().int(), y: z.number().int(), side: z.number().int() })

/**
 * What a golden feeds a model, described so that anyone can make the same numbers.
 * `photo`: square regions of a JPEG of an npm package; each pixel of the input is the mean of a square block of
 * side / size pixels, rounded half up. `pattern`: byte i of the input is (31 i + 17 floor(i / 128)) mod 256.
 * `voice`: `samples` values of syntheticVoice.
 * `voice-frames`: the same, `before` zeros ahead of it, cut into frames of `length` that advance by `hop`; the first frame
 * begins `length - hop` samples before the sound, and `zeros` are further inputs of nothing but 0.
 * `numbers`: as they stand there, null for NaN.
 * `ids`: whole numbers row by row, and further inputs of one axis.
 */
const GoldenInput = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('photo'),
    package: z.string(),
    version: z.string(),
    path: z.string(),
    sha256: z.string(),
    sizePx: z.number().int(),
    regions: z.array(Region)
  }),
  z.object({ kind: z.literal('pattern'), shape: z.array(z.number().int()) }),
  z.object({ kind: z.literal('voice'), samples: z.number().int() }),
  z.object({
    kind: z.literal('numbers'),
    shape: z.array(z.number().int()),
    values: z.array(z.number().nullable())
  }),
  z.object({
    kind: z.literal('voice-frames'),
    before: z.number().int(),
    samples: z.number().int(),
    length: z.number().int(),
    hop: z.number().int(),
    zeros: z.record(z.string(), z.array(z.number().int()))
  }),
  z.object({
    kind: z.literal('ids'),
    rows: z.array(z.array(z.number().int())),
    further: z.record(z.string(), z.array(z.number().int())).default({})
  })
])
export type GoldenInput = z.infer<typeof GoldenInput>

/** Expected values of an output: all of them, or those at the flat positions `at`. */
const ExpectedValues = z.object({ at: z.array(z.number().int()).optional(), values: z.array(z.number()) })

/** A model's own proof: inputs, what must come out, how close, and who says so. */
export const Golden = z.object({
  cases: z.array(
    z.object({
      name: z.string(),
      input: GoldenInput,
      /** Output name -> expected values. */
      expected: z.record(z.string(), ExpectedValues),
      /** Largest difference allowed. */
      tolerance: z.number(),
      /** Where the expected values come from. */
      source: z.string()
    })
  )
})
export type Golden = z.infer<typeof Golden>

/** An input tensor of a model. */
export type GoldenTensor =
  | { readonly type: 'uint8'; readonly shape: readonly number[]; readonly data: Uint8Array }
  | { readonly type: 'float32'; readonly shape: readonly number[]; readonly data: Float32Array }
  | { readonly type: 'int64'; readonly shape: readonly number[]; readonly data: BigInt64Array }

/** Make the input a golden describes. */
export function goldenInput(input: GoldenInput, nodeModules: string): GoldenTensor {
  switch (input.kind) {
    case 'photo':
      return photo(input, nodeModules)
    case 'pattern': {
      const length = input.shape.reduce((product, size) => product * size, 1)
      return {
        type: 'uint8',
        shape: input.shape,
        data: Uint8Array.from({ length }, (_, i) => (31 * i + 17 * Math.floor(i / 128)) % 256)
      }
    }
    case 'voice':
      return { type: 'float32', shape: [1, input.samples], data: syntheticVoice(input.samples) }
    case 'numbers':
      return {
        type: 'float32',
        shape: input.shape,
        data: Float32Array.from(input.values, (value) => value ?? Number.NaN)
      }
    case 'voice-frames':
      return voiceFrames(input)
    case 'ids':
      return wholeNumbers(input.rows.flat(), [input.rows.length, input.rows[0]?.length ?? 0])
  }
}

/** Further inputs of a golden, by name. */
export function furtherInputs(input: GoldenInput): Readonly<Record<string, GoldenTensor>> {
  if (input.kind === 'ids')
    return Object.fromEntries(
      Object.entries(input.further).map(([name, values]) => [name, wholeNumbers(values, [values.length])])
    )
  if (input.kind !== 'voice-frames') return {}
  return Object.fromEntries(
    Object.entries(input.zeros).map(([name, shape]) => {
      const length = shape.reduce((product, size) => product * size, 1)
      return [name, { type: 'float32', shape, data: new Float32Array(length) }]
    })
  )
}

const wholeNumbers = (values: readonly number[], shape: readonly number[]): GoldenTensor => ({
  type: 'int64',
  shape,
  data: BigInt64Array.from(values, BigInt)
})

/** Read and check a golden file. */
export function readGolden(folder: string): Golden {
  return Golden.parse(JSON.parse(readFileSync(join(folder, 'golden.json'), 'utf8')))
}

function voiceFrames(input: Extract<GoldenInput, { kind: 'voice-frames' }>): GoldenTensor {
  const { before, samples, length, hop } = input
  const sound = new Float32Array(before + samples)
  sound.set(syntheticVoice(samples), before)
  const count = Math.floor(sound.length / hop)
  const data = Float32Array.from(
    { length: count * length },
    (_, i) => sound[Math.floor(i / length) * hop + (i % length) - (length - hop)] ?? 0
  )
  return { type: 'float32', shape: [count, length], data }
}

function photo(input: Extract<GoldenInput, { kind: 'photo' }>, nodeModules: string): GoldenTensor {
  const bytes = packageReader(nodeModules, [input])(input.path)
  const picture = jpeg.decode(bytes, { useTArray: true, formatAsRGBA: false, maxMemoryUsageInMB: 1024 })
  const { sizePx, regions } = input
  const data = new Uint8Array(regions.length * sizePx * sizePx * 3)
  regions.forEach((region, n) => {
    const block = region.side / sizePx
    if (!Number.isInteger(block))
      throw new Error(`a region of ${region.side} px does not reduce to ${sizePx} px by whole pixels`)
    for (let y = 0; y < sizePx; y++)
      for (let x = 0; x < sizePx; x++)
        for (let colour = 0; colour < 3; colour++) {
          let sum = 0
          for (let dy = 0; dy < block; dy++)
            for (let dx = 0; dx < block; dx++) {
              const at = (region.y + y * block + dy) * picture.width + region.x + x * block + dx
              sum += picture.data[at * 3 + colour] ?? 0
            }
          data[((n * sizePx + y) * sizePx + x) * 3 + colour] = Math.floor(sum / (block * block) + 0.5)
        }
  })
  return { type: 'uint8', shape: [regions.length, sizePx, sizePx, 3], data }
}
