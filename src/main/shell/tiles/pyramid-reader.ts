import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { decodePyramidHeader, pyramidHeaderLength } from '../../../shared/signal/pyramid-file'
import type { PyramidHeader } from '../../../shared/signal/pyramid-file'

/** An open pyramid file. */
export interface PyramidReader {
  readonly header: PyramidHeader
  /** Floats [from, to) of an array of the file. */
  floats(
    place: { readonly offset: number; readonly count: number },
    from: number,
    to: number
  ): Promise<Float32Array<ArrayBuffer>>
}

/** Open a pyramid file, use it, close it. Throws when it is not one. */
export async function withPyramid<T>(path: string, use: (reader: PyramidReader) => Promise<T>): Promise<T> {
  const file = await open(path, 'r')
  try {
    const start = await readBytes(file, 0, 8)
    const length = pyramidHeaderLength(start)
    if (length === undefined) throw new Error(`${path} is not a pyramid file of this version`)
    const header = decodePyramidHeader(await readBytes(file, 8, length))
    const floats: PyramidReader['floats'] = async (place, from, to) => {
      const first = Math.max(0, Math.min(place.count, from))
      const last = Math.max(first, Math.min(place.count, to))
      const bytes = await readBytes(file, 8 + length + place.offset + first * 4, (last - first) * 4)
      return new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / 4))
    }
    return await use({ header, floats })
  } finally {
    await file.close()
  }
}

/** Bytes at a position, fewer at the end of the file; the buffer holds nothing else. */
export async function readBytes(
  file: FileHandle,
  position: number,
  length: number
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return filled === length ? bytes : bytes.slice(0, filled)
}
