import type { SampleBlock } from './read-samples'

/**
 * A row less its mean, over its standard deviation (of the population), both of the samples in [fromUs, toUs); gaps count
 * for nothing. A row that does not move has no deviation: it lies at 0.
 */
export function zScored(
  blocks: readonly SampleBlock[],
  fromUs: number,
  toUs: number
): readonly SampleBlock[] {
  let [count, sum] = [0, 0]
  const each = (take: (value: number) => void): void => {
    for (const { startUs, rateHz, samples } of blocks) {
      const step = 1e6 / rateHz
      const first = Math.max(0, Math.ceil((fromUs - startUs) / step - 1e-4))
      const end = Math.min(samples.length, Math.ceil((toUs - startUs) / step - 1e-4))
      for (let i = first; i < end; i++) {
        const value = samples[i] as number
        if (!Number.isNaN(value)) take(value)
      }
    }
  }
  each((value) => {
    count++
    sum += value
  })
  const mean = sum / count
  let squares = 0
  each((value) => (squares += (value - mean) ** 2))
  const deviation = Math.sqrt(squares / count)
  const scale = deviation > 0 ? 1 / deviation : 0
  return blocks.map((block) => ({
    ...block,
    samples: block.samples.map((value) => (value - mean) * scale)
  }))
}
