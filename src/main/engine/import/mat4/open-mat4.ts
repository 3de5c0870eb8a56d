import { Unreadable } from '../../interchange/unreadable'
import { countOf } from '../arrays/array-value'
import type { ArrayValue } from '../arrays/array-value'
import { CUT_OFF, openBytes, partOf } from '../arrays/byte-source'
import type { ByteSource } from '../arrays/byte-source'
import type { OpenArrays } from '../arrays/opened-arrays'
import { bytesOf, decodeNumbers, numbersIn } from '../arrays/typed-numbers'
import type { NumberFormat } from '../arrays/typed-numbers'

const HEADER_BYTES = 20
/** Longest name of a variable, its closing zero included; MATLAB 4 allowed 19 letters, others who write it more. */
const LONGEST_NAME = 64
const MOST_VARIABLES = 100_000

/** Formats by the tens digit of the type. */
const FORMATS: readonly { readonly format: NumberFormat; readonly name: string }[] = [
  { format: 'f64', name: 'double' },
  { format: 'f32', name: 'single' },
  { format: 'i32', name: 'int32' },
  { format: 'i16', name: 'int16' },
  { format: 'u16', name: 'uint16' },
  { format: 'u8', name: 'uint8' }
]

interface Header {
  readonly bigEndian: boolean
  readonly format: NumberFormat
  readonly typeName: string
  readonly kind: 'numbers' | 'text' | 'sparse'
  readonly rows: number
  readonly columns: number
  readonly complex: boolean
  readonly nameBytes: number
}

/** Whether bytes begin as a MATLAB 4 file: it has no mark of its own, so the whole header of its first variable must make sense. */
export function isMat4(head: Uint8Array): boolean {
  const header = headerAt(head)
  if (!header) return false
  const name = head.subarray(HEADER_BYTES, HEADER_BYTES + header.nameBytes)
  if (name.length < header.nameBytes || name.at(-1) !== 0) return false
  return /^[A-Za-z]\w*$/.test(new TextDecoder('latin1').decode(name.subarray(0, -1)))
}

/** The variables of a MATLAB 4 file, as fields of one struct; numbers are read where they are asked for. */
export function openMat4(path: string): OpenArrays {
  const file = openBytes(path)
  try {
    const found = variables(file)
    return {
      root: {
        kind: 'struct',
        shape: [1, 1],
        fields: [...found.keys()],
        field: (name) => found.get(name)
      },
      close: () => file.close()
    }
  } catch (error) {
    file.close()
    throw error
  }
}

function variables(file: ByteSource): ReadonlyMap<string, ArrayValue> {
  const found = new Map<string, ArrayValue>()
  for (let at = 0; at + HEADER_BYTES <= file.size;) {
    const header = headerAt(file.read(at, HEADER_BYTES))
    if (!header)
      throw new Unreadable('is damaged as a MATLAB 4 file: a variable does not begin as one.', CUT_OFF)
    const name = new TextDecoder('latin1').decode(file.read(at + HEADER_BYTES, header.nameBytes - 1))
    const count = header.rows * header.columns
    const size = count * bytesOf[header.format]
    const from = at + HEADER_BYTES + header.nameBytes
    found.set(
      name,
      valueOf(header, (part) => partOf(file, from + part * size, size))
    )
    at = from + size * (header.complex ? 2 : 1)
    if (at > file.size) throw new Unreadable(`ends inside its variable ${name}.`, CUT_OFF)
    if (found.size > MOST_VARIABLES)
      throw new Unreadable('holds more variables than a workspace has.', 'Check where the file comes from.')
  }
  return found
}

function valueOf(header: Header, part: (half: number) => ByteSource): ArrayValue {
  const { format, bigEndian, rows, columns } = header
  const facts = { type: header.typeName, shape: [rows, columns], fastest: 'first' as const }
  switch (header.kind) {
    case 'sparse':
      return { kind: 'skipped', what: 'a sparse matrix of MATLAB 4' }
    case 'text': {
      const bytes = part(0)
      const codes = decodeNumbers(bytes.read(0, bytes.size), format, bigEndian)
      return {
        kind: 'text',
        rows: Array.from({ length: rows }, (_, row) =>
          String.fromCharCode(
            ...Array.from({ length: columns }, (_, column) => codes[column * rows + row] ?? 32)
          )
        )
      }
    }
    case 'numbers':
      return {
        ...numbersIn(part(0), format, bigEndian, facts),
        ...(header.complex && countOf(facts.shape) > 0
          ? { imaginary: numbersIn(part(1), format, bigEndian, facts) }
          : {})
      }
  }
}

/** Longest side of a matrix, and longest text, that can be meant. */
const LONGEST_SIDE = 2 ** 31
const LONGEST_TEXT = 1024 * 1024

/** The header of a variable: type as thousands (byte order), hundreds (0), tens (format) and ones (kind); rows; columns; complex; length of the name. */
function headerAt(bytes: Uint8Array): Header | undefined {
  if (bytes.length < HEADER_BYTES) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES)
  for (const bigEndian of [false, true]) {
    const numbers = Array.from({ length: 5 }, (_, i) => view.getInt32(4 * i, !bigEndian))
    const [type = -1, rows = -1, columns = -1, complex = -1, nameBytes = 0] = numbers
    const format = FORMATS[Math.floor(type / 10) % 10]
    const kind = (['numbers', 'text', 'sparse'] as const)[type % 10]
    if (type < 0 || Math.floor(type / 100) !== (bigEndian ? 10 : 0) || !format || !kind) continue
    if (rows < 0 || columns < 0 || rows > LONGEST_SIDE || columns > LONGEST_SIDE) continue
    if (complex !== 0 && complex !== 1) continue
    if (nameBytes < 2 || nameBytes > LONGEST_NAME) continue
    if (kind === 'text' && rows * columns > LONGEST_TEXT) continue
    return {
      bigEndian,
      format: format.format,
      typeName: format.name,
      kind,
      rows,
      columns,
      complex: complex === 1,
      nameBytes
    }
  }
  return undefined
}
