import { open } from 'node:fs/promises'
import { Unreadable } from '../../interchange/unreadable'
import type { ArrayValue } from '../arrays/array-value'
import { CUT_OFF, memoryBytes, openBytes, partOf } from '../arrays/byte-source'
import type { ByteSource } from '../arrays/byte-source'
import type { OpenArrays } from '../arrays/opened-arrays'
import { zipContent, zipEntries } from '../read-zip'
import type { ZipEntry } from '../read-zip'
import { npyArray } from './open-npy'

/** All packed arrays together are unpacked to no more than this, so that a small file cannot fill the memory. */
const MOST_UNPACKED = 1024 * 1024 * 1024

/**
 * Open a .npz file: several arrays of numpy by name. Those that are not packed (`numpy.savez`) are read in place where they are
 * asked for; packed ones (`savez_compressed`) are unpacked. Python objects inside are never built.
 */
export async function openNpz(path: string): Promise<OpenArrays> {
  const handle = await open(path, 'r')
  const file = openBytes(path)
  try {
    const entries = await zipEntries(handle, file.size)
    if (typeof entries === 'string') throw new Unreadable(`${entries}.`, CUT_OFF)
    const found = new Map<string, ArrayValue>()
    let unpacked = 0
    for (const entry of entries) {
      if (!entry.name.toLowerCase().endsWith('.npy')) continue
      if (entry.method !== 0 && (unpacked += entry.sizeBytes) > MOST_UNPACKED)
        throw new Unreadable(
          `unpacks to more than ${MOST_UNPACKED / 1024 ** 3} GB.`,
          'Save it with numpy.savez, without compression, or each array by itself.'
        )
      found.set(entry.name.slice(0, -4), await arrayOf(handle, file, entry))
    }
    return {
      root: { kind: 'struct', shape: [1], fields: [...found.keys()], field: (name) => found.get(name) },
      close: () => file.close()
    }
  } catch (error) {
    file.close()
    throw error
  } finally {
    await handle.close()
  }
}

/** One array; what is no array of numbers or texts is told in words and spoils no other. */
async function arrayOf(
  handle: Parameters<typeof zipContent>[0],
  file: ByteSource,
  entry: ZipEntry
): Promise<ArrayValue> {
  const content =
    entry.method === 0 && !entry.encrypted ? inPlace(file, entry) : await zipContent(handle, entry)
  if (typeof content === 'string') throw new Unreadable(`${content}.`, CUT_OFF)
  try {
    return npyArray(content instanceof Uint8Array ? memoryBytes(Uint8Array.from(content)) : content)
  } catch (error) {
    if (error instanceof Unreadable) return { kind: 'skipped', what: `${entry.name}, which ${error.what}` }
    throw error
  }
}

/** Bytes of an entry that is stored as it is, behind its local header. */
function inPlace(file: ByteSource, entry: ZipEntry): ByteSource {
  const local = file.read(entry.at, 30)
  const view = new DataView(local.buffer, local.byteOffset, 30)
  const from = entry.at + 30 + view.getUint16(26, true) + view.getUint16(28, true)
  return partOf(file, from, entry.sizeBytes)
}
