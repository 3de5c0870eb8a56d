import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import { ChannelType } from '../signal/channel-type'
import type { Command } from './command'
import { updated } from './rules/row-change'

const Input = z.object({
  id: Id,
  /** Channels by index. */
  channels: z.array(z.number().int().nonnegative()).min(1),
  patch: z.object({ type: ChannelType.nullable().optional(), bad: z.boolean().optional() })
})

/** Say what channels of a signal measure (null: guess again), or that they are bad and left out of averages and analyses. */
export const streamChannels: Command<z.infer<typeof Input>> = {
  id: 'stream-channels',
  input: Input,
  title: ({ channels, patch }) => {
    const what = channels.length === 1 ? 'a channel' : `${channels.length} channels`
    if (patch.bad !== undefined) return patch.bad ? `Mark ${what} as bad` : `Mark ${what} as good`
    return `Change what ${what} measures`
  },
  apply(rows, { id, channels, patch }) {
    const stream = rows.get('stream', id)
    if (!stream) return fail('stream.gone', 'The stream does not exist any more.')
    const all = stream.info.channels ?? []
    const missing = channels.find((index) => index >= all.length)
    if (missing !== undefined)
      return fail(
        'stream.no-channel',
        `${stream.name} has ${all.length} channels, none with number ${missing + 1}.`
      )
    const chosen = new Set(channels)
    const next = all.map((channel, index) => {
      if (!chosen.has(index)) return channel
      const { type, bad, ...rest } = channel
      const newType = patch.type === undefined ? type : (patch.type ?? undefined)
      const newBad = patch.bad ?? bad
      return {
        ...rest,
        ...(newType === undefined ? {} : { type: newType }),
        ...(newBad ? { bad: true } : {})
      }
    })
    return ok([updated('stream', stream, { info: { ...stream.info, channels: next } })])
  }
}
