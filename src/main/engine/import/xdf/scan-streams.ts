import type { ChunkReader } from './read-chunks'
import { XDF_TAGS } from './read-chunks'
import { parseSamples, textsAt } from './parse-samples'
import { fileStart, footerCount, streamHeader } from './stream-header'
import type { XdfHeader } from './stream-header'

/** A stream as it stands in the file: times as stamped by its device, values where they lie. */
export interface XdfStream {
  readonly id: number
  readonly header: XdfHeader
  readonly chunks: { readonly at: number; readonly length: number; readonly samples: number }[]
  readonly clockTimes: number[]
  readonly clockValues: number[]
  readonly texts: (readonly string[])[]
  /** Samples that the footer counts. */
  footerSamples?: number
  stamps: Float64Array
}

export interface XdfScan {
  readonly streams: readonly XdfStream[]
  readonly startedAt?: string
  /** Chunks of streams that never said what they are. */
  readonly orphans: number
}

/** Read everything of a file but the numbers. */
export async function scanStreams(
  reader: ChunkReader,
  signal: AbortSignal,
  progress: (at: number) => void
): Promise<XdfScan> {
  const streams = new Map<number, XdfStream & { readonly parts: Float64Array[]; last: number }>()
  let startedAt: string | undefined
  let orphans = 0
  for (let chunk = await reader.next(); chunk && !signal.aborted; chunk = await reader.next()) {
    const { tag, content } = chunk
    progress(chunk.at)
    if (tag === XDF_TAGS.file) startedAt = fileStart(xml(content))
    if (tag < XDF_TAGS.header || tag > XDF_TAGS.footer || tag === XDF_TAGS.boundary) continue
    if (content.length < 4) {
      await reader.skip(chunk)
      continue
    }
    const view = new DataView(content.buffer, content.byteOffset, content.byteLength)
    const id = view.getUint32(0, true)
    if (tag === XDF_TAGS.header) {
      const header = streamHeader(xml(content.subarray(4)))
      if (!header) await reader.skip(chunk)
      else if (!streams.has(id))
        streams.set(id, {
          id,
          header,
          chunks: [],
          clockTimes: [],
          clockValues: [],
          texts: [],
          stamps: new Float64Array(),
          parts: [],
          last: 0
        })
      continue
    }
    const stream = streams.get(id)
    if (!stream) {
      orphans++
      continue
    }
    if (tag === XDF_TAGS.footer) stream.footerSamples = footerCount(xml(content.subarray(4)))
    else if (tag === XDF_TAGS.clock) {
      if (content.length < 20) await reader.skip(chunk)
      else {
        stream.clockTimes.push(view.getFloat64(4, true))
        stream.clockValues.push(view.getFloat64(12, true))
      }
    } else {
      const samples = parseSamples(content, stream.header, stream.last)
      if (!samples) {
        await reader.skip(chunk)
        continue
      }
      stream.last = samples.last
      stream.parts.push(samples.times)
      if (stream.header.format === 'string')
        for (const place of samples.places)
          stream.texts.push(textsAt(content, place, stream.header.channels.length))
      else stream.chunks.push({ at: chunk.at, length: content.length, samples: samples.times.length })
    }
  }
  for (const stream of streams.values()) stream.stamps = joined(stream.parts)
  return { streams: [...streams.values()], startedAt, orphans }
}

const xml = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
