import type { FileHandle } from 'node:fs/promises'

/** Bytes at a position; missing ones at the end of the file are 0. */
export async function bytesAt(
  handle: FileHandle,
  position: number,
  length: number
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length)
  for (let filled = 0; filled < length;) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return bytes
}
