import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { StreamInput } from '../protocol'

/** Presentation times of a video's frames in µs of the stream, ascending; absent when there is no frame table. */
export async function readFrameTimes({
  stream,
  cacheFolder
}: StreamInput): Promise<Float64Array | undefined> {
  const cached = stream.cache['frames']
  if (!cached) return undefined
  try {
    const bytes = await readFile(join(dirname(cacheFolder), cached))
    const times = new Float64Array(Math.floor(bytes.length / 8))
    new Uint8Array(times.buffer).set(bytes.subarray(0, times.length * 8))
    return times.length ? times : undefined
  } catch {
    // The cache may be deleted at any time; the caller falls back to the mean frame rate.
    return undefined
  }
}

/** Frame times by the mean frame rate, where no table is at hand. */
export function regularFrameTimes({ stream }: StreamInput): Float64Array {
  const rateHz = stream.info.frameRateHz ?? 25
  const count = stream.info.frameCount ?? Math.max(1, Math.floor((stream.duration / 1e6) * rateHz))
  return Float64Array.from({ length: count }, (_, index) => Math.round((index * 1e6) / rateHz))
}
