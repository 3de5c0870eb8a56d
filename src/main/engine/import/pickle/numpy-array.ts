import { Unreadable } from '../../interchange/unreadable'
import { countOf } from '../arrays/array-value'
import type { ArrayValue } from '../arrays/array-value'
import { CUT_OFF } from '../arrays/byte-source'
import type { ByteSource } from '../arrays/byte-source'
import { bytesOf, decodeNumbers, numbersIn } from '../arrays/typed-numbers'
import type { NumpyType } from './numpy-type'
import { latin1Text } from './text'

/** More axes than numpy has. */
const MOST_AXES = 64
/** Most texts of an array. */
const MOST_TEXTS = 1_000_000

/** An array of numpy from its facts and bytes, which are read where they are asked for. */
export function numpyArray(
  shape: readonly number[],
  type: NumpyType,
  bigEndian: boolean,
  columnMajor: boolean,
  bytes: ByteSource
): ArrayValue {
  if (shape.length > MOST_AXES || shape.some((size) => !Number.isSafeInteger(size) || size < 0))
    throw new Unreadable('holds an array of an impossible shape.', CUT_OFF)
  const count = countOf(shape)
  const size = type.kind === 'numbers' ? bytesOf[type.format] : type.kind === 'text' ? type.bytes : 0
  if (type.kind === 'objects') return { kind: 'skipped', what: 'a list of Python values' }
  if (!(count * size <= bytes.size))
    throw new Unreadable(`holds an array of ${shape.join(' x ')} with fewer numbers than that.`, CUT_OFF)
  const big = type.bigEndian ?? bigEndian
  if (type.kind === 'text') {
    if (count > MOST_TEXTS) return { kind: 'skipped', what: 'a very long list of texts' }
    return {
      kind: 'text',
      // Made when they are looked at: the same bytes can stand behind many arrays.
      get rows() {
        return Array.from({ length: count }, (_, i) => textAt(bytes, i, type, big))
      }
    }
  }
  return numbersIn(bytes, type.format, big, {
    type: type.name,
    shape,
    fastest: columnMajor ? 'first' : 'last'
  })
}

function textAt(
  bytes: ByteSource,
  index: number,
  { bytes: size, width }: Extract<NumpyType, { kind: 'text' }>,
  bigEndian: boolean
): string {
  const own = bytes.read(index * size, size)
  if (width === 1) return latin1Text(own).replace(/\0+$/, '')
  return [...decodeNumbers(own, 'u32', bigEndian)]
    .filter((code) => code > 0 && code <= 0x10ffff)
    .map((code) => String.fromCodePoint(code))
    .join('')
}
