/** UTF-8 bytes of one character. */
export function utf8(character: string): number[] {
  const point = character.codePointAt(0) ?? 0
  const tail = (shift: number): number => 0x80 | ((point >> shift) & 0x3f)
  if (point < 0x80) return [point]
  if (point < 0x800) return [0xc0 | (point >> 6), tail(0)]
  if (point < 0x10000) return [0xe0 | (point >> 12), tail(6), tail(0)]
  return [0xf0 | (point >> 18), tail(12), tail(6), tail(0)]
}

/** Text of UTF-8 bytes; what is no UTF-8 becomes the replacement character. */
export function fromUtf8(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] ?? 0
    const length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 0
    let point = length === 0 ? 0xfffd : length === 1 ? first : first & (0x7f >> length)
    for (let i = 1; i < length; i++) point = (point << 6) | ((bytes[at + i] ?? 0) & 0x3f)
    text += String.fromCodePoint(point <= 0x10ffff ? point : 0xfffd)
    at += Math.max(1, length)
  }
  return text
}
