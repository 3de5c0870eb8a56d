import { Unreadable } from '../../interchange/unreadable'
import { CUT_OFF, partOf } from '../arrays/byte-source'
import type { ByteSource } from '../arrays/byte-source'
import type { NumberFormat } from '../arrays/typed-numbers'

/** Types of elements in MAT 5 files, as they are numbered there. */
export const MI = {
  int8: 1,
  uint8: 2,
  int32: 5,
  uint32: 6,
  matrix: 14,
  compressed: 15,
  utf8: 16,
  utf16: 17,
  utf32: 18
}

/** How numbers of an element type lie in bytes; undefined for types that hold no numbers. */
export const formatOfType = (type: number): NumberFormat | undefined => numberFormats.get(type)

const numberFormats = new Map<number, NumberFormat>([
  [1, 'i8'],
  [2, 'u8'],
  [3, 'i16'],
  [4, 'u16'],
  [5, 'i32'],
  [6, 'u32'],
  [7, 'f32'],
  [9, 'f64'],
  [12, 'i64'],
  [13, 'u64']
])

/** One element: its type, its data, and where the next begins. */
export interface Element {
  readonly type: number
  readonly data: ByteSource
  readonly next: number
}

/** Read the tag at a position. Small elements carry their data in the tag itself. */
export function elementAt(source: ByteSource, at: number, bigEndian: boolean): Element {
  const tag = source.read(at, 8)
  const view = new DataView(tag.buffer, tag.byteOffset, 8)
  const first = view.getUint32(0, !bigEndian)
  const smallBytes = first >>> 16
  if (smallBytes !== 0) {
    if (smallBytes > 4)
      throw new Unreadable('is damaged: a short piece of data announces more than it can hold.', CUT_OFF)
    return { type: first & 0xffff, data: partOf(source, at + 4, smallBytes), next: at + 8 }
  }
  const bytes = view.getUint32(4, !bigEndian)
  const padded = first === MI.compressed ? bytes : Math.ceil(bytes / 8) * 8
  return { type: first, data: partOf(source, at + 8, bytes), next: Math.min(source.size, at + 8 + padded) }
}
