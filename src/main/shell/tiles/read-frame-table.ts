import { readFile } from 'node:fs/promises'

/** Bytes of a list in the cache, ready to be sent: float64 µs (`frames`), uint32 indices (`keyframes`), packed `notes`. */
export const readFrameTable = async (path: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await readFile(path))
