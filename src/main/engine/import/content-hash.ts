import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { dataFiles } from './data-files'

const MEBIBYTE = 1024 * 1024

/**
 * Key of a file's content: sha256 over its size (decimal text, newline) and its first, middle and last MiB, in hex.
 * Files up to 3 MiB are hashed whole. The middle part starts at floor(size / 2) - 512 KiB.
 * Of a header whose samples lie in files beside it, sha256 over its own key and theirs, in hex.
 * A change that keeps the size and lies between the three parts is not seen: this is for finding moved media, not for proving integrity.
 */
export async function contentHash(
  path: string
): Promise<{ readonly hash: string; readonly sizeBytes: number }> {
  const own = await fileHash(path)
  const parts = await dataFiles(path)
  if (parts.length === 0) return own
  const all = createHash('sha256').update(own.hash)
  for (const part of parts) all.update((await fileHash(part)).hash)
  return { hash: all.digest('hex'), sizeBytes: own.sizeBytes }
}

async function fileHash(path: string): Promise<{ readonly hash: string; readonly sizeBytes: number }> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const hash = createHash('sha256').update(`${size}\n`)
    for (const [start, length] of partsOf(size)) {
      const bytes = Buffer.alloc(length)
      const { bytesRead } = await file.read(bytes, 0, length, start)
      hash.update(bytes.subarray(0, bytesRead))
    }
    return { hash: hash.digest('hex'), sizeBytes: size }
  } finally {
    await file.close()
  }
}

function partsOf(size: number): readonly (readonly [number, number])[] {
  if (size <= 3 * MEBIBYTE) return [[0, size]]
  return [
    [0, MEBIBYTE],
    [Math.floor(size / 2) - MEBIBYTE / 2, MEBIBYTE],
    [size - MEBIBYTE, MEBIBYTE]
  ]
}
