import { readFile } from 'node:fs/promises'

/** Decode text as UTF-8 or UTF-16 by its byte-order mark, else as UTF-8 where valid, else as Windows Latin. The mark is dropped. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Text of the first bytes, for probing; a character cut in two at the end does no harm. */
export const headText = (head: Uint8Array): string => (isText(head) ? decodeText(head.subarray(0, 8192)) : '')

/** Whether bytes can be text: no NUL, except where UTF-16 says so. */
const isText = (head: Uint8Array): boolean =>
  (head[0] === 0xff && head[1] === 0xfe) ||
  (head[0] === 0xfe && head[1] === 0xff) ||
  !head.subarray(0, 8192).includes(0)

/** A text file whole. */
export const readText = async (path: string): Promise<string> => decodeText(await readFile(path))
