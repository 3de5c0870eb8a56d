import { writeSync } from 'node:fs'
import type { PyramidChannel } from '../../../shared/signal/pyramid-file'

/** Pairs kept in memory per level before they are written. */
const PAIRS = 2048

/** An empty run of a packed level. */
const EMPTY_LOW = 32_767
const EMPTY_HIGH = -32_768

/**
 * One level of one channel on its way to the file: pairs come in order and are written in blocks; each group of `factor`
 * pairs is passed on to the level above.
 */
export class LevelWriter {
  private readonly buffer: Int16Array<ArrayBuffer> | Float32Array<ArrayBuffer>
  private used = 0
  private written = 0
  private children = 0
  private low = Number.POSITIVE_INFINITY
  private high = Number.NEGATIVE_INFINITY

  constructor(
    private readonly file: number,
    /** First byte of the level in the file. */
    private readonly at: number,
    private readonly runs: number,
    packed: boolean,
    private readonly factor: number,
    private readonly above: LevelWriter | undefined
  ) {
    const room = Math.max(1, Math.min(PAIRS, runs)) * 2
    this.buffer = packed ? new Int16Array(room) : new Float32Array(room)
  }

  /** Pairs taken so far. */
  get count(): number {
    return this.written + this.used / 2
  }

  /** Add the extremes of the next run; low above high when it is empty. */
  push(low: number, high: number): void {
    if (this.count >= this.runs) return
    const empty = low > high
    if (this.buffer instanceof Int16Array) {
      this.buffer[this.used++] = empty ? EMPTY_LOW : low
      this.buffer[this.used++] = empty ? EMPTY_HIGH : high
    } else {
      this.buffer[this.used++] = empty ? Number.NaN : low
      this.buffer[this.used++] = empty ? Number.NaN : high
    }
    if (low < this.low) this.low = low
    if (high > this.high) this.high = high
    if (++this.children === this.factor) this.passOn()
    if (this.used === this.buffer.length) {
      this.flush()
      this.written += this.used / 2
      this.used = 0
    }
  }

  /** Write what is in memory; it stays there and is written again when there is more. */
  flush(): void {
    const { BYTES_PER_ELEMENT: size } = this.buffer
    if (this.used > 0)
      writeSync(this.file, this.buffer, 0, this.used * size, this.at + this.written * 2 * size)
  }

  /** The last group may be smaller than the others. */
  finish(): void {
    if (this.children > 0) this.passOn()
    this.flush()
    this.above?.finish()
  }

  private passOn(): void {
    this.above?.push(this.low, this.high)
    this.children = 0
    this.low = Number.POSITIVE_INFINITY
    this.high = Number.NEGATIVE_INFINITY
  }
}

/** Writers of all levels of a channel, lowest first; `dataAt` is the byte where the data of the file begin. */
export function levelWriters(
  file: number,
  dataAt: number,
  channel: PyramidChannel
): readonly [LevelWriter, ...LevelWriter[]] {
  const writers: LevelWriter[] = []
  for (const { offset, count } of channel.levels.toReversed())
    writers.unshift(
      new LevelWriter(
        file,
        dataAt + offset,
        count / 2,
        channel.packed !== undefined,
        channel.factor ?? 4,
        writers[0]
      )
    )
  const [first, ...others] = writers
  if (!first) throw new Error('a pyramid has at least one level')
  return [first, ...others]
}
