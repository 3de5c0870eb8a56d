import type { SignalReference, SignalView, WeightedChannels } from '../../shared/signal/signal-view'
import type { SampleBlock } from './read-samples'
import { sameTimes, weightedSum } from './weighted-sum'

/** A row of a page: a channel, the difference of two, or a weighted sum. */
export type Row =
  | { readonly plus: number; readonly minus?: number }
  | { readonly label: string; readonly weights: WeightedChannels }

/** A row and what is taken off it, block by block. */
export interface Referenced {
  readonly blocks: readonly SampleBlock[]
  readonly less?: readonly SampleBlock[]
  /** The reference has other sample times: the row is shown as it was recorded. */
  readonly refused: boolean
}

/** The rows of an answer: channels, pairs of a bipolar view, or sums of a montage. */
export function rowsOf(
  count: number,
  channels: readonly number[] | undefined,
  reference: SignalReference | undefined
): readonly Row[] {
  if (reference?.kind !== 'bipolar' && reference?.kind !== 'montage')
    return (channels ?? [...Array(count).keys()]).map((plus) => ({ plus }))
  const rows: readonly Row[] = reference.kind === 'bipolar' ? reference.pairs : reference.rows
  return (channels ?? rows.map((_, index) => index)).map((index) => rows[index] ?? { plus: -1 })
}

/** The channel that stands for a row where the recording is shown as it is: the first of a pair or sum. */
export const firstChannel = (row: Row): number =>
  'weights' in row ? (row.weights[0]?.channel ?? -1) : row.plus

const ownChannels = (row: Row): readonly number[] =>
  'weights' in row
    ? row.weights.map(({ channel }) => channel)
    : row.minus === undefined
      ? [row.plus]
      : [row.plus, row.minus]

/** The channels that must be read to show some rows, each once. */
export function neededChannels(rows: readonly Row[], { reference, made }: SignalView): readonly number[] {
  const shown = new Set(rows.flatMap(ownChannels))
  for (const channel of reference?.kind === 'average' ? reference.channels : []) shown.add(channel)
  const behind = (made ?? []).flatMap(({ channel, weights }) =>
    shown.has(channel) ? weights.map((each) => each.channel) : []
  )
  return [...new Set([...shown, ...behind])].filter((index) => index >= 0)
}

/** Channels with some made from others; of channels that could not be made, what was recorded and their index. */
export function withMade(
  raw: ReadonlyMap<number, readonly SampleBlock[]>,
  made: SignalView['made']
): { readonly blocks: ReadonlyMap<number, readonly SampleBlock[]>; readonly refused: ReadonlySet<number> } {
  const blocks = new Map(raw)
  const refused = new Set<number>()
  for (const { channel, weights } of made ?? []) {
    const own = raw.get(channel)
    if (!own) continue
    const sum = sumOf(raw, weights)
    if (sum) blocks.set(channel, sum)
    else refused.add(channel)
  }
  return { blocks, refused }
}

/** What is to be taken off each row, moment by moment. */
export function references(
  raw: ReadonlyMap<number, readonly SampleBlock[]>,
  rows: readonly Row[],
  reference: SignalReference | undefined
): readonly Referenced[] {
  const blocksOf = (index: number): readonly SampleBlock[] => raw.get(index) ?? []
  const average =
    reference?.kind === 'average'
      ? weightedSum(
          reference.channels.map(blocksOf),
          reference.channels.map(() => 1 / reference.channels.length)
        )
      : undefined
  return rows.map((row): Referenced => {
    const blocks = blocksOf(firstChannel(row))
    if ('weights' in row) {
      const sum = sumOf(raw, row.weights)
      return sum ? { blocks: sum, refused: false } : { blocks, refused: true }
    }
    if (row.minus === undefined && reference?.kind !== 'average') return { blocks, refused: false }
    const less = row.minus === undefined ? average : blocksOf(row.minus)
    return less && sameTimes(blocks, less) ? { blocks, less, refused: false } : { blocks, refused: true }
  })
}

const sumOf = (
  raw: ReadonlyMap<number, readonly SampleBlock[]>,
  weights: WeightedChannels
): readonly SampleBlock[] | undefined =>
  weightedSum(
    weights.map(({ channel }) => raw.get(channel) ?? []),
    weights.map(({ weight }) => weight)
  )
