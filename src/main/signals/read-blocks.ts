import { bytesOfSamples, sampleBytes } from '../../shared/signal/signal-layout'
import type { LayoutChannel, LayoutSegment, SignalLayout } from '../../shared/signal/signal-layout'
import type { OpenFile } from './open-files'

/** Samples of one channel as they lie in a buffer; `first` counts from the start of the file, gaps left out. */
export interface StoredPart {
  /** Position of the channel in the list asked for. */
  readonly row: number
  readonly channel: LayoutChannel
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly at: number
  readonly stride: number
  readonly first: number
  readonly count: number
  /** Time of the first sample, µs of the stream. */
  readonly startUs: number
}

/** Bytes of whole records read at a time. */
const BLOCK_BYTES = 512 * 1024

/** Cost of a read of its own, in bytes that could be copied meanwhile. */
const READ_COST = 8192

/** Records [from, to) of one segment. */
export interface RecordSpan {
  readonly segment: LayoutSegment
  readonly from: number
  readonly to: number
}

/** The records that hold the times [fromUs, toUs), gap by gap, with `around` more at either end where there are some. */
export function recordsWithin(
  layout: SignalLayout,
  fromUs: number,
  toUs: number,
  around = 0
): readonly RecordSpan[] {
  const length = layout.recordSeconds * 1e6
  const spans: RecordSpan[] = []
  for (let index = firstSegment(layout.segments, fromUs, length); index < layout.segments.length; index++) {
    const segment = layout.segments[index] as LayoutSegment
    if (segment.startUs >= toUs) break
    const first = Math.floor((fromUs - segment.startUs) / length) - around
    const end = Math.ceil((toUs - segment.startUs) / length) + around
    const from = segment.record + Math.max(0, first)
    const to = segment.record + Math.min(segment.records, end)
    if (to > from) spans.push({ segment, from, to })
  }
  return spans
}

/** A record longer than this is never read whole. */
const LONGEST_RECORD = 4 * 1024 * 1024

/** Bytes that it costs to read the times [fromUs, toUs) of records for some channels: whole records, or each channel alone. */
export function costOf(
  layout: SignalLayout,
  channels: readonly LayoutChannel[],
  span: RecordSpan,
  fromUs: number,
  toUs: number
): { readonly whole: number; readonly single: number } {
  const records = span.to - span.from
  const holdsAll =
    layout.recordBytes <= LONGEST_RECORD && layout.channels.every(({ offset }) => offset < layout.recordBytes)
  const single = channels.reduce((sum, channel) => {
    const { perRecord, stride } = channel
    const even = perRecord === 1 || layout.recordBytes === perRecord * stride
    const { first, end } = samplesOfSpan(channel, span, fromUs, toUs)
    return (
      sum + (end - first) * (perRecord === 1 ? layout.recordBytes : stride) + (even ? 1 : records) * READ_COST
    )
  }, 0)
  return { whole: holdsAll ? records * layout.recordBytes : Number.POSITIVE_INFINITY, single }
}

/** Samples of a channel in the records of a span that are near the times asked for. */
function samplesOfSpan(
  { perRecord, rateHz }: LayoutChannel,
  { segment, from, to }: RecordSpan,
  fromUs: number,
  toUs: number
): { readonly first: number; readonly end: number } {
  const base = segment.record * perRecord
  const near = (timeUs: number): number => base + ((timeUs - segment.startUs) / 1e6) * rateHz
  const first = Math.max(from * perRecord, Math.floor(near(fromUs)) - AROUND)
  return { first, end: Math.max(first, Math.min(to * perRecord, Math.ceil(near(toUs)) + AROUND)) }
}

/** Samples read on either side of what was asked for, for the lines between samples. */
const AROUND = 2

/**
 * Read the times [fromUs, toUs) of records for some channels, in order of time: whole blocks of records (more than asked for),
 * or each channel alone, whichever is less work. A part is good until the next is asked for, or until others are let in.
 */
export function* readBlocks(
  file: OpenFile,
  layout: SignalLayout,
  channels: readonly LayoutChannel[],
  span: RecordSpan,
  fromUs: number,
  toUs: number
): Generator<readonly StoredPart[]> {
  const { segment, from, to } = span
  const { whole, single } = costOf(layout, channels, span, fromUs, toUs)
  if (single < whole) {
    for (const [row, channel] of channels.entries()) {
      const base = segment.record * channel.perRecord
      const { first, end } = samplesOfSpan(channel, span, fromUs, toUs)
      for (let at = first; at < end;) {
        const next = Math.min(end, at + BLOCK_BYTES / 8)
        yield bytesOfSamples(layout, channel, at, next).map((range) => {
          const bytes = new Uint8Array(range.stop - range.start)
          const count = wholeSamples(
            file.read(bytes, range.start),
            range.stride,
            channel,
            range.end - range.first
          )
          const startUs = segment.startUs + ((range.first - base) / channel.rateHz) * 1e6
          return { row, channel, bytes, at: 0, stride: range.stride, first: range.first, count, startUs }
        })
        at = next
      }
    }
    return
  }
  const perBlock = Math.max(1, Math.floor(BLOCK_BYTES / layout.recordBytes))
  for (let record = from; record < to; record += perBlock) {
    const bytes = file.room(Math.min(perBlock, to - record) * layout.recordBytes)
    const there = Math.floor(
      file.read(bytes, layout.headerBytes + record * layout.recordBytes) / layout.recordBytes
    )
    const startUs = segment.startUs + (record - segment.record) * layout.recordSeconds * 1e6
    yield channels.flatMap((channel, row) =>
      partsOf(layout, channel, there).map(({ at, stride, first, count }) => ({
        row,
        channel,
        bytes,
        at,
        stride,
        first: record * channel.perRecord + first,
        count,
        startUs: startUs + (first / channel.rateHz) * 1e6
      }))
    )
  }
}

/** Evenly spaced stretches of a channel inside a block of records. */
function partsOf(
  layout: SignalLayout,
  { offset, perRecord, stride }: LayoutChannel,
  records: number
): readonly {
  readonly at: number
  readonly stride: number
  readonly first: number
  readonly count: number
}[] {
  if (records === 0) return []
  if (perRecord === 1 || layout.recordBytes === perRecord * stride)
    return [
      {
        at: offset,
        stride: perRecord === 1 ? layout.recordBytes : stride,
        first: 0,
        count: records * perRecord
      }
    ]
  return Array.from({ length: records }, (_, record) => ({
    at: record * layout.recordBytes + offset,
    stride,
    first: record * perRecord,
    count: perRecord
  }))
}

/** Samples that `got` bytes hold completely; a file may have been cut since. */
const wholeSamples = (got: number, stride: number, { format }: LayoutChannel, wanted: number): number =>
  Math.max(0, Math.min(wanted, Math.floor((got - sampleBytes(format)) / stride) + 1))

/** The first segment that ends behind a time. */
function firstSegment(segments: readonly LayoutSegment[], timeUs: number, recordUs: number): number {
  let low = 0
  let high = segments.length
  while (low < high) {
    const middle = (low + high) >> 1
    const segment = segments[middle] as LayoutSegment
    if (segment.startUs + segment.records * recordUs <= timeUs) low = middle + 1
    else high = middle
  }
  return low
}
