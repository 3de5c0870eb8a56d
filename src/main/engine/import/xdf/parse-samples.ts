import { varLength } from './read-chunks'
import { valueBytes } from './stream-header'
import type { XdfHeader } from './stream-header'

/** Where the samples of one chunk lie. */
export interface SampleChunk {
  readonly times: Float64Array
  /** Byte in the content where the values of each sample begin. */
  readonly places: Int32Array
  /** Time of the last sample, from which the next chunk counts on. */
  readonly last: number
}

/** Parse times and places of the samples of a chunk; undefined when it is damaged. `content` begins with the stream's id. */
export function parseSamples(
  content: Uint8Array,
  header: XdfHeader,
  lastTime: number
): SampleChunk | undefined {
  const count = varLength(content, 4)
  const each = header.channels.length * valueBytes(header.format)
  // A sample has at least the byte that says whether a time follows.
  if (!count || count.value > content.length) return undefined
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength)
  const times = new Float64Array(count.value)
  const places = new Int32Array(count.value)
  const step = header.nominalRateHz > 0 ? 1 / header.nominalRateHz : 0
  let at = 4 + count.bytes
  let last = lastTime
  for (let i = 0; i < count.value; i++) {
    if (at >= content.length) return undefined
    const stamped = content[at++]
    if (stamped === 8) {
      if (at + 8 > content.length) return undefined
      last = view.getFloat64(at, true)
      at += 8
    } else if (stamped === 0) last += step
    else return undefined
    times[i] = last
    places[i] = at
    if (header.format === 'string')
      for (let channel = 0; channel < header.channels.length; channel++) {
        const length = varLength(content, at)
        if (!length) return undefined
        at += length.bytes + length.value
      }
    else at += each
    if (at > content.length) return undefined
  }
  return { times, places, last }
}

/** The texts of one sample. */
export function textsAt(content: Uint8Array, place: number, channels: number): readonly string[] {
  const decoder = new TextDecoder()
  const texts: string[] = []
  let at = place
  for (let channel = 0; channel < channels; channel++) {
    const length = varLength(content, at)
    if (!length) break
    at += length.bytes
    texts.push(decoder.decode(content.subarray(at, at + length.value)))
    at += length.value
  }
  return texts
}

/** Reads value number `channel` of a sample. */
export function valueReader(format: XdfHeader['format']): (view: DataView, at: number) => number {
  switch (format) {
    case 'double64':
      return (view, at) => view.getFloat64(at, true)
    case 'float32':
      return (view, at) => view.getFloat32(at, true)
    case 'int64':
      return (view, at) => Number(view.getBigInt64(at, true))
    case 'int32':
      return (view, at) => view.getInt32(at, true)
    case 'int16':
      return (view, at) => view.getInt16(at, true)
    case 'int8':
      return (view, at) => view.getInt8(at)
    case 'string':
      return () => Number.NaN
  }
}
