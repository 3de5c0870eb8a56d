import { readDigital } from '../../shared/signal/signal-layout'
import type { StoredPart } from './read-blocks'

/** The stored numbers of a part: looked at as they lie where that can be, else decoded into `scratch`, which grows. */
export function storedValues(part: StoredPart, scratch: Scratch): Int16Array | Float64Array {
  const { bytes, at, stride, count, channel } = part
  const start = bytes.byteOffset + at
  if (channel.format === 'i16' && !channel.bigEndian && stride === 2 && start % 2 === 0)
    return new Int16Array(bytes.buffer, start, count)
  if (scratch.values.length < count) scratch.values = new Float64Array(count)
  readDigital(bytes, at, stride, channel, count, scratch.values)
  return scratch.values
}

/** Room for decoded numbers that is used again and again. */
export interface Scratch {
  values: Float64Array
}

export const newScratch = (): Scratch => ({ values: new Float64Array(4096) })
