import { spells } from './probe-file'

/** What the head of a picture file says. Sizes as stored, before it is turned upright. */
export interface PictureHeader {
  readonly container: 'png' | 'jpeg' | 'gif' | 'webp' | 'bmp' | 'avif'
  readonly widthPx: number
  readonly heightPx: number
  /** EXIF orientation, 1 to 8; 1: upright as stored. */
  readonly orientation: number
  /** Bytes that the file must have at least, where the head tells. */
  readonly leastBytes?: number
}

type Container = PictureHeader['container']

/** Kind of a picture by its first bytes; a name alone says nothing. */
export function pictureKind(head: Uint8Array): Container | undefined {
  if (head[0] === 0x89 && spells(head, 1, 'PNG\r\n')) return 'png'
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'jpeg'
  if (spells(head, 0, 'GIF87a') || spells(head, 0, 'GIF89a')) return 'gif'
  if (spells(head, 0, 'RIFF') && spells(head, 8, 'WEBP')) return 'webp'
  if (spells(head, 4, 'ftyp') && isAvif(head)) return 'avif'
  // The byte after the name of the format is the length of its second header: 12, 40, 52, 56, 108 or 124.
  if (spells(head, 0, 'BM') && [12, 40, 52, 56, 64, 108, 124].includes(head[14] ?? 0)) return 'bmp'
  return undefined
}

/** Reads size and orientation; undefined when the head ends before it says them. */
export function pictureHeader(bytes: Uint8Array): PictureHeader | undefined {
  const kind = pictureKind(bytes)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const found = kind && readers[kind](bytes, view)
    return found && found.widthPx > 0 && found.heightPx > 0
      ? { orientation: 1, ...found, container: kind }
      : undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

type Facts = Pick<PictureHeader, 'widthPx' | 'heightPx' | 'leastBytes'> & { readonly orientation?: number }
type Reader = (bytes: Uint8Array, view: DataView) => Facts | undefined

const readers: Readonly<Record<Container, Reader>> = {
  png: (bytes, view) => ({
    widthPx: view.getUint32(16),
    heightPx: view.getUint32(20),
    orientation: pngOrientation(bytes, view)
  }),
  gif: (_bytes, view) => ({ widthPx: view.getUint16(6, true), heightPx: view.getUint16(8, true) }),
  bmp: (_bytes, view) => ({
    widthPx: view.getUint8(14) === 12 ? view.getUint16(18, true) : view.getInt32(18, true),
    // Negative: stored from the top.
    heightPx: view.getUint8(14) === 12 ? view.getUint16(20, true) : Math.abs(view.getInt32(22, true)),
    leastBytes: view.getUint32(2, true)
  }),
  jpeg,
  webp,
  avif
}

/** Markers of JPEG frame headers, which hold the size: C0 to CF but for Huffman tables, arithmetic tables and the reserved one. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

function jpeg(bytes: Uint8Array, view: DataView): Facts | undefined {
  let orientation = 1
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) at += 1
    else if (isFrame(marker))
      return { heightPx: view.getUint16(at + 5), widthPx: view.getUint16(at + 7), orientation }
    else {
      if (marker === 0xe1 && spells(bytes, at + 4, 'Exif\0\0')) orientation = exifOrientation(bytes, at + 10)
      at += 2 + view.getUint16(at + 2)
    }
  }
  return undefined
}

/** Metadata in a PNG may stand before or behind the pixels; it counts where the head reaches it. */
function pngOrientation(bytes: Uint8Array, view: DataView): number {
  for (let at = 8; at + 8 <= bytes.length;) {
    if (spells(bytes, at + 4, 'eXIf')) return exifOrientation(bytes, at + 8)
    at += 12 + view.getUint32(at)
  }
  return 1
}

/** Orientation in a TIFF block (EXIF 2.32, tag 0x0112 of the first directory); 1 where it says none. */
function exifOrientation(bytes: Uint8Array, tiff: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset + tiff, Math.max(0, bytes.length - tiff))
  try {
    const little = view.getUint16(0) === 0x4949
    const directory = view.getUint32(4, little)
    const entries = view.getUint16(directory, little)
    for (let entry = 0; entry < entries; entry++) {
      const at = directory + 2 + entry * 12
      if (view.getUint16(at, little) !== 0x0112) continue
      const value = view.getUint16(at + 8, little)
      return value >= 1 && value <= 8 ? value : 1
    }
  } catch (error) {
    // A damaged block says nothing; the picture itself may be whole.
    if (!(error instanceof RangeError)) throw error
  }
  return 1
}

function webp(bytes: Uint8Array, view: DataView): Facts | undefined {
  const leastBytes = view.getUint32(4, true) + 8
  if (spells(bytes, 12, 'VP8X'))
    return {
      widthPx: 1 + (view.getUint32(24, true) & 0xffffff),
      heightPx: 1 + (view.getUint32(26, true) >>> 8),
      leastBytes,
      orientation: webpOrientation(bytes, view)
    }
  if (spells(bytes, 12, 'VP8L')) {
    const bits = view.getUint32(21, true)
    return { widthPx: 1 + (bits & 0x3fff), heightPx: 1 + ((bits >>> 14) & 0x3fff), leastBytes }
  }
  if (spells(bytes, 12, 'VP8 '))
    return {
      widthPx: view.getUint16(26, true) & 0x3fff,
      heightPx: view.getUint16(28, true) & 0x3fff,
      leastBytes
    }
  return undefined
}

function webpOrientation(bytes: Uint8Array, view: DataView): number {
  for (let at = 12; at + 8 <= bytes.length;) {
    if (spells(bytes, at, 'EXIF'))
      return exifOrientation(bytes, spells(bytes, at + 8, 'Exif\0\0') ? at + 14 : at + 8)
    const length = view.getUint32(at + 4, true)
    at += 8 + length + (length % 2)
  }
  return 1
}

function isAvif(head: Uint8Array): boolean {
  const end = Math.min((head[2] ?? 0) * 256 + (head[3] ?? 0), head.length, 256)
  for (let at = 8; at + 4 <= end; at += 4)
    if (spells(head, at, 'avif') || spells(head, at, 'avis')) return true
  return false
}

/** Orientation of a picture turned by `irot` (quarter turns against the clock), as EXIF numbers it. */
const TURNED = [1, 8, 3, 6] as const

/** The largest of the sizes that the properties name is the picture's (others are tiles and alpha); ISO/IEC 23008-12. */
function avif(bytes: Uint8Array, view: DataView): Facts | undefined {
  let largest: Facts | undefined
  let orientation = 1
  const limit = Math.min(bytes.length, 256 * 1024)
  for (let at = 0; at + 16 <= limit; at++) {
    if (spells(bytes, at, 'ispe')) {
      const [widthPx, heightPx] = [view.getUint32(at + 8), view.getUint32(at + 12)]
      if (widthPx * heightPx > (largest ? largest.widthPx * largest.heightPx : 0))
        largest = { widthPx, heightPx }
    } else if (spells(bytes, at, 'irot')) orientation = TURNED[view.getUint8(at + 4) & 3] ?? 1
  }
  return largest && { ...largest, orientation }
}
