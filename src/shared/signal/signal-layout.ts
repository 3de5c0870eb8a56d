import { z } from 'zod'

/** How one sample is stored: unsigned or signed whole numbers, and floats; the digits are its bits. */
export const SampleFormat = z.enum(['u8', 'i8', 'u16', 'i16', 'i24', 'i32', 'f32', 'f64'])
export type SampleFormat = z.infer<typeof SampleFormat>

const Whole = z.number().int().nonnegative()

/** One channel of a layout. Physical value = stored number * scale + shift, in `unit`. */
export const LayoutChannel = z.object({
  label: z.string(),
  unit: z.string(),
  rateHz: z.number().positive(),
  /** Bytes from the start of a record to this channel's first sample in it. */
  offset: Whole,
  /** Samples of this channel in one record. */
  perRecord: z.number().int().positive(),
  /** Bytes from one sample of this channel to the next inside a record. */
  stride: z.number().int().positive(),
  format: SampleFormat,
  bigEndian: z.boolean(),
  scale: z.number(),
  shift: z.number()
})
export type LayoutChannel = z.infer<typeof LayoutChannel>

/** Records that follow each other without a gap; the first begins at `startUs` of the stream. */
export const LayoutSegment = z.object({
  record: Whole,
  records: z.number().int().positive(),
  startUs: z.number()
})
export type LayoutSegment = z.infer<typeof LayoutSegment>

/**
 * How the samples of a signal stream lie in a file that is never converted. Sample k of record r of a channel starts at byte
 * `headerBytes + r * recordBytes + offset + k * stride`. A file whose channels alternate sample by sample has records of one
 * sample each (`recordBytes` = all channels); one whose channels follow each other has records of one sample, too, with the
 * size of a sample as `recordBytes` and the start of each channel as its `offset`.
 */
export const SignalLayout = z.object({
  version: z.literal(1),
  /** Name of the file beside the stream's own that holds the samples; absent: the stream's own. */
  file: z.string().optional(),
  headerBytes: Whole,
  recordBytes: z.number().int().positive(),
  /** Whole records that the file has. */
  records: Whole,
  recordSeconds: z.number().positive(),
  /** In order of record and time, not overlapping, together all records. */
  segments: z.array(LayoutSegment),
  channels: z.array(LayoutChannel)
})
export type SignalLayout = z.infer<typeof SignalLayout>

/** Name of the role in `Stream.cache` under which a layout is kept, as JSON. */
export const LAYOUT_ROLE = 'layout'

/** Samples [first, end) of a channel that lie in bytes [start, stop) of the file, `stride` apart. */
export interface SampleBytes {
  readonly start: number
  readonly stop: number
  readonly first: number
  readonly end: number
  readonly stride: number
}

const sizes: Readonly<Record<SampleFormat, number>> = {
  u8: 1,
  i8: 1,
  u16: 2,
  i16: 2,
  i24: 3,
  i32: 4,
  f32: 4,
  f64: 8
}

/** Bytes of one sample. */
export const sampleBytes = (format: SampleFormat): number => sizes[format]

/** Samples that a channel has in the whole file, gaps not counted. */
export const samplesOf = (layout: SignalLayout, channel: LayoutChannel): number =>
  layout.records * channel.perRecord

/**
 * Where samples [from, to) of a channel lie, in order. Samples that are evenly spaced across records (one sample in each, or
 * records of this channel alone) come as one range; otherwise there is one range for each record. Limits outside the file are
 * drawn in.
 */
export function bytesOfSamples(
  layout: SignalLayout,
  channel: LayoutChannel,
  from: number,
  to: number
): readonly SampleBytes[] {
  const first = Math.max(0, from)
  const end = Math.min(samplesOf(layout, channel), to)
  if (end <= first) return []
  const { perRecord } = channel
  const stride = perRecord === 1 ? layout.recordBytes : channel.stride
  const even = perRecord === 1 || layout.recordBytes === perRecord * channel.stride
  const ranges: SampleBytes[] = []
  for (let at = first; at < end;) {
    const next = even ? end : Math.min(end, (Math.floor(at / perRecord) + 1) * perRecord)
    const start = byteOfSample(layout, channel, at)
    const stop = byteOfSample(layout, channel, next - 1) + sizes[channel.format]
    ranges.push({ start, stop, first: at, end: next, stride })
    at = next
  }
  return ranges
}

/** First byte of a sample. */
export function byteOfSample(layout: SignalLayout, channel: LayoutChannel, sample: number): number {
  const record = Math.floor(sample / channel.perRecord)
  return (
    layout.headerBytes +
    record * layout.recordBytes +
    channel.offset +
    (sample - record * channel.perRecord) * channel.stride
  )
}

/**
 * Read `count` stored numbers, `stride` bytes apart from byte `at` on, into `out` from `outAt` on, unscaled.
 * @throws RangeError when the bytes end before
 */
