import type { Stream } from '../../../shared/domain/rows'
import type { ChannelType } from '../../../shared/signal/channel-type'
import { apply, command } from '../edit'

/** Mark channels as bad, or as good again. */
export const markBad = (
  stream: Stream,
  channels: readonly number[],
  bad: boolean
): ReturnType<typeof apply> =>
  apply([command('stream-channels', { id: stream.id, channels: [...channels], patch: { bad } })])

/** Say what channels measure; undefined: guess again. */
export const setChannelType = (
  stream: Stream,
  channels: readonly number[],
  type: ChannelType | undefined
): ReturnType<typeof apply> =>
  apply([
    command('stream-channels', { id: stream.id, channels: [...channels], patch: { type: type ?? null } })
  ])
