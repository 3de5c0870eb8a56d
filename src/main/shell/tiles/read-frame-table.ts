import { readFile } from 'node:fs/promises'

/** Bytes of a frame table in the cache, ready to be sent: float64 µs (`frames`) or uint32 indices (`keyframes`). */
export const readFrameTable = async (path: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await readFile(path))