export function readDigital(
  bytes: Uint8Array,
  at: number,
  stride: number,
  stored: Pick<LayoutChannel, 'format' | 'bigEndian'>,
  count: number,
  out: Float64Array | Float32Array | Int32Array,
  outAt = 0
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const little = !stored.bigEndian
  switch (stored.format) {
    case 'u8':
      for (let i = 0; i < count; i++) out[outAt + i] = view.getUint8(at + i * stride)
      return
    case 'i8':
      for (let i = 0; i < count; i++) out[outAt + i] = view.getInt8(at + i * stride)
      return
    case 'u16':
      for (let i = 0; i < count; i++) out[outAt + i] = view.getUint16(at + i * stride, little)
      return
    case 'i16':
      for (let i = 0; i < count; i++) out[outAt + i] = view.getInt16(at + i * stride, little)
      return
    case 'i24': {
      // The most significant of the three bytes carries the sign.
      const [low, high] = little ? [0, 2] : [1, 0]
      for (let i = 0, from = at; i < count; i++, from += stride)
        out[outAt + i] = view.getUint16(from + low, little) + view.getInt8(from + high) * 65_536
      return
    }
    case 'i32':
      for (let i = 0; i < count; i++) out[outAt + i] = view.getInt32(at + i * stride, little)
      return
    case 'f32':
      for (let i = 0; i < count; i++) out[outAt + i] = view.getFloat32(at + i * stride, little)
      return
    case 'f64':
      for (let i = 0; i < count; i++) out[outAt + i] = view.getFloat64(at + i * stride, little)
  }
}

/** The same in physical units: each number times `scale` plus `shift`, rounded once to float32. */
export function readPhysical(
  bytes: Uint8Array,
  at: number,
  stride: number,
  channel: LayoutChannel,
  count: number,
  out: Float32Array,
  outAt = 0
): void {
  const { scale, shift } = channel
  if (scale === 1 && shift === 0) {
    readDigital(bytes, at, stride, channel, count, out, outAt)
    return
  }
  if (channel.format === 'i16') {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const little = !channel.bigEndian
    for (let i = 0; i < count; i++) out[outAt + i] = view.getInt16(at + i * stride, little) * scale + shift
    return
  }
  const stored = new Float64Array(count)
  readDigital(bytes, at, stride, channel, count, stored)
  for (let i = 0; i < count; i++) out[outAt + i] = (stored[i] as number) * scale + shift
}

/** Samples [first, end) of a channel that follow each other without a gap; the first is at `startUs` of the stream. */
export interface SampleRun {
  readonly first: number
  readonly end: number
  readonly startUs: number
}

/**
 * Samples whose own times lie in [fromUs, toUs) of the stream, gap by gap. A time within a nanosecond of a sample counts as
 * that sample's.
 */
export function samplesWithin(
  layout: SignalLayout,
  channel: LayoutChannel,
  fromUs: number,
  toUs: number
): readonly SampleRun[] {
  const step = 1e6 / channel.rateHz
  const runs: SampleRun[] = []
  for (let s = segmentAt(layout, fromUs); s < layout.segments.length; s++) {
    const segment = layout.segments[s] as LayoutSegment
    if (segment.startUs >= toUs) break
    const count = segment.records * channel.perRecord
    const first = Math.max(0, Math.ceil((fromUs - segment.startUs) / step - 1e-3 / step))
    const end = Math.min(count, Math.ceil((toUs - segment.startUs) / step - 1e-3 / step))
    if (end <= first) continue
    const base = segment.record * channel.perRecord
    runs.push({ first: base + first, end: base + end, startUs: segment.startUs + first * step })
  }
  return runs
}

/** Time of a sample, µs of the stream; undefined outside the file. */
export function timeOfSample(
  layout: SignalLayout,
  channel: LayoutChannel,
  sample: number
): number | undefined {
  if (sample < 0 || sample >= samplesOf(layout, channel)) return undefined
  const record = Math.floor(sample / channel.perRecord)
  const at = lastAtOrBefore(layout.segments, record, ({ record: first }) => first)
  const segment = layout.segments[at]
  return segment && segment.startUs + ((sample - segment.record * channel.perRecord) / channel.rateHz) * 1e6
}

/** The sample that holds at a time: the last one that has begun. Undefined before the first, in a gap and behind the end. */
export function sampleAtTime(
  layout: SignalLayout,
  channel: LayoutChannel,
  timeUs: number
): number | undefined {
  const segment = layout.segments[lastAtOrBefore(layout.segments, timeUs + 1e-3, ({ startUs }) => startUs)]
  if (!segment) return undefined
  const within = Math.floor(((timeUs + 1e-3 - segment.startUs) / 1e6) * channel.rateHz)
  return within < segment.records * channel.perRecord
    ? segment.record * channel.perRecord + within
    : undefined
}

/** End of the last segment, µs of the stream; 0 without data. */
export function layoutDuration(layout: SignalLayout): number {
  const last = layout.segments.at(-1)
  return last ? last.startUs + last.records * layout.recordSeconds * 1e6 : 0
}

/** The first segment that ends behind a time. */
function segmentAt(layout: SignalLayout, timeUs: number): number {
  return Math.max(
    0,
    lastAtOrBefore(layout.segments, timeUs, ({ startUs }) => startUs)
  )
}

/** Index of the last item whose key is not above a value; -1 when all are. */
function lastAtOrBefore<T>(items: readonly T[], value: number, key: (item: T) => number): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (key(items[middle] as T) <= value) low = middle + 1
    else high = middle
  }
  return low - 1
}
