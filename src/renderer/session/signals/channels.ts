import type { Stream } from '../../../shared/domain/rows'
import { guessChannelType } from '../../../shared/signal/channel-type'
import type { ChannelType } from '../../../shared/signal/channel-type'
import type { SignalLook } from './signal-state'

/** A row of the Signals panel: a channel, or the difference of two. */
export interface SignalRow {
  /** Index in the page that is asked for: of the channel, or of the pair. */
  readonly index: number
  readonly label: string
  readonly unit: string
  readonly rateHz: number
  readonly type: ChannelType
  readonly bad: boolean
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
  const rows =
    reference?.kind === 'bipolar'
      ? reference.pairs.flatMap(({ plus, minus }, index): readonly SignalRow[] => {
          const [a, b] = [channels[plus], channels[minus]]
          return a && b
            ? [
                {
                  index,
                  label: `${clean(a.label)}-${clean(b.label)}`,
                  unit: a.unit,
                  rateHz: a.rateHz,
                  type: typeOf(a),
                  bad: a.bad === true || b.bad === true
                }
              ]
            : []
        })
      : channels.map((channel, index) => ({
          index,
          label: clean(channel.label),
          unit: channel.unit,
          rateHz: channel.rateHz,
          type: typeOf(channel),
          bad: channel.bad === true
        }))
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
