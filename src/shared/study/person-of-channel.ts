import type { Person, Stream } from '../domain/rows'

/** Key of a person's channels that holds for every stream. */
export const EVERY_STREAM = '*'

/**
 * Who is heard on a channel of a recording's sound. A person named for exactly this stream comes before one named for
 * every stream; where two are named alike, nobody can be told and the answer is undefined.
 */
export function personOfChannel(
  persons: readonly Person[],
  sounds: readonly Pick<Stream, 'id'>[],
  channel: number
): Person | undefined {
  const on = (streamId: string): readonly Person[] =>
    persons.filter(({ details }) => details?.channels[streamId] === channel)
  const own = new Set(sounds.flatMap(({ id }) => on(id)))
  if (own.size > 0) return own.size === 1 ? [...own][0] : undefined
  // Somebody placed elsewhere in this very recording does not speak here.
  const general = on(EVERY_STREAM).filter(({ details }) =>
    sounds.every(({ id }) => details?.channels[id] === undefined)
  )
  return general.length === 1 ? general[0] : undefined
}

/** "left", "right", "channel 3": a zero-based channel in words. */
export const channelWord = (channel: number): string =>
  channel === 0 ? 'left' : channel === 1 ? 'right' : `channel ${channel + 1}`
