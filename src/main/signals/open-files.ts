import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs'

/** A file that stays open between requests, with what was worked out of it. */
export interface OpenFile {
  readonly path: string
  readonly sizeBytes: number
  /** Fill a buffer from a place; answers how many bytes were there. */
  read(buffer: Uint8Array, position: number): number
  /** Room to read a block into, used again and again: what is in it is good until the next block, or the next pause. */
  room(bytes: number): Uint8Array<ArrayBuffer>
  /** Work something out of the file once; it is kept until the file changes. */
  once<T>(key: string, make: () => T): T
}

/** Most files kept open. */
const MOST_OPEN = 32

/** Open files by path; one that was replaced or changed is opened anew. */
export class OpenFiles {
  private readonly files = new Map<string, Opened>()

  /** The file, or undefined where there is none that can be read. */
  get(path: string): OpenFile | undefined {
    const facts = statSync(path, { throwIfNoEntry: false })
    const known = this.files.get(path)
    if (known && facts && known.mark === markOf(facts)) {
      this.files.delete(path)
      this.files.set(path, known)
      return known
    }
    if (known) this.drop(path, known)
    if (!facts?.isFile()) return undefined
    for (const [oldest, file] of this.files) {
      if (this.files.size < MOST_OPEN) break
      this.drop(oldest, file)
    }
    try {
      const opened = new Opened(path)
      this.files.set(path, opened)
      return opened
    } catch {
      // Not ours to read, or gone since it was looked at: the same as not there.
      return undefined
    }
  }

  /** Close all, so that the system may move or delete them. */
  close(): void {
    for (const [path, file] of this.files) this.drop(path, file)
  }

  private drop(path: string, file: Opened): void {
    this.files.delete(path)
    file.close()
  }
}

class Opened implements OpenFile {
  readonly sizeBytes: number
  readonly mark: string
  private readonly handle: number
  private readonly kept = new Map<string, unknown>()
  private block = new Uint8Array(0)

  constructor(readonly path: string) {
    this.handle = openSync(path, 'r')
    const facts = fstatSync(this.handle)
    this.sizeBytes = facts.size
    this.mark = markOf(facts)
  }

  read(buffer: Uint8Array, position: number): number {
    let filled = 0
    while (filled < buffer.length) {
      const got = readSync(this.handle, buffer, filled, buffer.length - filled, position + filled)
      if (got === 0) break
      filled += got
    }
    return filled
  }

  room(bytes: number): Uint8Array<ArrayBuffer> {
    if (this.block.length < bytes) this.block = new Uint8Array(bytes)
    return this.block.subarray(0, bytes)
  }

  once<T>(key: string, make: () => T): T {
    if (!this.kept.has(key)) this.kept.set(key, make())
    return this.kept.get(key) as T
  }

  close(): void {
    this.kept.clear()
    closeSync(this.handle)
  }
}

const markOf = (facts: { readonly ino: number; readonly size: number; readonly mtimeMs: number }): string =>
  `${facts.ino} ${facts.size} ${facts.mtimeMs}`
