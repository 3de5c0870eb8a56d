import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'

/** Bytes decoded at a time. */
const PIECE = 1024 * 1024
/** Longest line that is believed: a table of ten thousand columns. */
const LONGEST_LINE = 16 * 1024 * 1024
/** Most text that a packed file unpacks to: a small file must not keep the app busy for ever. */
const MOST_UNPACKED = 64 * 1024 ** 3

/**
 * Lines of a text file of any size, block by block, without their ends; a last line without an end counts. Text is UTF-8 or
 * UTF-16 by its mark, else UTF-8 where the beginning is that, else Windows Latin. A packed file (gzip) is unpacked on the
 * way; one that ends early gives what is there.
 */
export async function* lineBlocks(
  path: string,
  options: { readonly signal: AbortSignal; readonly gzip?: boolean }
): AsyncGenerator<readonly string[], void> {
  const input = createReadStream(path, { highWaterMark: PIECE, signal: options.signal })
  const pieces = options.gzip === true ? input.pipe(createGunzip({ chunkSize: PIECE })) : input
  if (options.gzip === true) input.on('error', (error) => pieces.destroy(error))
  let decoder: InstanceType<typeof TextDecoder> | undefined
  let rest = ''
  let seen = 0
  try {
    for await (const piece of pieces as AsyncIterable<Uint8Array>) {
      seen += piece.length
      if (seen > MOST_UNPACKED) return
      decoder ??= decoderOf(piece)
      const text = rest + decoder.decode(piece, { stream: true })
      const lines = text.split(/\r\n|\n|\r(?!$)/)
      rest = lines.pop() ?? ''
      if (rest.length > LONGEST_LINE) rest = rest.slice(0, LONGEST_LINE)
      if (lines.length > 0) yield lines
    }
  } catch (error) {
    if (options.signal.aborted) return
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code !== 'Z_BUF_ERROR' || seen === 0) throw error
  }
  rest += decoder?.decode() ?? ''
  if (rest !== '') yield [rest.replace(/\r$/, '')]
}

/** The beginning of a text, at most so many bytes of it, unpacked where it is packed. */
export async function beginningOf(path: string, gzip: boolean, bytes = 256 * 1024): Promise<string> {
  if (!gzip) {
    const file = await open(path, 'r')
    try {
      const head = new Uint8Array(bytes)
      const { bytesRead } = await file.read(head, 0, bytes, 0)
      return decoderOf(head.subarray(0, bytesRead)).decode(head.subarray(0, bytesRead))
    } finally {
      await file.close()
    }
  }
  const stop = new AbortController()
  const lines: string[] = []
  let length = 0
  try {
    for await (const block of lineBlocks(path, { signal: stop.signal, gzip })) {
      lines.push(...block)
      length += block.reduce((sum, line) => sum + line.length + 1, 0)
      if (length > bytes) break
    }
  } finally {
    stop.abort()
  }
  return lines.join('\n')
}

/** Whether bytes begin like gzip. */
export const isPacked = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b

function decoderOf(start: Uint8Array): InstanceType<typeof TextDecoder> {
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder('utf-16le')
  if (start[0] === 0xfe && start[1] === 0xff) return new TextDecoder('utf-16be')
  // A character may be cut at the end of the first piece: the last line break is a safe end.
  const end = start.lastIndexOf(10)
  const whole = end > 0 ? start.subarray(0, end) : start
  return new TextDecoder(isUtf8(whole) ? 'utf-8' : 'windows-1252')
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
