import type { FileHandle } from 'node:fs/promises'

/** One chunk of an XDF file: where its content begins, and what is in it behind the tag. */
export interface XdfChunk {
  readonly tag: number
  readonly at: number
  readonly content: Uint8Array<ArrayBuffer>
}

/** Tags that chunks may have (XDF 1.0). */
export const XDF_TAGS = { file: 1, header: 2, samples: 3, clock: 4, boundary: 5, footer: 6 } as const

/** Bytes by which a reader finds its place again: the content of boundary chunks. */
const BOUNDARY = Uint8Array.from([
  0x43, 0xa5, 0x46, 0xdc, 0xcb, 0xf5, 0x41, 0x0f, 0xb3, 0x0e, 0xd5, 0x46, 0x73, 0x83, 0xcb, 0xe4
])
/** Bytes read at a time. */
const WINDOW = 4 * 1024 * 1024
/** Longest chunk that is believed: recorders write one at least every ten seconds. */
const LONGEST = 512 * 1024 * 1024

/** Reads the chunks of an XDF file in order; where one is damaged, goes on behind the next boundary. */
export class ChunkReader {
  private window: Uint8Array<ArrayBuffer> = new Uint8Array()
  private windowAt = 0
  private at: number
  /** Damaged places that were passed over. */
  readonly damage: number[] = []
  /** The file ends inside a chunk. */
  cutOff = false

  constructor(
    private readonly file: FileHandle,
    private readonly size: number,
    start: number
  ) {
    this.at = start
  }

  /** The next chunk; undefined at the end. */
  async next(): Promise<XdfChunk | undefined> {
    for (;;) {
      if (this.at >= this.size) return undefined
      const began = this.at
      const head = await this.bytes(began, Math.min(9, this.size - began))
      const length = varLength(head)
      const valid = length && length.value >= 2 && length.value <= LONGEST
      if (valid && began + length.bytes + length.value <= this.size) {
        const body = await this.bytes(began + length.bytes, length.value)
        this.at = began + length.bytes + length.value
        return {
          tag: (body[0] ?? 0) | ((body[1] ?? 0) << 8),
          at: began + length.bytes + 2,
          content: body.slice(2)
        }
      }
      this.damage.push(began)
      if (!(await this.findBoundary(began + 1))) {
        this.cutOff = true
        return undefined
      }
    }
  }

  /** The content of a chunk makes no sense: go on behind the boundary after it. */
  async skip(chunk: XdfChunk): Promise<void> {
    this.damage.push(chunk.at)
    if (!(await this.findBoundary(chunk.at))) {
      this.at = this.size
      this.cutOff = true
    }
  }

  private async findBoundary(from: number): Promise<boolean> {
    for (let at = from; at < this.size; at += WINDOW - BOUNDARY.length) {
      const bytes = Buffer.from(await this.bytes(at, Math.min(WINDOW, this.size - at)))
      const found = bytes.indexOf(BOUNDARY)
      if (found >= 0) {
        this.at = at + found + BOUNDARY.length
        return true
      }
    }
    return false
  }

  private async bytes(at: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    if (at < this.windowAt || at + length > this.windowAt + this.window.length) {
      const window = new Uint8Array(Math.max(length, Math.min(WINDOW, this.size - at)))
      const { bytesRead } = await this.file.read(window, 0, window.length, at)
      this.window = window.subarray(0, bytesRead)
      this.windowAt = at
    }
    return this.window.subarray(at - this.windowAt, at - this.windowAt + length)
  }
}

/** A number of 1, 4 or 8 bytes behind a byte that says how many. */
export function varLength(
  bytes: Uint8Array,
  at = 0
): { readonly value: number; readonly bytes: number } | undefined {
  const size = bytes[at]
  if ((size !== 1 && size !== 4 && size !== 8) || at + 1 + size > bytes.length) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset + at + 1, size)
  const value =
    size === 1 ? view.getUint8(0) : size === 4 ? view.getUint32(0, true) : Number(view.getBigUint64(0, true))
  return { value, bytes: 1 + size }
}
