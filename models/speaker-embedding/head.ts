import { z } from 'zod'

/**
 * What was fitted: features are brought to mean 0 and deviation 1, then the directions in which one voice differs from
 * itself (emotion, words) are made small.
 */
export const Head = z.object({
  mean: z.array(z.number()),
  deviation: z.array(z.number()),
  /** What is left of each direction, 0 to 1. */
  gains: z.array(z.number()),
  /** Largest value of each direction: its numbers are 127ths of it. */
  scales: z.array(z.number()),
  /** Directions one after the other, a signed byte for each feature, as base64. */
  directions: z.string()
})
export type Head = z.infer<typeof Head>

/** The directions as rows of unit length. */
export function directionsOf({ scales, directions }: Head): Float32Array[] {
  const bytes = new Int8Array(Buffer.from(directions, 'base64'))
  const width = bytes.length / scales.length
  return scales.map((scale, row) =>
    Float32Array.from(bytes.subarray(row * width, (row + 1) * width), (value) => (value * scale) / 127)
  )
}
