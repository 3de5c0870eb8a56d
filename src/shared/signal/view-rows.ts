import type { Stream } from '../domain/rows'
import { guessChannelType } from './channel-type'
import type { ChannelType } from './channel-type'
import type { SignalView } from './signal-view'

/** A row of a signal as it is seen: a channel, the difference of two, or a sum of a montage. */
export interface ViewRow {
  /** Index in what is asked for: of the channel, the pair, or the sum. */
  readonly index: number
  readonly label: string
  readonly unit: string
  readonly rateHz: number
  readonly type: ChannelType
  readonly bad: boolean
  /** What it is made of, by index of the stream's channels. */
  readonly channels: readonly number[]
}

type Channel = NonNullable<Stream['info']['channels']>[number]

/** What a channel measures: as the user says, else as its name and unit tell. */
export const typeOf = (channel: Channel): ChannelType =>
  channel.type ?? guessChannelType(channel.label, channel.unit)

/** Label without the dots some recorders pad it with. */
const clean = (label: string): string => label.replace(/\.+$/, '').trim()

/** All rows of a stream under a view, in their order. A row is of the kind of its first channel, and bad when one of them is. */
export function viewRows(
  { info: { channels = [] } }: Pick<Stream, 'info'>,
  { reference }: Pick<SignalView, 'reference'>
): readonly ViewRow[] {
  const derived = (index: number, label: string, from: readonly number[]): readonly ViewRow[] => {
    const [first] = from.flatMap((channel) => channels[channel] ?? [])
    if (!first) return []
    const bad = from.some((channel) => channels[channel]?.bad === true)
    return [
      { index, label, unit: first.unit, rateHz: first.rateHz, type: typeOf(first), bad, channels: from }
    ]
  }
  const nameOf = (channel: number): string => clean(channels[channel]?.label ?? '?')
  switch (reference?.kind) {
    case 'bipolar':
      return reference.pairs.flatMap(({ plus, minus }, index) =>
        derived(index, `${nameOf(plus)}-${nameOf(minus)}`, [plus, minus])
      )
    case 'montage':
      return reference.rows.flatMap(({ label, weights }, index) =>
        derived(
          index,
          label,
          weights.map(({ channel }) => channel)
        )
      )
    default:
      return channels.flatMap((_, index) => derived(index, nameOf(index), [index]))
  }
}
