import { mkdir, writeFile } from 'node:fs/promises'
import { EncodedPacketSink } from 'mediabunny'
import type { InputVideoTrack } from 'mediabunny'
import { BEFORE_ZERO, videoOrigin } from '../../../shared/signal/presentation-origin'
import type { CachePlace } from '../import/cache-place'

/** When each picture of a video is shown. */
export interface FrameTable {
  /** µs of the stream, ascending, one per picture shown; the same times as the window's player tells. */
  readonly times: Float64Array<ArrayBuffer>
  /** Indices of pictures that can be decoded without others. */
  readonly keyframes: Uint32Array<ArrayBuffer>
  /** End of the last picture, µs. */
  readonly end: number
  /** Pictures per second on average; absent for a single picture. */
  readonly rateHz?: number
  /** Whether the time from picture to picture varies by more than 2 % (and more than the container's rounding). */
  readonly variable: boolean
}

/**
 * Read the presentation times of all pictures from the container, without decoding.
 * Packets come in decoding order and are put in order of presentation. Pictures that an edit list cuts away are left out, see `videoOrigin`.
 * @param origin container time, in seconds, that counts as 0; see `presentationOrigin`
 */
export async function readFrameTable(
  track: InputVideoTrack,
  origin: number,
  signal: AbortSignal
): Promise<FrameTable> {
  const found: { readonly time: number; readonly end: number; readonly key: boolean }[] = []
  for await (const packet of new EncodedPacketSink(track).packets(undefined, undefined, {
    metadataOnly: true
  })) {
    if (signal.aborted) break
    const time = packet.timestamp - origin
    found.push({ time, end: time + packet.duration, key: packet.type === 'key' })
  }
  found.sort((a, b) => a.time - b.time)
  const shown = found.filter(({ time }) => time >= BEFORE_ZERO)
  const start = videoOrigin(found[0]?.time ?? 0, shown[0]?.time ?? 0)
  const toMicros = (seconds: number) => Math.max(0, Math.round((seconds - start) * 1e6))
  const times = Float64Array.from(shown, ({ time }) => toMicros(time))
  const keyframes = Uint32Array.from(shown.flatMap(({ key }, i) => (key ? [i] : [])))
  const end = Math.max(toMicros(shown.at(-1)?.end ?? 0), times.at(-1) ?? 0)
  return { times, keyframes, end, ...rhythm(times, end, await track.getTimeResolution()) }
}

/** Write the table where tiles are served from; answers the rows' cache keys. */
export async function writeFrameTable(
  table: FrameTable,
  index: number,
  cache: CachePlace
): Promise<Record<string, string>> {
  const names = { frames: `frames-${index}.f64`, keyframes: `keyframes-${index}.u32` }
  await mkdir(cache.path('.'), { recursive: true })
  await writeFile(cache.path(names.frames), new Uint8Array(table.times.buffer))
  await writeFile(cache.path(names.keyframes), new Uint8Array(table.keyframes.buffer))
  return { frames: cache.key(names.frames), keyframes: cache.key(names.keyframes) }
}

/** Share by which a frame may be longer or shorter before a video counts as one of variable rate. */
const EVEN = 0.02

function rhythm(
  times: Float64Array,
  end: number,
  ticksPerSecond: number
): { readonly rateHz?: number; readonly variable: boolean } {
  const last = times.length - 1
  const first = times[0]
  const final = times[last]
  if (first === undefined || final === undefined || last < 1) return { variable: false }
  const steps = Float64Array.from({ length: last }, (_, i) => (times[i + 1] as number) - (times[i] as number))
  const median = Float64Array.from(steps).sort()[last >> 1] as number
  const allowed = Math.max(EVEN * median, (1.5 * 1e6) / ticksPerSecond + 1)
  const variable = steps.some((step) => Math.abs(step - median) > allowed)
  const span = variable ? end - first : final - first
  const count = variable ? last + 1 : last
  return { variable, ...(span > 0 ? { rateHz: Math.round((count / span) * 1e6 * 1e6) / 1e6 } : {}) }
}
