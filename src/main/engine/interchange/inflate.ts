import { gunzipSync, inflateRawSync } from 'node:zlib'
import { Unreadable } from './unreadable'

/** Most bytes that are ever unpacked, so that a small file cannot fill the memory. */
const LARGEST_UNPACKED = 256 * 1024 * 1024

const damaged = 'Copy it again from where it was made.'

/** Whether bytes begin like gzip. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/** Unpack gzip, within bounds. */
export const gunzip = (bytes: Uint8Array): Uint8Array =>
  bounded(() => gunzipSync(bytes, { maxOutputLength: LARGEST_UNPACKED }))

/** Whether bytes begin like a zip archive. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] ?? 9) <= 7

/**
 * One entry of a zip archive by its exact name; undefined where there is none. Nothing is written anywhere, so names with
 * `..` have no effect. Sizes that the archive tells are not believed.
 */
export function unzipEntry(bytes: Uint8Array, name: string): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const end = endOfDirectory(view)
  let at = view.getUint32(end + 16, true)
  const count = view.getUint16(end + 10, true)
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return broken('its directory')
    const nameLength = view.getUint16(at + 28, true)
    const entry = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    if (entry === name) return content(bytes, view, at)
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return undefined
}

function content(bytes: Uint8Array, view: DataView, at: number): Uint8Array {
  if ((view.getUint16(at + 8, true) & 1) !== 0)
    throw new Unreadable('is protected by a password.', 'Save it without one and import again.', 'encrypted')
  const method = view.getUint16(at + 10, true)
  const size = view.getUint32(at + 20, true)
  const local = view.getUint32(at + 42, true)
  if (local + 30 > bytes.length || view.getUint32(local, true) !== 0x04034b50) return broken('an entry')
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  if (start + size > bytes.length) return broken('an entry')
  const packed = bytes.subarray(start, start + size)
  if (method === 0) return packed
  if (method !== 8)
    throw new Unreadable(
      `is packed in a way that is not read (method ${method}).`,
      'Save it again from Datavyu.',
      'unsupported'
    )
  return bounded(() => inflateRawSync(packed, { maxOutputLength: LARGEST_UNPACKED }))
}

/** The end record stands in the last 64 KiB. */
function endOfDirectory(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--)
    if (view.getUint32(at, true) === 0x06054b50) return at
  return broken('its directory')
}

const broken = (what: string): never => {
  throw new Unreadable(`is a damaged archive: ${what} cannot be found; the file may be cut off.`, damaged)
}

function bounded(unpack: () => Uint8Array): Uint8Array {
  try {
    return unpack()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ERR_BUFFER_TOO_LARGE')
      throw new Unreadable(
        'unpacks to more than 256 MB, which no file of this kind does.',
        'Check where it comes from.',
        'unsafe'
      )
    throw new Unreadable('is a damaged archive: its content cannot be unpacked.', damaged)
  }
}
