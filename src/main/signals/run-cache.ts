/** Bytes of runs kept. */
const MOST_BYTES = 48 * 1024 * 1024

/** Runs of recently seen stretches of files that are read in place, so that moving about reads only what is new. Oldest first out. */
export class RunCache {
  private readonly chunks = new Map<string, Float32Array<ArrayBuffer>>()
  private bytes = 0

  get(key: string): Float32Array<ArrayBuffer> | undefined {
    const found = this.chunks.get(key)
    if (!found) return undefined
    this.chunks.delete(key)
    this.chunks.set(key, found)
    return found
  }

  set(key: string, runs: Float32Array<ArrayBuffer>): void {
    this.chunks.set(key, runs)
    this.bytes += runs.byteLength
    for (const [oldest, old] of this.chunks) {
      if (this.bytes <= MOST_BYTES) break
      this.chunks.delete(oldest)
      this.bytes -= old.byteLength
    }
  }

  clear(): void {
    this.chunks.clear()
    this.bytes = 0
  }
}
