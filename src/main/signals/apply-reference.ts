import type { SignalReference, SignalView } from '../../shared/signal/signal-view'
import type { SampleBlock } from './read-samples'

/** A row of a page: a channel, or the difference of two. */
export interface Row {
  readonly plus: number
  readonly minus?: number
}

/** A row and what is taken off it, block by block. */
export interface Referenced {
  readonly blocks: readonly SampleBlock[]
  readonly less?: readonly SampleBlock[]
  /** The reference has other sample times: the row is shown as it was recorded. */
  readonly refused: boolean
}

/** The channels that must be read to show some rows, each once. */
export function neededChannels(rows: readonly Row[], { reference }: SignalView): readonly number[] {
  const own = rows.flatMap(({ plus, minus }) => (minus === undefined ? [plus] : [plus, minus]))
  const others = reference?.kind === 'average' ? reference.channels : []
  return [...new Set([...own, ...others])].filter((index) => index >= 0)
}

/** What is to be taken off each row, moment by moment. */
export function references(
  raw: ReadonlyMap<number, readonly SampleBlock[]>,
  rows: readonly Row[],
  reference: SignalReference | undefined
): readonly Referenced[] {
  const blocksOf = (index: number): readonly SampleBlock[] => raw.get(index) ?? []
  const average = reference?.kind === 'average' ? means(reference.channels.map(blocksOf)) : undefined
  return rows.map(({ plus, minus }): Referenced => {
    const blocks = blocksOf(plus)
    if (minus === undefined && reference?.kind !== 'average') return { blocks, refused: false }
    const less = minus === undefined ? average : blocksOf(minus)
    return less && sameTimes(blocks, less) ? { blocks, less, refused: false } : { blocks, refused: true }
  })
}

/** The mean of channels, block by block; undefined when their sample times differ, so that there is none. */
function means(channels: readonly (readonly SampleBlock[])[]): readonly SampleBlock[] | undefined {
  const [first] = channels
  if (!first || channels.some((blocks) => !sameTimes(first, blocks))) return undefined
  return first.map((block, at) => {
    const sum = new Float64Array(block.samples.length)
    for (const blocks of channels) {
      const samples = blocks[at]?.samples
      if (samples) for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (samples[i] as number)
    }
    const samples = new Float32Array(sum.length)
    for (let i = 0; i < sum.length; i++) samples[i] = (sum[i] as number) / channels.length
    return { ...block, samples }
  })
}

/** Whether two channels were sampled at the same moments; half a step apart is not the same. */
const sameTimes = (a: readonly SampleBlock[], b: readonly SampleBlock[]): boolean =>
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
