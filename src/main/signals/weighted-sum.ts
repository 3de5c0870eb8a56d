import type { SampleBlock } from './read-samples'

/** A sum of channels, each times its weight, block by block; undefined when their sample times differ, so that there is none. */
export function weightedSum(
  channels: readonly (readonly SampleBlock[])[],
  weights: readonly number[]
): readonly SampleBlock[] | undefined {
  const [first] = channels
  if (!first || channels.some((blocks) => !sameTimes(first, blocks))) return undefined
  return first.map((block, at) => {
    const sum = new Float64Array(block.samples.length)
    for (const [index, blocks] of channels.entries()) {
      const samples = blocks[at]?.samples
      const weight = weights[index] ?? 0
      // A channel that plays no part has no gaps either.
      if (!samples || weight === 0) continue
      for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + weight * (samples[i] as number)
    }
    const samples = new Float32Array(sum.length)
    for (let i = 0; i < sum.length; i++) samples[i] = sum[i] as number
    return { ...block, samples }
  })
}

/** Whether two channels were sampled at the same moments; half a step apart is not the same. */
export const sameTimes = (a: readonly SampleBlock[], b: readonly SampleBlock[]): boolean =>
  a.length === b.length &&
  a.every((block, at) => {
    const other = b[at]
    return (
      other !== undefined &&
      other.samples.length === block.samples.length &&
      Math.abs(other.rateHz - block.rateHz) < 1e-9 * block.rateHz &&
      Math.abs(other.startUs - block.startUs) < 1e5 / block.rateHz
    )
  })
