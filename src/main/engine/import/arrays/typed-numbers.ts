import type { NumberArray } from './array-value'
import type { ByteSource } from './byte-source'

/** How one number lies in bytes. */
export type NumberFormat = 'i8' | 'u8' | 'i16' | 'u16' | 'i32' | 'u32' | 'i64' | 'u64' | 'f16' | 'f32' | 'f64'

/** Bytes of one number. */
export const bytesOf: Readonly<Record<NumberFormat, number>> = {
  i8: 1,
  u8: 1,
  i16: 2,
  u16: 2,
  i32: 4,
  u32: 4,
  i64: 8,
  u64: 8,
  f16: 2,
  f32: 4,
  f64: 8
}

/** Numbers that lie one behind the other in bytes; only what is asked for is read. */
export const numbersIn = (
  bytes: ByteSource,
  format: NumberFormat,
  bigEndian: boolean,
  facts: Pick<NumberArray, 'type' | 'shape' | 'fastest' | 'imaginary'>
): NumberArray => ({
  kind: 'numbers',
  ...facts,
  read(from, to) {
    const size = bytesOf[format]
    return decodeNumbers(bytes.read(from * size, (to - from) * size), format, bigEndian)
  }
})

/** Bytes as numbers. */
export function decodeNumbers(
  bytes: Uint8Array<ArrayBuffer>,
  format: NumberFormat,
  bigEndian: boolean
): Float64Array<ArrayBuffer> {
  const size = bytesOf[format]
  const count = Math.floor(bytes.length / size)
  if (format === 'f64' && !bigEndian && bytes.byteOffset % 8 === 0)
    return new Float64Array(bytes.buffer, bytes.byteOffset, count)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const numbers = new Float64Array(count)
  const get = readers[format]
  for (let i = 0; i < count; i++) numbers[i] = get(view, i * size, !bigEndian)
  return numbers
}

type Read = (view: DataView, at: number, littleEndian: boolean) => number

const readers: Readonly<Record<NumberFormat, Read>> = {
  i8: (view, at) => view.getInt8(at),
  u8: (view, at) => view.getUint8(at),
  i16: (view, at, little) => view.getInt16(at, little),
  u16: (view, at, little) => view.getUint16(at, little),
  i32: (view, at, little) => view.getInt32(at, little),
  u32: (view, at, little) => view.getUint32(at, little),
  i64: (view, at, little) => Number(view.getBigInt64(at, little)),
  u64: (view, at, little) => Number(view.getBigUint64(at, little)),
  f16: (view, at, little) => half(view.getUint16(at, little)),
  f32: (view, at, little) => view.getFloat32(at, little),
  f64: (view, at, little) => view.getFloat64(at, little)
}

/** IEEE 754 half precision: 1 bit sign, 5 bits exponent, 10 bits fraction. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN
  return sign * (exponent === 0 ? 2 ** -24 * fraction : 2 ** (exponent - 25) * (1024 + fraction))
}
