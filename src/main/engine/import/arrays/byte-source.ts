import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { Unreadable } from '../../interchange/unreadable'

/** Bytes that are read piece by piece: a file, a part of one, or memory. */
export interface ByteSource {
  readonly size: number
  /** Exactly these bytes, as a view that must not be changed. Refuses what lies behind the end. */
  read(offset: number, length: number): Uint8Array<ArrayBuffer>
}

export const CUT_OFF = 'It may be cut off: copy it again from where it was made.'

/** A file opened for reading only; whoever opens it closes it. Small reads are served from a window of the last one. */
export function openBytes(path: string): ByteSource & { close(): void } {
  const handle = openSync(path, 'r')
  const size = fstatSync(handle).size
  let window = new Uint8Array(0)
  let windowStart = 0
  return {
    size,
    read(offset, length) {
      refuseOutside(offset, length, size)
      if (length > WINDOW_BYTES) return fill(handle, offset, length)
      if (offset < windowStart || offset + length > windowStart + window.length) {
        window = fill(handle, offset, Math.min(WINDOW_BYTES, size - offset))
        windowStart = offset
      }
      return window.subarray(offset - windowStart, offset - windowStart + length)
    },
    close: () => closeSync(handle)
  }
}

/** Bytes in memory. */
export const memoryBytes = (bytes: Uint8Array<ArrayBuffer>): ByteSource => ({
  size: bytes.length,
  read(offset, length) {
    refuseOutside(offset, length, bytes.length)
    return bytes.subarray(offset, offset + length)
  }
})

/** A part of other bytes, without copying them. */
export function partOf(source: ByteSource, start: number, size: number): ByteSource {
  refuseOutside(start, size, source.size)
  return {
    size,
    read(offset, length) {
      refuseOutside(offset, length, size)
      return source.read(start + offset, length)
    }
  }
}

const WINDOW_BYTES = 64 * 1024

function fill(handle: number, offset: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  for (let done = 0; done < length;) {
    const count = readSync(handle, bytes, done, length - done, offset + done)
    if (count === 0) throw new Unreadable('ends while it is being read.', CUT_OFF)
    done += count
  }
  return bytes
}

function refuseOutside(offset: number, length: number, size: number): void {
  if (!(offset >= 0 && length >= 0 && offset + length <= size))
    throw new Unreadable('ends before the data that it announces.', CUT_OFF)
}
