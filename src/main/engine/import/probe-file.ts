import { open } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { ProbedFile } from './format'

const HEAD_BYTES = 64 * 1024

/** Read what formats look at. Throws what the file system throws. */
export async function probeFile(path: string): Promise<ProbedFile> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const head = new Uint8Array(Math.min(HEAD_BYTES, size))
    const { bytesRead } = await file.read(head, 0, head.length, 0)
    return {
      path,
      name: basename(path),
      extension: extname(path).slice(1).toLowerCase(),
      sizeBytes: size,
      head: head.slice(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

/** Whether bytes at `offset` spell `text` (ASCII). */
export const spells = (bytes: Uint8Array, offset: number, text: string): boolean =>
  [...text].every((char, i) => bytes[offset + i] === char.charCodeAt(0))
