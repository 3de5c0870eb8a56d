import type { Stream } from '../../../shared/domain/rows'
import { toMedia } from '../../../shared/domain/time'
import { unpackSamples } from '../../../shared/signal/signal-samples'
import type { SignalView } from '../../../shared/signal/signal-view'
import { changesSamples } from '../../../shared/signal/signal-view'

type Block = ReturnType<typeof unpackSamples>[number]

/** Samples around the playhead. */
export interface LoadedSamples {
  /** µs of the stream. */
  readonly fromUs: number
  readonly toUs: number
  /** Blocks of each row, in the order of the wish. */
  readonly rows: readonly (readonly Block[])[]
}

export interface SamplesWish {
  readonly stream: Stream
  /** Rows by index. */
  readonly rows: readonly number[]
  readonly view: SignalView
}

/** What is read before and behind the playhead, µs: playing goes forward. */
const BEFORE_US = 4e6
const BEHIND_US = 8e6
/** The next stretch is asked for when less than this is left. */
const AHEAD_US = 3e6
const RETRY_MS = 1500

/** Keeps the samples around the playhead, and fetches the next ones before they are needed. */
export class SampleStore {
  private loaded: LoadedSamples | undefined
  private key = ''
  private asked: { readonly fromUs: number; readonly toUs: number } | undefined
  private abort = new AbortController()
  private heldUntil = 0
  failed = false

  constructor(
    private readonly slot: string,
    private readonly changed: () => void
  ) {}

  /** Samples that cover [center - half, center + half] (µs of the recording) as far as there are any; undefined while they are fetched. */
  at(wish: SamplesWish, center: number, halfUs: number): LoadedSamples | undefined {
    const { stream } = wish
    const key = JSON.stringify([
      stream.id,
      stream.offset,
      stream.driftPpm,
      stream.cache,
      wish.rows,
      wish.view
    ])
    if (key !== this.key) {
      this.key = key
      this.loaded = undefined
      this.asked = undefined
      this.heldUntil = 0
      this.failed = false
      this.abort.abort()
      this.abort = new AbortController()
    }
    const time = toMedia(stream, center)
    const need = { fromUs: Math.max(0, time - halfUs), toUs: Math.min(stream.duration, time + halfUs) }
    const covers = (part: typeof need | undefined): boolean =>
      part !== undefined && part.fromUs <= need.fromUs && part.toUs >= need.toUs
    const ahead = Math.min(stream.duration, time + halfUs + AHEAD_US)
    const wanted = !covers(this.loaded) || (this.loaded !== undefined && this.loaded.toUs < ahead)
    if (wanted && need.toUs > need.fromUs && !(covers(this.asked) && (this.asked?.toUs ?? 0) >= ahead))
      void this.load(wish, {
        fromUs: Math.max(0, time - halfUs - BEFORE_US),
        toUs: Math.min(stream.duration, time + halfUs + BEHIND_US)
      })
    return covers(this.loaded) ? this.loaded : undefined
  }

  dispose(): void {
    this.abort.abort()
  }

  private async load(wish: SamplesWish, part: { fromUs: number; toUs: number }): Promise<void> {
    if (performance.now() < this.heldUntil) return
    this.asked = part
    const { signal } = this.abort
    const query = new URLSearchParams({
      from: String(Math.round(part.fromUs)),
      to: String(Math.round(part.toUs)),
      channels: wish.rows.join(','),
      slot: this.slot
    })
    if (changesSamples(wish.view)) query.set('view', JSON.stringify(wish.view))
    try {
      const answer = await fetch(
        `lab://tiles/signal-samples/${encodeURIComponent(wish.stream.id)}?${query}`,
        { signal }
      )
      if (!answer.ok) throw new Error(String(answer.status))
      const rows = wish.rows.map((): Block[] => [])
      for (const block of unpackSamples(await answer.arrayBuffer())) rows[block.row]?.push(block)
      if (signal.aborted) return
      this.loaded = { ...part, rows }
      this.failed = false
    } catch {
      if (signal.aborted || this.asked !== part) return
      this.asked = undefined
      this.failed = true
      this.heldUntil = performance.now() + RETRY_MS
      setTimeout(this.changed, RETRY_MS + 10)
    }
    this.changed()
  }
}

/** Samples of a row in [fromUs, toUs], evenly from the first sample at or behind fromUs; NaN in gaps. */
export function samplesBetween(blocks: readonly Block[], fromUs: number, toUs: number): Float64Array {
  const rateHz = blocks[0]?.rateHz ?? 1
  const step = 1e6 / rateHz
  const count = Math.max(1, Math.round((toUs - fromUs) / step))
  const out = new Float64Array(count).fill(Number.NaN)
  for (const { startUs, samples } of blocks) {
    const first = Math.round((fromUs - startUs) / step)
    const from = Math.max(0, -first)
    const to = Math.min(count, samples.length - first)
    for (let i = from; i < to; i++) out[i] = samples[first + i] ?? NaN
  }
  return out
}

/** Mean of a row around a time; NaN where nothing was recorded. */
export function meanAround(blocks: readonly Block[], timeUs: number, halfUs: number): number {
  let sum = 0
  let count = 0
  for (const { startUs, rateHz, samples } of blocks) {
    const step = 1e6 / rateHz
    const near = (timeUs - startUs) / step
    const half = halfUs / step
    const first = half < 0.5 ? Math.round(near) : Math.ceil(near - half)
    const last = half < 0.5 ? first : Math.floor(near + half)
    for (let i = Math.max(0, first); i <= Math.min(samples.length - 1, last); i++) {
      const value = samples[i] ?? NaN
      if (Number.isNaN(value)) continue
      sum += value
      count++
    }
  }
  return sum / count
}
