import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'

/** Boxes that hold other boxes on the way from the file to its sample tables. */
const containers: ReadonlySet<string> = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl'])

/** Most boxes looked at; real files have some hundreds before their tables end. */
const MOST_BOXES = 100_000

/** Longest table that is read, in bytes: four million entries. */
const LONGEST_TABLE = 32 * 1024 * 1024

/** A box: its type, where its content starts and ends. */
interface Box {
  readonly type: string
  readonly start: number
  readonly end: number
}

/**
 * Whether the sample tables of an MP4 or QuickTime file name no more samples than the file can hold.
 * A table is run-length coded, so that a few damaged bytes can claim four thousand million pictures; reading such a file would fill the memory.
 */
export async function sampleTablesFit(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    return await boxesFit(file, 0, size, size, { left: MOST_BOXES })
  } finally {
    await file.close()
  }
}

async function boxesFit(
  file: FileHandle,
  from: number,
  to: number,
  fileSize: number,
  budget: { left: number }
): Promise<boolean> {
  // Tables of one track: how many samples their sizes name, and how many their times name.
  let sizes: number | undefined
  let times = 0
  for (let at = from; at + 8 <= to && budget.left-- > 0;) {
    const box = await boxAt(file, at, to)
    if (!box) break
    if (containers.has(box.type) && !(await boxesFit(file, box.start, box.end, fileSize, budget)))
      return false
    if (box.type === 'stsz') {
      sizes = await sizedSamples(file, box, fileSize)
      if (sizes === undefined) return false
    }
    if (box.type === 'stts' || box.type === 'ctts') times = Math.max(times, await runs(file, box))
    at = box.end
  }
  return sizes === undefined || times <= sizes + 1
}

async function boxAt(file: FileHandle, at: number, to: number): Promise<Box | undefined> {
  const head = await view(file, at, 16)
  if (!head) return undefined
  const short = head.getUint32(0)
  const size =
    short === 1 && head.byteLength >= 16 ? Number(head.getBigUint64(8)) : short === 0 ? to - at : short
  const start = at + (short === 1 ? 16 : 8)
  if (size < start - at || !Number.isSafeInteger(at + size)) return undefined
  return {
    type: String.fromCharCode(head.getUint8(4), head.getUint8(5), head.getUint8(6), head.getUint8(7)),
    start,
    end: Math.min(to, at + size)
  }
}

/** Number of samples that the size table names; undefined when the file is too small for them. */
async function sizedSamples(file: FileHandle, box: Box, fileSize: number): Promise<number | undefined> {
  const data = await view(file, box.start, 12)
  if (!data || data.byteLength < 12) return undefined
  const each = data.getUint32(4)
  const count = data.getUint32(8)
  const fits = each === 0 ? count * 4 <= box.end - box.start : count * each <= fileSize * 2
  return fits ? count : undefined
}

/** Sum of the run lengths of a time table. */
async function runs(file: FileHandle, box: Box): Promise<number> {
  const length = Math.min(LONGEST_TABLE, box.end - box.start)
  const data = await view(file, box.start, length)
  if (!data || data.byteLength < 8) return 0
  const entries = Math.min(data.getUint32(4), Math.floor((data.byteLength - 8) / 8))
  let sum = 0
  for (let i = 0; i < entries; i++) sum += data.getUint32(8 + i * 8)
  return sum
}

async function view(file: FileHandle, position: number, length: number): Promise<DataView | undefined> {
  const bytes = new Uint8Array(length)
  const { bytesRead } = await file.read(bytes, 0, length, position)
  return bytesRead >= Math.min(8, length) ? new DataView(bytes.buffer, 0, bytesRead) : undefined
}
