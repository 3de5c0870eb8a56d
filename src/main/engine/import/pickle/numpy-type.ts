import { Unreadable } from '../../interchange/unreadable'
import type { NumberFormat } from '../arrays/typed-numbers'

/** What the items of a numpy array are. */
export type NumpyType =
  | {
      readonly kind: 'numbers'
      readonly format: NumberFormat
      readonly name: string
      readonly bigEndian?: boolean
    }
  /** Text of a fixed length: bytes, or code points of four bytes. */
  | { readonly kind: 'text'; readonly bytes: number; readonly width: 1 | 4; readonly bigEndian?: boolean }
  /** Python values, told one by one. */
  | { readonly kind: 'objects' }

const numberFormats: Readonly<Record<string, NumberFormat>> = {
  b1: 'u8',
  '?': 'u8',
  i1: 'i8',
  u1: 'u8',
  i2: 'i16',
  u2: 'u16',
  i4: 'i32',
  u4: 'u32',
  i8: 'i64',
  u8: 'u64',
  f2: 'f16',
  f4: 'f32',
  f8: 'f64'
}

/** A type by its code: `f8`, `<i4`, `|S10`, `O8`. */
export function numpyType(code: string): NumpyType {
  const match = /^([<>|=]?)(\?|[a-zA-Z])(\d*)$/.exec(code)
  const [, order = '', letter = '', digits = ''] = match ?? []
  const bigEndian = order === '>' ? true : order === '<' ? false : undefined
  const format = numberFormats[`${letter}${digits}`]
  if (match && format) return { kind: 'numbers', format, name: `${letter}${digits}`, bigEndian }
  if (match && letter === 'O') return { kind: 'objects' }
  if (match && (letter === 'S' || letter === 'a' || letter === 'U')) {
    const width = letter === 'U' ? 4 : 1
    const bytes = Number(digits) * width
    if (bytes <= 1024 * 1024) return { kind: 'text', bytes, width, bigEndian }
  }
  throw new Unreadable(
    `holds a numpy array of type "${code.slice(0, 40)}", which is not read.`,
    'Convert it to numbers (for instance array.astype("float32")) and save it again.',
    'unsupported'
  )
}
