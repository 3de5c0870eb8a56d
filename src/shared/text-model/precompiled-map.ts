import { fromUtf8, utf8 } from './utf8'

/**
 * The character map of SentencePiece (`Precompiled` in a tokenizer.json), applied as Hugging Face's implementation does:
 * a visible character of up to five bytes is looked up whole, then each of its code points; the shortest entry that the
 * map has for its beginning replaces all of it. Unknown ones stay.
 * The map: the length of a trie in bytes, the trie (a double array, Darts-clone), then the texts it points to, each
 * ended by a zero byte. Throws a sentence for one that is cut short.
 */
export function precompiledMap(base64: string): (text: string) => string {
  const bytes = fromBase64(base64)
  const size = littleEndian(bytes, 0)
  if (bytes.length < 8 || size % 4 !== 0 || size + 4 > bytes.length)
    throw new Error('the character map of the tokenizer is cut short')
  const units = Uint32Array.from({ length: size / 4 }, (_, i) => littleEndian(bytes, 4 + 4 * i))
  const texts = bytes.subarray(4 + size)
  const lookUp = (part: string): string | undefined => {
    const place = firstMatch(units, bytesOf(part))
    return place === undefined ? undefined : textAt(texts, place)
  }
  const plainAscii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).every(
    (sign) => lookUp(sign) === undefined
  )
  const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  const one = (character: string): string => {
    const whole = bytesOf(character).length < LONGEST_WHOLE ? lookUp(character) : undefined
    return whole ?? Array.from(character, (point) => lookUp(point) ?? point).join('')
  }
  return (text) => {
    if (plainAscii && /^[\x20-\x7e]*$/.test(text)) return text
    return Array.from(characters.segment(text), ({ segment }) => one(segment)).join('')
  }
}

const bytesOf = (text: string): number[] => Array.from(text, utf8).flat()

/** Bytes from which on a character is no longer looked up whole. */
const LONGEST_WHOLE = 6

/** Place of the text of the shortest entry that the bytes begin with. */
function firstMatch(units: Uint32Array, key: readonly number[]): number | undefined {
  let node = offset(units[0] ?? 0)
  for (const byte of key) {
    if (byte === 0) return undefined
    node ^= byte
    const unit = units[node] ?? 0
    if ((unit & 0x800000ff) >>> 0 !== byte) return undefined
    node ^= offset(unit)
    if ((unit >>> 8) & 1) return (units[node] ?? 0) & 0x7fffffff
  }
  return undefined
}

/** Where a unit's children begin. */
const offset = (unit: number): number => (unit >>> 10) << ((unit & 512) >>> 6)

function textAt(texts: Uint8Array, place: number): string {
  const end = texts.indexOf(0, place)
  return fromUtf8(texts.subarray(place, end < 0 ? undefined : end))
}

const littleEndian = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24)) >>>
  0

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function fromBase64(text: string): Uint8Array {
  const plain = text.replace(/=+$/, '')
  const bytes = new Uint8Array(Math.floor((plain.length * 6) / 8))
  const values = new Uint8Array(128)
  for (const [value, sign] of [...SIGNS].entries()) values[sign.charCodeAt(0)] = value
  let [held, bits, at] = [0, 0, 0]
  for (let i = 0; i < plain.length; i++) {
    held = ((held << 6) | (values[plain.charCodeAt(i)] ?? 0)) & 0xffffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = (held >> bits) & 255
  }
  return bytes
}
