import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { PyramidBuilder } from '../../../shared/signal/pyramid'
import { encodePyramidHeader } from '../../../shared/signal/pyramid-file'
import type { CachePlace } from '../import/cache-place'
import type { SignalChannel } from './signal-pyramid'

/** What a channel is called and where its first sample lies; told when all samples were. */
export type ChannelFacts = Omit<SignalChannel, 'samples'>

/** Samples per run of the lowest level, as in `writeSignals`. */
const SIGNAL_BASE = 16
/** Samples of a channel that wait in memory. */
const BLOCK = 16_384
const BYTES = 4
/** Samples copied at a time when the file is put together. */
const COPY = 1024 * 1024

/** A stretch of one channel's samples in the unfinished file, in samples. */
interface Block {
  readonly at: number
  count: number
}

/**
 * Writes a pyramid file of signals whose samples come bit by bit, so that a recording of any length needs little memory:
 * two floats per 16 samples. Samples go to an unfinished file beside it; `finish` or `drop` removes that.
 */
export class SignalWriter {
  private readonly unfinished: string
  private readonly file: number
  private written = 0
  private readonly channels: {
    readonly pyramid: PyramidBuilder
    readonly waiting: Float32Array<ArrayBuffer>
    held: number
    readonly blocks: Block[]
    low: number
    high: number
  }[]

  constructor(
    private readonly cache: CachePlace,
    private readonly index: number,
    channelCount: number
  ) {
    const path = cache.path(`signal-${index}.afp`)
    mkdirSync(dirname(path), { recursive: true })
    this.unfinished = `${path}.${process.pid}.samples`
    this.file = openSync(this.unfinished, 'w+')
    // Short blocks where there are many channels, so that all of them together stay small.
    const block = Math.max(256, Math.min(BLOCK, Math.floor((64 * BLOCK) / Math.max(1, channelCount))))
    this.channels = Array.from({ length: channelCount }, () => ({
      pyramid: new PyramidBuilder(SIGNAL_BASE),
      waiting: new Float32Array(block),
      held: 0,
      blocks: [],
      low: Number.POSITIVE_INFINITY,
      high: Number.NEGATIVE_INFINITY
    }))
  }

  /** Samples of a channel so far. */
  count(channel: number): number {
    const { pyramid, held } = this.of(channel)
    return pyramid.sampleCount + held
  }

  /** Add one sample; NaN: nothing was recorded. */
  push(channel: number, value: number): void {
    const one = this.of(channel)
    one.waiting[one.held++] = value
    if (one.held === one.waiting.length) this.flush(channel)
  }

  /** Add samples that nothing was recorded in, until the channel has `count`. */
  padTo(channel: number, count: number): void {
    const one = this.of(channel)
    for (let left = count - this.count(channel); left > 0;) {
      const some = Math.min(left, one.waiting.length - one.held)
      one.waiting.fill(Number.NaN, one.held, one.held + some)
      one.held += some
      left -= some
      if (one.held === one.waiting.length) this.flush(channel)
    }
  }

  /** Put the file in place; answers the row's cache key and channel facts. Channels without facts are left out. */
  async finish(facts: readonly (ChannelFacts | undefined)[]) {
    for (const channel of this.channels.keys()) this.flush(channel)
    const kept = this.channels.flatMap((channel, i) => {
      const fact = facts[i]
      return fact ? [{ ...channel, fact, pyramid: channel.pyramid.finish() }] : []
    })
    let offset = 0
    const place = (count: number) => {
      const at = { offset, count }
      offset += count * BYTES
      return at
    }
    const header = encodePyramidHeader({
      version: 1,
      channels: kept.map(({ fact, pyramid }) => ({
        label: fact.label,
        unit: fact.unit,
        rateHz: fact.rateHz,
        startUs: fact.startUs,
        sampleCount: pyramid.sampleCount,
        base: pyramid.base,
        levels: pyramid.levels.map(({ length }) => place(length)),
        samples: place(pyramid.sampleCount)
      }))
    })
    const name = `signal-${this.index}.afp`
    const path = this.cache.path(name)
    const part = `${path}.${process.pid}.part`
    try {
      const file = await open(part, 'w')
      try {
        await file.write(header)
        for (const { pyramid, blocks } of kept) {
          for (const level of pyramid.levels)
            await file.write(new Uint8Array(level.buffer, level.byteOffset, level.byteLength))
          for (const bytes of this.read(blocks)) await file.write(bytes)
        }
      } finally {
        await file.close()
      }
      await rename(part, path)
    } finally {
      await rm(part, { force: true })
      this.drop()
    }
    return {
      cache: { pyramid: this.cache.key(name) },
      channels: kept.map(({ fact: { label, unit, rateHz }, low, high }) => ({
        label,
        unit,
        rateHz,
        ...(low > high ? {} : { min: low, max: high })
      }))
    }
  }

  /** Leave nothing behind. */
  drop(): void {
    try {
      closeSync(this.file)
    } catch {
      // It is closed already.
    }
    rmSync(this.unfinished, { force: true })
  }

  private flush(channel: number): void {
    const one = this.of(channel)
    if (one.held === 0) return
    const samples = one.waiting.subarray(0, one.held)
    for (const value of samples) {
      if (value < one.low) one.low = value
      if (value > one.high) one.high = value
    }
    one.pyramid.push(samples)
    writeSync(
      this.file,
      new Uint8Array(samples.buffer, 0, samples.byteLength),
      0,
      samples.byteLength,
      this.written * BYTES
    )
    const last = one.blocks.at(-1)
    if (last && last.at + last.count === this.written) last.count += one.held
    else one.blocks.push({ at: this.written, count: one.held })
    this.written += one.held
    one.held = 0
  }

  private *read(blocks: readonly Block[]): Generator<Uint8Array<ArrayBuffer>> {
    for (const { at, count } of blocks)
      for (let from = 0; from < count; from += COPY) {
        const bytes = new Uint8Array(Math.min(COPY, count - from) * BYTES)
        readSync(this.file, bytes, 0, bytes.length, (at + from) * BYTES)
        yield bytes
      }
  }

  private of(channel: number) {
    const one = this.channels[channel]
    if (!one) throw new RangeError(`channel must be below ${this.channels.length}, got ${channel}`)
    return one
  }
}
