import { gridIndex } from '../../../shared/signal/pyramid-plan'
import type { PyramidChannel } from '../../../shared/signal/pyramid-file'
import { readDigital } from '../../../shared/signal/signal-layout'
import type { LayoutChannel } from '../../../shared/signal/signal-layout'
import type { LevelWriter } from './level-writer'

/** Samples decoded at a time where they cannot be looked at as they lie. */
const SCRATCH = 65_536

/** Above any 16-bit number, and its differences to one fit 32 bits. */
const BEYOND = 1 << 20

/** Reduces the samples of one channel to runs of its grid, in order of time. */
export class RunCollector {
  private run = 0
  private low = Number.POSITIVE_INFINITY
  private high = Number.NEGATIVE_INFINITY
  private readonly scratch = new Float64Array(SCRATCH)

  constructor(
    private readonly channel: LayoutChannel,
    private readonly planned: PyramidChannel,
    private readonly levels: readonly [LevelWriter, ...LevelWriter[]]
  ) {}

  /** Take `count` samples, `stride` bytes apart; `startUs` is the time of the first. */
  take(bytes: Uint8Array<ArrayBuffer>, at: number, stride: number, count: number, startUs: number): void {
    const from = gridIndex(this.channel, startUs)
    const { format, bigEndian } = this.channel
    const dense = bytes.byteOffset + at
    if (format === 'i16' && !bigEndian && stride === 2 && dense % 2 === 0) {
      this.reduce(new Int16Array(bytes.buffer, dense, count), count, from)
      return
    }
    for (let done = 0; done < count; done += SCRATCH) {
      const part = Math.min(SCRATCH, count - done)
      readDigital(bytes, at + done * stride, stride, this.channel, part, this.scratch)
      this.reduceFloats(this.scratch, part, from + done)
    }
  }

  /** All levels of the channel, when the last sample was taken. */
  finish(): void {
    const runs = Math.ceil(this.planned.sampleCount / this.planned.base)
    while (this.run < runs) this.close()
    this.levels[0].finish()
  }

  flush(): void {
    for (const level of this.levels) level.flush()
  }

  private reduce(samples: Int16Array, count: number, from: number): void {
    const { base } = this.planned
    for (let i = 0; i < count;) {
      const end = this.enter(from, i, count, base)
      let least = BEYOND
      let most = -BEYOND
      for (; i < end; i++) {
        // Without branches: which sample is an extreme cannot be foreseen.
        const value = samples[i] as number
        const below = value - least
        least += below & (below >> 31)
        const above = most - value
        most -= above & (above >> 31)
      }
      if (least < this.low) this.low = least
      if (most > this.high) this.high = most
    }
  }

  private reduceFloats(samples: Float64Array, count: number, from: number): void {
    const { base } = this.planned
    for (let i = 0; i < count;) {
      const end = this.enter(from, i, count, base)
      let { low, high } = this
      for (; i < end; i++) {
        const value = samples[i] as number
        if (value < low) low = value
        if (value > high) high = value
      }
      this.low = low
      this.high = high
    }
  }

  /** Close the runs before the one that sample i is in; answers where that one ends. */
  private enter(from: number, i: number, count: number, base: number): number {
    const run = Math.floor((from + i) / base)
    while (this.run < run) this.close()
    return Math.max(i + 1, Math.min(count, (this.run + 1) * base - from))
  }

  private close(): void {
    const { low, high } = this
    const { scale, shift } = this.channel
    if (this.planned.packed || low > high) this.levels[0].push(low, high)
    else if (scale < 0) this.levels[0].push(high * scale + shift, low * scale + shift)
    else this.levels[0].push(low * scale + shift, high * scale + shift)
    this.run++
    this.low = Number.POSITIVE_INFINITY
    this.high = Number.NEGATIVE_INFINITY
  }
}
