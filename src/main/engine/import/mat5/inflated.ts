import { createWriteStream, mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createInflateRaw, inflateRawSync } from 'node:zlib'
import { Unreadable } from '../../interchange/unreadable'
import { CUT_OFF, memoryBytes, openBytes } from '../arrays/byte-source'
import type { ByteSource } from '../arrays/byte-source'

/** A variable that unpacks to more is unpacked into a file beside the cache, not into memory. */
export const MOST_IN_MEMORY = 256 * 1024 * 1024
/** Packed bytes that are looked at for the name and shape of a variable. */
const PEEK_BYTES = 16 * 1024
/** Bytes of the zlib header. The checksum at the end is not looked at: files of known corpora carry wrong ones. */
const ZLIB_HEADER = 2

/** Where large variables are unpacked to: one at a time, removed at the end. */
export interface Scratch {
  readonly path: string
  readonly opened: (() => void)[]
}

/** Remembers the last variable that was unpacked, so that memory holds one at a time. */
export interface Unpacked {
  key?: ByteSource
  bytes?: Uint8Array<ArrayBuffer>
}

/** The unpacked content of a compressed element. Its first bytes are at hand; the rest is unpacked when it is asked for. */
export async function inflated(
  packed: ByteSource,
  bigEndian: boolean,
  last: Unpacked,
  scratch: Scratch | undefined,
  mostInMemory = MOST_IN_MEMORY
): Promise<ByteSource> {
  const header = packed.read(0, Math.min(ZLIB_HEADER, packed.size))
  if (header.length < ZLIB_HEADER || ((header[0] ?? 0) & 15) !== 8)
    throw new Unreadable('is damaged: a packed variable does not begin as one.', CUT_OFF)
  const head = unpack(packed.read(ZLIB_HEADER, Math.min(PEEK_BYTES, packed.size - ZLIB_HEADER)))
  if (head.length < 8) throw new Unreadable('is damaged: a packed variable is empty.', CUT_OFF)
  const size = 8 + new DataView(head.buffer, head.byteOffset, 8).getUint32(4, !bigEndian)
  // Deflate packs at most 1032 to 1; a variable that announces more is not what it says.
  if (size > 64 + packed.size * 1032)
    throw new Unreadable('is damaged: a packed variable announces more data than it can hold.', CUT_OFF)
  if (head.length >= size) return memoryBytes(head.subarray(0, size))
  if (size > mostInMemory) return unpackToFile(packed, size, scratch)
  const all = (): Uint8Array<ArrayBuffer> => {
    if (last.key === packed && last.bytes) return last.bytes
    last.bytes = undefined
    const bytes = unpack(packed.read(ZLIB_HEADER, packed.size - ZLIB_HEADER), size)
    last.key = packed
    last.bytes = bytes
    return bytes
  }
  return {
    size,
    read: (offset, length) => memoryBytes(offset + length <= head.length ? head : all()).read(offset, length)
  }
}

/** Raw inflate of what is there; a stream that ends early gives what it has. */
function unpack(bytes: Uint8Array<ArrayBuffer>, atMost = 1032 * PEEK_BYTES + 64): Uint8Array<ArrayBuffer> {
  try {
    const out = inflateRawSync(bytes, {
      finishFlush: constants.Z_SYNC_FLUSH,
      // A little more than announced: padding behind the variable is no fault.
      maxOutputLength: atMost + 64
    })
    return new Uint8Array(out.buffer, out.byteOffset, out.byteLength)
  } catch {
    throw new Unreadable('is damaged: one of its packed variables cannot be unpacked.', CUT_OFF)
  }
}

async function unpackToFile(
  packed: ByteSource,
  size: number,
  scratch: Scratch | undefined
): Promise<ByteSource> {
  if (!scratch)
    throw new Unreadable(
      `holds a variable of ${Math.round(size / 1048576)} MB, which is too large to be looked at.`,
      'Save fewer variables in one file.',
      'too-large'
    )
  const path = `${scratch.path}-${scratch.opened.length}`
  mkdirSync(dirname(path), { recursive: true })
  let written = 0
  try {
    await pipeline(
      Readable.from(pieces(packed)),
      createInflateRaw({ finishFlush: constants.Z_SYNC_FLUSH }),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          const room = size - written
          if (room <= 0) return
          written += Math.min(room, chunk.length)
          yield room < chunk.length ? chunk.subarray(0, room) : chunk
        }
      },
      createWriteStream(path)
    )
  } catch {
    rmSync(path, { force: true })
    throw new Unreadable('is damaged: one of its packed variables cannot be unpacked.', CUT_OFF)
  }
  const file = openBytes(path)
  scratch.opened.push(() => {
    file.close()
    rmSync(path, { force: true })
  })
  return file
}

function* pieces(packed: ByteSource): Generator<Uint8Array> {
  const step = 4 * 1024 * 1024
  for (let at = ZLIB_HEADER; at < packed.size; at += step)
    yield packed.read(at, Math.min(step, packed.size - at))
}
