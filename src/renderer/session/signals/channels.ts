import type { Stream } from '../../../shared/domain/rows'
import { guessChannelType } from '../../../shared/signal/channel-type'
import type { ChannelType } from '../../../shared/signal/channel-type'
import type { SignalLook } from './signal-state'

/** A row of the Signals panel: a channel, the difference of two, or a sum of a montage. */
export interface SignalRow {
  /** Index in the page that is asked for: of the channel, the pair, or the sum. */
  readonly index: number
  readonly label: string
  readonly unit: string
  readonly rateHz: number
  readonly type: ChannelType
  readonly bad: boolean
  /** What it is made of, by index of the stream's channels. */
  readonly channels: readonly number[]
}

/** What a channel measures: as the user says, else as its name and unit tell. */
export const typeOf = (channel: NonNullable<Stream['info']['channels']>[number]): ChannelType =>
  channel.type ?? guessChannelType(channel.label, channel.unit)

/** Label without the dots some recorders pad it with. */
const clean = (label: string): string => label.replace(/\.+$/, '').trim()

/** Rows that are shown of a stream, in its order. */
export function rowsOf(stream: Stream, look: SignalLook): readonly SignalRow[] {
  const channels = stream.info.channels ?? []
  const { reference } = look.view
  const derived = (index: number, label: string, from: readonly number[]): readonly SignalRow[] => {
    const [first] = from.flatMap((channel) => channels[channel] ?? [])
    if (!first) return []
    const bad = from.some((channel) => channels[channel]?.bad === true)
    return [
      { index, label, unit: first.unit, rateHz: first.rateHz, type: typeOf(first), bad, channels: from }
    ]
  }
  const nameOf = (channel: number): string => clean(channels[channel]?.label ?? '?')
  const rows =
    reference?.kind === 'bipolar'
      ? reference.pairs.flatMap(({ plus, minus }, index) =>
          derived(index, `${nameOf(plus)}-${nameOf(minus)}`, [plus, minus])
        )
      : reference?.kind === 'montage'
        ? reference.rows.flatMap(({ label, weights }, index) =>
            derived(
              index,
              label,
              weights.map(({ channel }) => channel)
            )
          )
        : channels.flatMap((_, index) => derived(index, nameOf(index), [index]))
  const wanted = look.search.trim().toLowerCase()
  return rows.filter(
    ({ label, type, bad }) =>
      (look.type === undefined || type === look.type) &&
      (!look.hideBad || !bad) &&
      (wanted === '' || label.toLowerCase().includes(wanted))
  )
}

/** Types that a stream has, in their usual order, with how many channels each. */
export function typesOf(stream: Stream): ReadonlyMap<ChannelType, number> {
  const counts = new Map<ChannelType, number>()
  for (const channel of stream.info.channels ?? []) {
    const type = typeOf(channel)
    counts.set(type, (counts.get(type) ?? 0) + 1)
  }
  return counts
}
