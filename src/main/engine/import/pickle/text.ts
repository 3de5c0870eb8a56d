import { Unreadable } from '../../interchange/unreadable'
import { CUT_OFF } from '../arrays/byte-source'

const escapes: Readonly<Record<string, number>> = {
  n: 10,
  r: 13,
  t: 9,
  '\\': 92,
  "'": 39,
  '"': 34,
  a: 7,
  b: 8,
  f: 12,
  v: 11,
  '0': 0
}

/** One character for each byte. (The label latin1 of TextDecoder means Windows 1252, which is another.) */
export const latin1Text = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')

/** Bytes of a quoted string of Python 2, as protocol 0 writes it. */
export function quotedBytes(line: Uint8Array): Uint8Array<ArrayBuffer> {
  const quote = line[0]
  if (line.length < 2 || (quote !== 39 && quote !== 34) || line.at(-1) !== quote)
    throw new Unreadable('holds a text without its quotation marks.', CUT_OFF)
  const bytes = new Uint8Array(line.length)
  let count = 0
  for (let i = 1; i < line.length - 1; i++) {
    const byte = line[i] ?? 0
    if (byte !== 92) {
      bytes[count++] = byte
      continue
    }
    const char = String.fromCharCode(line[++i] ?? 0)
    if (char === 'x') {
      bytes[count++] = Number.parseInt(String.fromCharCode(line[i + 1] ?? 0, line[i + 2] ?? 0), 16)
      i += 2
    } else bytes[count++] = escapes[char] ?? char.charCodeAt(0)
  }
  return bytes.slice(0, count)
}

/** A text of protocol 0: one byte for each character up to 255, \uXXXX and \UXXXXXXXX for others. */
export const escapedText = (line: Uint8Array): string =>
  latin1Text(line).replace(
    /\\u([0-9a-f]{4})|\\U([0-9a-f]{8})/gi,
    (_, short: string | undefined, long: string | undefined) => {
      const code = Number.parseInt(short ?? long ?? '', 16)
      return code <= 0x10ffff ? (short ? String.fromCharCode(code) : String.fromCodePoint(code)) : '\uFFFD'
    }
  )
