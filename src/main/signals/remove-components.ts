import type { SignalView } from '../../shared/signal/signal-view'
import type { SampleBlock } from './read-samples'
import { sameTimes } from './weighted-sum'

/** Channels that must be read so that components can be taken off some of them, each once. */
export function withComponentChannels(
  needed: readonly number[],
  { without }: Pick<SignalView, 'without'>
): readonly number[] {
  if (!without || !needed.some((channel) => without.channels.includes(channel))) return needed
  return [...new Set([...needed, ...without.channels])]
}

/**
 * Recorded channels less some independent components: each minus map times time course. A moment at which one of the
 * channels has no value has none in any of them. Channels whose sample times differ stay as they are and are told.
 */
export function removeComponents(
  raw: ReadonlyMap<number, readonly SampleBlock[]>,
  { without }: Pick<SignalView, 'without'>,
  wanted: readonly number[]
): { readonly raw: ReadonlyMap<number, readonly SampleBlock[]>; readonly refused: ReadonlySet<number> } {
  const own = without ? wanted.filter((channel) => without.channels.includes(channel)) : []
  if (!without || own.length === 0) return { raw, refused: new Set() }
  const sources = without.channels.map((channel) => raw.get(channel) ?? [])
  const [first = []] = sources
  if (first.length === 0 || sources.some((blocks) => !sameTimes(first, blocks)))
    return { raw, refused: new Set(own) }
  const courses = first.map((block, at) =>
    without.parts.map(({ weights }) => {
      const course = new Float64Array(block.samples.length)
      sources.forEach((blocks, j) => {
        const samples = blocks[at]?.samples
        const [weight, mean] = [weights[j] ?? 0, without.means[j] ?? 0]
        if (samples)
          for (let i = 0; i < course.length; i++)
            course[i] = (course[i] as number) + weight * ((samples[i] as number) - mean)
      })
      return course
    })
  )
  const out = new Map(raw)
  for (const channel of own) {
    const j = without.channels.indexOf(channel)
    out.set(
      channel,
      (raw.get(channel) ?? []).map((block, at) => {
        const samples = new Float64Array(block.samples)
        without.parts.forEach(({ map }, k) => {
          const course = courses[at]?.[k]
          const strength = map[j] ?? 0
          if (course)
            for (let i = 0; i < samples.length; i++)
              samples[i] = (samples[i] as number) - strength * (course[i] as number)
        })
        return { ...block, samples: Float32Array.from(samples) }
      })
    )
  }
  return { raw: out, refused: new Set() }
}
