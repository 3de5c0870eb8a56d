/** Samples that an MP3 encoder put around the sound, to be left out when it is played. */
export interface Mp3Padding {
  readonly start: number
  readonly end: number
}

/** Delay of every MP3 decoder in samples, left out together with the encoder's (ISO 11172-3; LAME technical FAQ). */
const DECODER_DELAY = 529

const NONE: Mp3Padding = { start: 0, end: 0 }

/** Bytes of an ID3 tag at the beginning of a file, 0 when there is none. */
export function id3Length(start: Uint8Array): number {
  if (start.length < 10 || start[0] !== 0x49 || start[1] !== 0x44 || start[2] !== 0x33) return 0
  return 10 + start.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 127), 0)
}

/**
 * Padding told by the tag of LAME, Lavf or Lavc in the first frame; none where there is no such tag.
 * @param frame the first bytes behind the ID3 tag, 256 are enough
 */
export function mp3Padding(frame: Uint8Array): Mp3Padding {
  const info = find(frame, ['Xing', 'Info'], 64)
  if (info < 0 || info + 8 > frame.length) return NONE
  const flags = new DataView(frame.buffer, frame.byteOffset).getUint32(info + 4)
  const tag =
    info + 8 + (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0)
  if (find(frame.subarray(tag), ['LAME', 'Lavf', 'Lavc'], 0) !== 0) return NONE
  const [a = 0, b = 0, c = 0] = frame.subarray(tag + 21, tag + 24)
  const start = (a << 4) | (b >> 4)
  const end = ((b & 15) << 8) | c
  return { start: start + DECODER_DELAY, end: Math.max(0, end - DECODER_DELAY) }
}

/** First place, up to `limit`, where one of the ASCII words stands; -1 when there is none. */
function find(bytes: Uint8Array, words: readonly string[], limit: number): number {
  for (let at = 0; at <= limit && at + 4 <= bytes.length; at++) {
    const found = String.fromCharCode(...bytes.subarray(at, at + 4))
    if (words.includes(found)) return at
  }
  return -1
}
