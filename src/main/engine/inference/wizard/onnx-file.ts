import { open, type FileHandle } from 'node:fs/promises'

/** Wire types of protocol buffers. */
const VARINT = 0
const FIXED64 = 1
const BYTES = 2
const FIXED32 = 5

const BLOCK = 1 << 16

/** One field of a message: a number, or the stretch of the file that it fills. */
export interface ProtoField {
  readonly field: number
  readonly value: number
  /** Where its bytes are; empty for numbers. */
  readonly from: number
  readonly to: number
}

/** A file of protocol buffers, read where it is asked for: weights of gigabytes are walked over, not read. */
export interface ProtoFile {
  readonly sizeBytes: number
  /** Fields of the message that fills a stretch of the file. Throws where they are not well formed. */
  fields(from: number, to: number): AsyncGenerator<ProtoField>
  text(field: ProtoField): Promise<string>
  close(): Promise<void>
}

/** Longest name that is read. */
const LONGEST_TEXT = 65_536

export async function openProtoFile(path: string): Promise<ProtoFile> {
  const handle = await open(path, 'r')
  const { size } = await handle.stat()
  const bytes = windowOf(handle, size)

  async function varint(at: number, end: number): Promise<{ value: number; next: number }> {
    let [value, factor] = [0, 1]
    for (let i = 0; i < 10; i++) {
      if (at + i >= end) throw new Error('it ends in the middle of a number')
      const byte = await bytes.at(at + i)
      value += (byte & 0x7f) * factor
      if (byte < 0x80) return { value, next: at + i + 1 }
      factor *= 128
    }
    throw new Error(`at byte ${at} stands a number of more than 64 bits`)
  }

  return {
    sizeBytes: size,
    async *fields(from, to) {
      let at = from
      while (at < to) {
        const key = await varint(at, to)
        const field = Math.floor(key.value / 8)
        if (field === 0) throw new Error(`at byte ${at} stands no field`)
        const wire = key.value % 8
        if (wire === VARINT) {
          const { value, next } = await varint(key.next, to)
          yield { field, value, from: next, to: next }
          at = next
          continue
        }
        const length =
          wire === BYTES ? await varint(key.next, to) : { value: fixedLength(wire, at), next: key.next }
        const end = length.next + length.value
        if (end > to) throw new Error(`a part of it that begins at byte ${at} reaches beyond its end`)
        yield { field, value: NaN, from: length.next, to: end }
        at = end
      }
    },
    async text({ from, to }) {
      const length = Math.min(to - from, LONGEST_TEXT)
      const buffer = Buffer.alloc(length)
      await handle.read(buffer, 0, length, from)
      return buffer.toString('utf8')
    },
    close: () => handle.close()
  }
}

function fixedLength(wire: number, at: number): number {
  if (wire === FIXED64) return 8
  if (wire === FIXED32) return 4
  throw new Error(`at byte ${at} stands something of an unknown kind`)
}

/** Bytes of a file, a block at a time. */
function windowOf(handle: FileHandle, size: number): { at(place: number): Promise<number> | number } {
  const block = Buffer.alloc(BLOCK)
  let [start, length] = [0, 0]
  const fetch = async (place: number): Promise<number> => {
    start = place
    length = (await handle.read(block, 0, Math.min(BLOCK, size - place), place)).bytesRead
    if (length === 0) throw new Error('it ends too early')
    return block[0] ?? 0
  }
  return {
    at: (place) => (place >= start && place < start + length ? (block[place - start] ?? 0) : fetch(place))
  }
}
