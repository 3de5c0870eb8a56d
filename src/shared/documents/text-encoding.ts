/** Encodings that documents are read in; anything else is refused at import, so that offsets never depend on a guess. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be'

/**
 * Encoding of a document by its byte-order mark, else UTF-8. Decode with `new TextDecoder(it, { fatal: true })`, which
 * drops the mark: offsets count from the first character behind it.
 */
export function textEncoding(bytes: Uint8Array): TextEncoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return 'utf-8'
}
