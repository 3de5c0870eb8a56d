import { createReadStream, createWriteStream, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'

/** Most bytes that a file is unpacked to: a small file must not fill the disk. */
const MOST_BYTES = 32 * 1024 * 1024 * 1024

/** Unpack a gzip file to another place, piece by piece; answers what is wrong with it, or undefined. A file that ends early leaves its readable part. */
export async function unpackGzip(
  from: string,
  to: string,
  signal: AbortSignal,
  most = MOST_BYTES
): Promise<string | undefined> {
  mkdirSync(dirname(to), { recursive: true })
  let bytes = 0
  const bound = new Transform({
    transform(piece: Uint8Array, _encoding, done) {
      bytes += piece.length
      done(bytes > most ? new Error('TOO_LARGE') : null, piece)
    }
  })
  try {
    await pipeline(createReadStream(from), createGunzip(), bound, createWriteStream(to), { signal })
    return undefined
  } catch (error) {
    if (signal.aborted) return undefined
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (error instanceof Error && error.message === 'TOO_LARGE')
      return `unpacks to more than ${Math.round(most / 1024 ** 3)} GB.`
    if (code === 'Z_BUF_ERROR' && bytes > 0) return undefined
    if (code.startsWith('Z_')) return 'is a damaged archive: its content cannot be unpacked.'
    throw error
  }
}
