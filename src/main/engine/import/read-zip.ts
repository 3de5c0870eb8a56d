import type { FileHandle } from 'node:fs/promises'
import { crc32, inflateRawSync } from 'node:zlib'

/** One file of an archive. */
export interface ZipEntry {
  /** As the archive spells it, folders included; only ever compared and shown, never opened. */
  readonly name: string
  readonly sizeBytes: number
  readonly packedBytes: number
  readonly method: number
  readonly encrypted: boolean
  readonly crc: number
  /** Where its local header begins. */
  readonly at: number
}

/** Largest directory that is read, and most bytes that one entry is unpacked to, whatever the archive says. */
const LARGEST_DIRECTORY = 64 * 1024 * 1024
const LARGEST_ENTRY = 512 * 1024 * 1024

const END = 0x06054b50
const END_64 = 0x06064b50
const LOCATOR_64 = 0x07064b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50

/** The files of a zip archive (APPNOTE 6.3.10, zip64 too); text: what is wrong with it. Nothing is written anywhere. */
export async function zipEntries(file: FileHandle, size: number): Promise<readonly ZipEntry[] | string> {
  const cutOff = 'is a damaged archive: its directory cannot be found; the file may be cut off'
  const tailAt = Math.max(0, size - 65_557)
  const tail = await bytesAt(file, tailAt, size - tailAt)
  let end = tail.byteLength - 22
  while (end >= 0 && tail.getUint32(end, true) !== END) end--
  if (end < 0) return cutOff
  let count = tail.getUint16(end + 10, true)
  let length = tail.getUint32(end + 12, true)
  let at = tail.getUint32(end + 16, true)
  if (end >= 20 && tail.getUint32(end - 20, true) === LOCATOR_64) {
    const big = await bytesAt(file, Number(tail.getBigUint64(end - 12, true)), 56)
    if (big.byteLength < 56 || big.getUint32(0, true) !== END_64) return cutOff
    count = Number(big.getBigUint64(32, true))
    length = Number(big.getBigUint64(40, true))
    at = Number(big.getBigUint64(48, true))
  }
  if (length > LARGEST_DIRECTORY) return 'lists more files than any recording has'
  const directory = await bytesAt(file, at, length)
  if (directory.byteLength < length) return cutOff
  const entries: ZipEntry[] = []
  let place = 0
  while (entries.length < count && place + 46 <= length) {
    if (directory.getUint32(place, true) !== ENTRY) return cutOff
    const nameLength = directory.getUint16(place + 28, true)
    const extraLength = directory.getUint16(place + 30, true)
    if (place + 46 + nameLength + extraLength > length) return cutOff
    entries.push(entryAt(directory, place, nameLength, extraLength))
    place += 46 + nameLength + extraLength + directory.getUint16(place + 32, true)
  }
  return entries
}

function entryAt(view: DataView, place: number, nameLength: number, extraLength: number): ZipEntry {
  const name = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + place + 46, nameLength))
  let packedBytes = view.getUint32(place + 20, true)
  let sizeBytes = view.getUint32(place + 24, true)
  let at = view.getUint32(place + 42, true)
  // Numbers beyond 32 bits stand in an extra field, only those that are needed, in this order.
  const end = place + 46 + nameLength + extraLength
  for (let extra = place + 46 + nameLength; extra + 4 <= end;) {
    const kind = view.getUint16(extra, true)
    const length = view.getUint16(extra + 2, true)
    let field = extra + 4
    const next = (): number => {
      field += 8
      return field <= extra + 4 + length && field <= end ? Number(view.getBigUint64(field - 8, true)) : 0
    }
    if (kind === 1) {
      if (sizeBytes === 0xffffffff) sizeBytes = next()
      if (packedBytes === 0xffffffff) packedBytes = next()
      if (at === 0xffffffff) at = next()
    }
    extra += 4 + length
  }
  return {
    name,
    sizeBytes,
    packedBytes,
    at,
    method: view.getUint16(place + 10, true),
    encrypted: (view.getUint16(place + 8, true) & 1) !== 0,
    crc: view.getUint32(place + 16, true)
  }
}

/** The content of an entry; text: why it cannot be had. */
export async function zipContent(
  file: FileHandle,
  entry: ZipEntry,
  most = LARGEST_ENTRY
): Promise<Uint8Array | string> {
  const tooLarge = `has an entry ${entry.name} that unpacks to more than ${Math.round(most / 1024 ** 2)} MB`
  if (entry.encrypted) return 'is protected by a password'
  if (entry.sizeBytes > most || entry.packedBytes > most) return tooLarge
  const local = await bytesAt(file, entry.at, 30)
  const damaged = `is a damaged archive: ${entry.name} cannot be unpacked`
  if (local.byteLength < 30 || local.getUint32(0, true) !== LOCAL) return damaged
  const from = entry.at + 30 + local.getUint16(26, true) + local.getUint16(28, true)
  const view = await bytesAt(file, from, entry.packedBytes)
  if (view.byteLength < entry.packedBytes) return damaged
  const packed = new Uint8Array(view.buffer, 0, view.byteLength)
  if (entry.method !== 0 && entry.method !== 8)
    return `is packed in a way that is not read (method ${entry.method})`
  let content: Uint8Array
  try {
    content = entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: most })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge : damaged
  }
  return crc32(content) === entry.crc ? content : damaged
}

async function bytesAt(file: FileHandle, at: number, length: number): Promise<DataView> {
  if (!Number.isSafeInteger(at) || at < 0) return new DataView(new ArrayBuffer(0))
  const bytes = new Uint8Array(Math.max(0, length))
  const { bytesRead } = await file.read(bytes, 0, bytes.length, at)
  return new DataView(bytes.buffer, 0, bytesRead)
}
