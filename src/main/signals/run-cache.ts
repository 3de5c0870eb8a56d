/** Bytes of runs kept. */
const MOST_BYTES = 24 * 1024 * 1024

/** [min, max] pairs in stored numbers; min above max: an empty run. */
export type Runs = Float32Array<ArrayBuffer> | Int16Array<ArrayBuffer>

/** Runs of a chunk by channel. */
type Chunk = ReadonlyMap<number, Runs>

/** Runs of recently seen stretches of files that are read in place, so that moving about reads only what is new. Oldest first out. */
export class RunCache {
  private readonly chunks = new Map<string, Chunk>()
  private bytes = 0

  get(key: string): Chunk | undefined {
    const found = this.chunks.get(key)
    if (!found) return undefined
    this.chunks.delete(key)
    this.chunks.set(key, found)
    return found
  }

  set(key: string, chunk: Chunk): void {
    this.drop(key)
    this.chunks.set(key, chunk)
    this.bytes += sizeOf(chunk)
    for (const oldest of this.chunks.keys()) {
      if (this.bytes <= MOST_BYTES) break
      this.drop(oldest)
    }
  }

  clear(): void {
    this.chunks.clear()
    this.bytes = 0
  }

  private drop(key: string): void {
    const old = this.chunks.get(key)
    if (!old) return
    this.chunks.delete(key)
    this.bytes -= sizeOf(old)
  }
}

const sizeOf = (chunk: Chunk): number => {
  let bytes = 0
  for (const { byteLength } of chunk.values()) bytes += byteLength
  return bytes
}
