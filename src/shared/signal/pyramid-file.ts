import { z } from 'zod'

/**
 * Layout of a pyramid file (`.afp`), little-endian:
 * - bytes 0-3 `AFP1`, 4-7 uint32 length of the header text in bytes (a multiple of 8 with the 8 bytes before it counted in)
 * - the header: JSON in ASCII (other characters as \\u escapes), padded with blanks
 * - the data, at the byte offsets named in the header, counted from the end of the header:
 *   level arrays are float32 [min, max] pairs, or int16 pairs where a channel is `packed` (min above max: an empty run);
 *   `samples` is float32 (converted signals keep them; sound, and signals read in place, keep none here)
 *
 * A file that is being made has the same layout under the name + `.part`, and behind the data a float64: how far it is, in µs
 * of the stream. Of each level only the runs that end before that time are there.
 */
export const PYRAMID_MAGIC = 'AFP1'

/** Longest header that a reader accepts, in bytes; a thousand channels need about 400 kB. */
export const PYRAMID_HEADER_LIMIT = 16 * 1024 * 1024

const Place = z.object({ offset: z.number().int().nonnegative(), count: z.number().int().nonnegative() })

/** How samples lie in an uncompressed file, channels interleaved. */
export const PcmLayout = z.object({
  /** Byte where the first sample starts. */
  offset: z.number().int().nonnegative(),
  format: z.enum(['u8', 's8', 's16', 's24', 's32', 'f32', 'f64']),
  bigEndian: z.boolean(),
  channels: z.number().int().positive(),
  sampleRateHz: z.number().positive(),
  /** Samples per channel. */
  frames: z.number().int().nonnegative()
})
export type PcmLayout = z.infer<typeof PcmLayout>

/** One channel: evenly spaced samples from `startUs`, each belonging to the time from its own start to the next. */
export const PyramidChannel = z.object({
  label: z.string(),
  unit: z.string(),
  rateHz: z.number().positive(),
  /** Time of sample 0 in µs of the stream. */
  startUs: z.number(),
  sampleCount: z.number().int().nonnegative(),
  /** Samples per run of level 0. */
  base: z.number().int().positive(),
  levels: z.array(Place).min(1),
  /** Each level's runs are this many times longer than those of the level below; absent: 4. */
  factor: z.number().int().min(2).optional(),
  /** Levels hold stored 16-bit numbers: value = number * scale + shift. */
  packed: z.object({ scale: z.number(), shift: z.number() }).optional(),
  samples: Place.optional()
})
export type PyramidChannel = z.infer<typeof PyramidChannel>

export const PyramidHeader = z.object({
  version: z.literal(1),
  channels: z.array(PyramidChannel),
  /** Sound only: where single samples are, in the cache file `pcm` or in the user's own file. */
  pcm: z.object({ where: z.enum(['cache', 'original']), layout: PcmLayout }).optional()
})
export type PyramidHeader = z.infer<typeof PyramidHeader>

/** Header and length word as bytes, ready to be written before the data. */
export function encodePyramidHeader(header: PyramidHeader): Uint8Array<ArrayBuffer> {
  const text =
    PYRAMID_MAGIC +
    '    ' +
    JSON.stringify(header).replace(
      /[\u007f-\uffff]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
    )
  const bytes = new Uint8Array(Math.ceil(text.length / 8) * 8).fill(0x20)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  new DataView(bytes.buffer).setUint32(4, bytes.length - 8, true)
  return bytes
}

/** Length of the header text that follows the first 8 bytes; undefined when they are not those of a pyramid file. */
export function pyramidHeaderLength(start: Uint8Array): number | undefined {
  if (start.length < 8 || String.fromCharCode(...start.subarray(0, 4)) !== PYRAMID_MAGIC) return undefined
  const length = new DataView(start.buffer, start.byteOffset, 8).getUint32(4, true)
  return length <= PYRAMID_HEADER_LIMIT ? length : undefined
}

/** Read the header text. Throws when it is not a header of version 1. */
export function decodePyramidHeader(bytes: Uint8Array): PyramidHeader {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += 8192)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)))
  return PyramidHeader.parse(JSON.parse(parts.join('')))
}
