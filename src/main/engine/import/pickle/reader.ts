import { Unreadable } from '../../interchange/unreadable'
import { CUT_OFF } from '../arrays/byte-source'
import type { ByteSource } from '../arrays/byte-source'

/** Bytes that are read in order. Long stretches are named, not copied. */
export class PickleReader {
  private at = 0

  constructor(private readonly source: ByteSource) {}

  get size(): number {
    return this.source.size
  }

  /** How far it is, for sentences. */
  get position(): number {
    return this.at
  }

  byte(): number {
    return this.take(1)[0] ?? 0
  }

  /** A short stretch. */
  take(count: number): Uint8Array<ArrayBuffer> {
    const bytes = this.source.read(this.at, count)
    this.at += count
    return bytes
  }

  /** The place of a stretch of any length, which is passed over. */
  skip(count: number): { readonly offset: number; readonly length: number } {
    const offset = this.at
    if (!(count >= 0) || offset + count > this.source.size)
      throw new Unreadable(`ends before the data that it announces at byte ${offset}.`, CUT_OFF)
    this.at += count
    return { offset, length: count }
  }

  view(count: number): DataView {
    const bytes = this.take(count)
    return new DataView(bytes.buffer, bytes.byteOffset, count)
  }

  /** A length of eight bytes; lengths beyond what numbers hold exactly are lies. */
  length8(): number {
    const value = this.view(8).getBigUint64(0, true)
    if (value > BigInt(this.source.size))
      throw new Unreadable(`announces more data than it has at byte ${this.at}.`, CUT_OFF)
    return Number(value)
  }

  /** The place of a line, which ends with a line feed that is passed over. */
  line(): { readonly offset: number; readonly length: number } {
    const offset = this.at
    for (;;) {
      const step = Math.min(STEP, this.source.size - this.at)
      if (step <= 0) throw new Unreadable('ends in the middle of a line.', CUT_OFF)
      const end = this.source.read(this.at, step).indexOf(0x0a)
      if (end >= 0) {
        this.at += end + 1
        return { offset, length: this.at - 1 - offset }
      }
      this.at += step
    }
  }

  /** A line of a number or a name. */
  shortLine(): string {
    const { offset, length } = this.line()
    if (length > LONGEST_LINE)
      throw new Unreadable(`has a line of ${length} characters where a number or a name belongs.`, CUT_OFF)
    return String.fromCharCode(...this.source.read(offset, length)).replace(/\r$/, '')
  }
}

const STEP = 32 * 1024
const LONGEST_LINE = 4096
