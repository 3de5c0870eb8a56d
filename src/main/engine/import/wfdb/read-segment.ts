import { open, readFile } from 'node:fs/promises'
import type { Beside } from '../beside'
import { decodeFlac } from './decode-flac'
import { decodeSamples, groupOf, samplesIn } from './decode-samples'
import type { WfdbHeader, WfdbSignal } from './header'

/** Takes samples of a signal in order; digital values as stored. */
export type TakeSamples = (signal: number, values: Int32Array) => void

/** Samples decoded at a time, about. */
const BLOCK_SAMPLES = 600_000
/** Frames per block are a multiple of this, so that each block begins with a whole group of every format. */
const GROUP = 6
/** Largest FLAC file that is decoded: it is read whole. */
const LARGEST_FLAC = 512 * 1024 * 1024

/** The signals of one data file, in the order in which their samples alternate in it. */
export interface DataFile {
  readonly file: string
  readonly signals: readonly { readonly index: number; readonly signal: WfdbSignal }[]
}

/** Signals by the file that holds them, in order. */
export function dataFiles(header: WfdbHeader): readonly DataFile[] {
  const files = new Map<string, { index: number; signal: WfdbSignal }[]>()
  for (const [index, signal] of header.signals.entries())
    files.set(signal.file, [...(files.get(signal.file) ?? []), { index, signal }])
  return [...files].map(([file, signals]) => ({ file, signals }))
}

/** Frames that a data file holds. */
export function framesIn({ signals }: DataFile, bytes: number): number {
  const perFrame = signals.reduce((sum, { signal }) => sum + signal.samplesPerFrame, 0)
  const [first] = signals
  return first && perFrame > 0
    ? Math.floor(samplesIn(first.signal.format, bytes - first.signal.byteOffset) / perFrame)
    : 0
}

/** Decode up to `frames` frames of one data file; answers how many there were, or what is wrong with it. */
export async function readDataFile(
  data: DataFile,
  place: Beside,
  frames: number,
  take: TakeSamples,
  signal: AbortSignal
): Promise<number | string> {
  const format = data.signals[0]?.signal.format ?? 0
  if (data.signals.some(({ signal: one }) => one.format !== format)) return 'mixes formats in one file'
  if (format >= 500) return readFlac(data, place, frames, take)
  const group = groupOf(format)
  if (!group) return `is stored in format ${format}, which WFDB does not have`
  const perFrame = data.signals.reduce((sum, { signal: one }) => sum + one.samplesPerFrame, 0)
  const offset = data.signals[0]?.signal.byteOffset ?? 0
  const present =
    frames > 0 ? Math.min(frames, framesIn(data, place.sizeBytes)) : framesIn(data, place.sizeBytes)
  const perBlock = Math.max(GROUP, Math.floor(BLOCK_SAMPLES / perFrame / GROUP) * GROUP)
  const sums = data.signals.map(({ signal: one }) => one.initial)
  const handle = await open(place.path, 'r')
  try {
    for (let from = 0; from < present && !signal.aborted; from += perBlock) {
      const count = Math.min(perBlock, present - from) * perFrame
      const bytes = new Uint8Array(Math.ceil(count / group.samples) * group.bytes)
      await handle.read(bytes, 0, bytes.length, offset + ((from * perFrame) / group.samples) * group.bytes)
      const values = decodeSamples(format, bytes, count)
      let at = 0
      for (const [i, { index, signal: one }] of data.signals.entries()) {
        const own = apart(values, at, one.samplesPerFrame, perFrame)
        if (format === 8)
          // Differences: each sample builds on the one before, the first on the value in the header.
          for (let k = 0; k < own.length; k++) own[k] = sums[i] = (sums[i] ?? 0) + (own[k] ?? 0)
        take(index, own)
        at += one.samplesPerFrame
      }
    }
  } finally {
    await handle.close()
  }
  return present
}

/** Samples of one signal: `count` in each frame, from `at` on. */
function apart(values: Int32Array, at: number, count: number, perFrame: number): Int32Array {
  const out = new Int32Array((values.length / perFrame) * count)
  let k = 0
  for (let frame = at; frame < values.length; frame += perFrame)
    for (let i = 0; i < count; i++) out[k++] = values[frame + i] ?? 0
  return out
}

async function readFlac(
  data: DataFile,
  place: Beside,
  frames: number,
  take: TakeSamples
): Promise<number | string> {
  if (place.sizeBytes > LARGEST_FLAC) return 'is a FLAC file of more than 512 MB, which is not read'
  const left = data.signals.map(({ signal }) => (frames > 0 ? frames * signal.samplesPerFrame : Infinity))
  let first = 0
  try {
    for (const channels of decodeFlac(new Uint8Array(await readFile(place.path)))) {
      if (channels.length !== data.signals.length)
        return `holds ${channels.length} signals where the header names ${data.signals.length}`
      for (const [i, { index }] of data.signals.entries()) {
        const some = (channels[i] ?? new Int32Array()).subarray(0, left[i])
        left[i] = (left[i] ?? 0) - some.length
        if (i === 0) first += some.length
        take(index, some)
      }
    }
  } catch (error) {
    if (first === 0) return `cannot be decoded: ${error instanceof Error ? error.message : String(error)}`
  }
  return Math.floor(first / (data.signals[0]?.signal.samplesPerFrame ?? 1))
}
