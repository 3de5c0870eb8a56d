import { Unreadable } from '../../interchange/unreadable'
import { CUT_OFF, openBytes, partOf } from '../arrays/byte-source'
import type { ByteSource } from '../arrays/byte-source'
import type { OpenArrays } from '../arrays/opened-arrays'
import type { ArrayValue } from '../arrays/array-value'
import { numpyArray } from '../pickle/numpy-array'
import { numpyType } from '../pickle/numpy-type'

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]

/** Whether a file is one array as numpy.save writes it. */
export const isNpy = (head: Uint8Array): boolean => MAGIC.every((byte, i) => head[i] === byte)

/** Open a .npy file: one array, called `data`. */
export function openNpy(path: string): OpenArrays {
  const file = openBytes(path)
  try {
    const value = npyArray(file)
    return {
      root: {
        kind: 'struct',
        shape: [1],
        fields: ['data'],
        field: (name) => (name === 'data' ? value : undefined)
      },
      close: () => file.close()
    }
  } catch (error) {
    file.close()
    throw error
  }
}

/** Longest header: types of many named fields. */
const LONGEST_HEADER = 1024 * 1024

/** The array of the bytes of a .npy file. */
export function npyArray(bytes: ByteSource): ArrayValue {
  const start = bytes.read(0, 12)
  const view = new DataView(start.buffer, start.byteOffset, 12)
  const wide = (start[6] ?? 1) >= 2
  const length = wide ? view.getUint32(8, true) : view.getUint16(8, true)
  const from = wide ? 12 : 10
  if (length > LONGEST_HEADER)
    throw new Unreadable('is damaged as a numpy file: its header is too long.', CUT_OFF)
  const header = new TextDecoder('latin1').decode(bytes.read(from, length))
  const code = /'descr':\s*'([^']+)'/.exec(header)?.[1]
  const shape = /'shape':\s*\(([^)]*)\)/.exec(header)?.[1]
  if (code === undefined || shape === undefined)
    throw new Unreadable(
      'is a numpy file of a kind that is not read: it holds records, not one array of numbers.',
      'Save one array of numbers.'
    )
  const sizes = shape
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(Number)
  const columnMajor = /'fortran_order':\s*True/.test(header)
  return numpyArray(
    sizes,
    numpyType(code),
    false,
    columnMajor,
    partOf(bytes, from + length, bytes.size - from - length)
  )
}
