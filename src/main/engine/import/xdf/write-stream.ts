import type { FileHandle } from 'node:fs/promises'
import { SignalWriter } from '../../media/signal-writer'
import type { CachePlace } from '../cache-place'
import { parseSamples, valueReader } from './parse-samples'
import type { PlacedStream, StreamPart } from './place-stream'
import { valueBytes } from './stream-header'

/** Longest grid, in steps: one wild time must not fill the disk. */
const MOST_STEPS = 4_000_000_000
/** Steps without a sample that are believed however few samples there are. */
const SPARE_STEPS = 10_000_000

export interface WrittenStream {
  readonly cache: Record<string, string>
  readonly channels: readonly { readonly label: string; readonly unit: string; readonly rateHz: number }[]
  readonly rateHz: number
  /** Time of the first sample, seconds on the common clock. */
  readonly first: number
  /** Seconds that the grid covers. */
  readonly seconds: number
  /** Samples that share their moment with another and were left out. */
  readonly crowded: number
}

/** Write the numbers of a part of a stream, each sample at the step nearest to its time; text: why it cannot be done. */
export async function writeStream(
  file: FileHandle,
  { stream, stamps }: PlacedStream,
  part: StreamPart,
  index: number,
  cache: CachePlace,
  signal: AbortSignal
): Promise<WrittenStream | string> {
  const { rateHz, even, stretches } = part
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const [from, to] of stretches)
    for (let i = from; i <= to; i++) {
      const time = stamps[i] ?? 0
      if (time < first) first = time
      if (time > last) last = time
    }
  const steps = (last - first) * rateHz
  if (!(steps * stream.header.channels.length < MOST_STEPS && steps < stamps.length * 1000 + SPARE_STEPS))
    return `has times that reach ${(last - first).toFixed(0)} s with only ${stamps.length} samples; one of them is probably wrong`
  const writer = new SignalWriter(cache, index, stream.header.channels.length)
  let crowded = 0
  try {
    // A stretch behind a backward jump of the clock may lie before the one ahead of it in the file.
    const ordered = [...stretches].sort(([a], [b]) => (stamps[a] ?? 0) - (stamps[b] ?? 0))
    for (const [from, to] of ordered) {
      if (signal.aborted) break
      await eachSample(file, stream, from, to, (sample, read) => {
        const slot = Math.round(((stamps[sample] ?? 0) - first) * rateHz)
        const count = writer.count(0)
        // Jitter of one step is no gap and no collision.
        const at = !even && Math.abs(slot - count) <= 1 ? count : slot
        if (at < count) {
          crowded++
          return
        }
        for (let channel = 0; channel < stream.header.channels.length; channel++) {
          writer.padTo(channel, at)
          writer.push(channel, read(channel))
        }
      })
    }
    const count = writer.count(0)
    const { cache: keys, channels } = await writer.finish(
      stream.header.channels.map(({ label, unit }) => ({ label, unit, rateHz, startUs: 0 }))
    )
    return { cache: keys, channels, first, rateHz, seconds: count / rateHz, crowded }
  } finally {
    writer.drop()
  }
}

/** Call `visit` for the samples [from, to] of a stream, reading their chunks again. */
export async function eachSample(
  file: FileHandle,
  stream: PlacedStream['stream'],
  from: number,
  to: number,
  visit: (sample: number, read: (channel: number) => number) => void
): Promise<void> {
  const bytes = valueBytes(stream.header.format)
  const read = valueReader(stream.header.format)
  let before = 0
  for (const chunk of stream.chunks) {
    const begin = before
    before += chunk.samples
    if (before <= from || begin > to) continue
    const content = new Uint8Array(chunk.length)
    await file.read(content, 0, chunk.length, chunk.at)
    const view = new DataView(content.buffer)
    const samples = parseSamples(content, stream.header, 0)
    if (!samples) continue
    for (let i = Math.max(0, from - begin); i < chunk.samples && begin + i <= to; i++) {
      const place = samples.places[i] ?? 0
      visit(begin + i, (channel) => read(view, place + channel * bytes))
    }
  }
}
