import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { bytesPerFrame } from '../../../shared/signal/pcm'
import type { PcmLayout } from '../../../shared/signal/pyramid-file'

/** Uncompressed sound in a file, and how much of it the header promised. */
export interface PcmFile {
  readonly layout: PcmLayout
  /** Samples per channel that the header tells, when it tells; `layout.frames` is what is really there. */
  readonly promisedFrames?: number
}

/** A header chunk walked over: its name, where its content starts, its size as told. */
interface Chunk {
  readonly name: string
  readonly start: number
  readonly size: number
}

/** More chunks than any real file has. */
const MOST_CHUNKS = 10_000

/** Where the samples of a WAV, RF64 or AIFF file lie; undefined for other files and for compressed sound in these containers. */
export async function pcmLayout(path: string): Promise<PcmFile | undefined> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const start = await view(file, 0, 12)
    if (!start) return undefined
    const form = text(start, 0) + text(start, 8)
    if (form === 'RIFFWAVE' || form === 'RF64WAVE') return await wav(file, size)
    if (form === 'FORMAIFF' || form === 'FORMAIFC') return await aiff(file, size, form === 'FORMAIFC')
    return undefined
  } finally {
    await file.close()
  }
}

async function wav(file: FileHandle, fileSize: number): Promise<PcmFile | undefined> {
  let description: Omit<PcmLayout, 'offset' | 'frames'> | undefined
  let longSize: number | undefined
  for await (const chunk of chunks(file, fileSize, true)) {
    if (chunk.name === 'ds64') {
      const data = await view(file, chunk.start, 16)
      longSize = data ? Number(data.getBigUint64(8, true)) : undefined
    } else if (chunk.name === 'fmt ') {
      const data = await view(file, chunk.start, Math.min(chunk.size, 40))
      description = data ? wavDescription(data) : undefined
      if (!description) return undefined
    } else if (chunk.name === 'data') {
      if (!description) return undefined
      const streamed = chunk.size === 0xffffffff || (chunk.size === 0 && chunk.start < fileSize)
      const told = streamed ? longSize : chunk.size
      return placed(description, chunk.start, fileSize, told)
    }
  }
  return undefined
}

function wavDescription(data: DataView): Omit<PcmLayout, 'offset' | 'frames'> | undefined {
  if (data.byteLength < 16) return undefined
  const tag = data.getUint16(0, true)
  const kind = tag === 0xfffe && data.byteLength >= 26 ? data.getUint16(24, true) : tag
  const bits = data.getUint16(14, true)
  const integers: Record<number, PcmLayout['format']> = { 8: 'u8', 16: 's16', 24: 's24', 32: 's32' }
  const floats: Record<number, PcmLayout['format']> = { 32: 'f32', 64: 'f64' }
  const format = kind === 1 ? integers[bits] : kind === 3 ? floats[bits] : undefined
  return described(format, false, data.getUint16(2, true), data.getUint32(4, true))
}

async function aiff(file: FileHandle, fileSize: number, compressed: boolean): Promise<PcmFile | undefined> {
  let description: Omit<PcmLayout, 'offset' | 'frames'> | undefined
  let sound: { readonly start: number; readonly size: number } | undefined
  for await (const chunk of chunks(file, fileSize, false)) {
    if (chunk.name === 'COMM') {
      const data = await view(file, chunk.start, Math.min(chunk.size, 22))
      description = data ? aiffDescription(data, compressed) : undefined
      if (!description) return undefined
    } else if (chunk.name === 'SSND') {
      const data = await view(file, chunk.start, 8)
      const skip = data ? 8 + data.getUint32(0, false) : 8
      sound = { start: chunk.start + skip, size: chunk.size - skip }
    }
  }
  return description && sound ? placed(description, sound.start, fileSize, sound.size) : undefined
}

function aiffDescription(
  data: DataView,
  compressed: boolean
): Omit<PcmLayout, 'offset' | 'frames'> | undefined {
  if (data.byteLength < (compressed ? 22 : 18)) return undefined
  const kind = compressed ? text(data, 18) : 'NONE'
  const bits = data.getUint16(6, false)
  const integers: Record<number, PcmLayout['format']> = { 8: 's8', 16: 's16', 24: 's24', 32: 's32' }
  const formats: Record<string, PcmLayout['format'] | undefined> = {
    NONE: integers[bits],
    twos: integers[bits],
    sowt: integers[bits],
    fl32: 'f32',
    FL32: 'f32',
    fl64: 'f64',
    FL64: 'f64'
  }
  return described(formats[kind], kind !== 'sowt', data.getUint16(0, false), extended(data, 8))
}

/** 80-bit float of AIFF, as used for sample rates: positive, no fractions lost below 2 ** 53. */
function extended(data: DataView, at: number): number {
  const exponent = data.getUint16(at, false) & 0x7fff
  return Number(data.getBigUint64(at + 2, false)) * 2 ** (exponent - 16383 - 63)
}

function described(
  format: PcmLayout['format'] | undefined,
  bigEndian: boolean,
  channels: number,
  sampleRateHz: number
) {
  const sensible = channels >= 1 && channels <= 1024 && sampleRateHz >= 1 && sampleRateHz <= 10_000_000
  return format && sensible ? { format, bigEndian, channels, sampleRateHz } : undefined
}

function placed(
  description: Omit<PcmLayout, 'offset' | 'frames'>,
  start: number,
  fileSize: number,
  told: number | undefined
): PcmFile {
  const layout = { ...description, offset: start, frames: 0 }
  const size = bytesPerFrame(layout)
  const present = Math.max(0, fileSize - start)
  const frames = Math.floor(Math.min(present, told ?? present) / size)
  return {
    layout: { ...layout, frames },
    ...(told === undefined ? {} : { promisedFrames: Math.floor(told / size) })
  }
}

/** Chunks after the 12-byte form header, odd sizes padded; ends at the end of the file or at the first senseless chunk. */
async function* chunks(file: FileHandle, fileSize: number, littleEndian: boolean): AsyncGenerator<Chunk> {
  let at = 12
  for (let count = 0; count < MOST_CHUNKS && at + 8 <= fileSize; count++) {
    const head = await view(file, at, 8)
    if (!head) return
    const size = head.getUint32(4, littleEndian)
    yield { name: text(head, 0), start: at + 8, size }
    at += 8 + size + (size % 2)
  }
}

async function view(file: FileHandle, position: number, length: number): Promise<DataView | undefined> {
  const bytes = new Uint8Array(length)
  const { bytesRead } = await file.read(bytes, 0, length, position)
  return bytesRead === length ? new DataView(bytes.buffer) : undefined
}

const text = (data: DataView, at: number): string =>
  String.fromCharCode(data.getUint8(at), data.getUint8(at + 1), data.getUint8(at + 2), data.getUint8(at + 3))
