import type { PredictItem, StreamInput } from '../../protocol'
import type { ManifestBinding } from '../manifest'

/**
 * The audio stream that a binding means, and the channel of it (absent: all mixed). The first stream, unless a role is
 * named that another one carries in its name.
 */
export function soundChannel(
  item: PredictItem,
  { role }: ManifestBinding,
  channel: 'mix' | 'left' | 'right' | 'participant' | number
): { readonly input: StreamInput; readonly channel?: number } | undefined {
  const streams = audioStreams(item)
  const input = streams.find(({ stream }) => role !== undefined && includes(stream.name, role)) ?? streams[0]
  if (!input) return undefined
  const place = channel === 'left' ? 0 : channel === 'right' ? 1 : channel
  return typeof place === 'number' ? { input, channel: place } : { input }
}

/** Streams of sound of a recording. */
export function audioStreams({ input, streams }: PredictItem): readonly StreamInput[] {
  return (streams ?? [input]).filter(({ stream }) => stream.kind === 'audio')
}

const includes = (name: string, part: string): boolean => name.toLowerCase().includes(part.toLowerCase())
