import { MICROS_PER_SECOND, micros, type Micros } from '../../../shared/domain/time'

/** Grid of a take: sample k belongs to the time `k / rateHz` of the recording, for `first <= k < end`. */
export interface SampleGrid {
  readonly rateHz: number
  readonly first: number
  readonly end: number
}

/** What is known of a take while it is rated. */
export interface SamplerCounts {
  /** Samples latched, missing ones included. */
  readonly count: number
  /** Samples for which the rater said "cannot rate". */
  readonly declined: number
  /** Samples that went by while the medium jumped or the window stood still: missing, never filled. */
  readonly lost: number
  /** Time that the medium stood still although it should play, milliseconds. */
  readonly stalledMs: number
  /** 95 % of samples were latched within this many milliseconds after their time on the recording; 0 before the first. */
  readonly latchP95Ms: number
  readonly latchMaxMs: number
}

/** Latches ratings on the fixed grid of the recording's clock. */
export interface Sampler {
  /** The rating changed at a moment of the wall clock; NaN: cannot rate. */
  change(atMs: number, values: readonly number[]): void
  /** A change mark (binary mode). */
  mark(atMs: number, direction: 1 | -1): void
  /** The medium is at `media` at the moment `wallMs`: latch what is due. `rate`: playback speed. Answers how many were latched. */
  advance(media: number, wallMs: number, rate?: number): number
  /** Playing stopped: the time until the next `advance` is no time of the take. */
  suspend(): void
  /** Time of a moment of the wall clock on the recording, by the last reading; undefined while suspended. */
  mediaAt(atMs: number): number | undefined
  /** Samples since the last call, row after row. */
  drain(): readonly number[]
  /** Time of the next sample. */
  next(): Micros
  /** Whether the last sample of the grid is latched. */
  full(): boolean
  counts(): SamplerCounts
}

/** A jump of the medium or a standstill of the window longer than this loses the samples in between, milliseconds. */
export const MAX_GAP_MS = 250

/** The grid over a span: every sample whose time lies in [start, end). */
export function gridOver(span: { readonly start: number; readonly end: number }, rateHz: number): SampleGrid {
  return { rateHz, first: gridIndex(span.start, rateHz), end: gridIndex(span.end, rateHz) }
}

/** Time of a sample of the grid. */
export const gridTime = (index: number, rateHz: number): Micros =>
  micros((index * MICROS_PER_SECOND) / rateHz)

/** First sample at or after a time; half a microsecond is the rounding of times. */
const gridIndex = (time: number, rateHz: number): number =>
  Math.max(0, Math.ceil(((time - 0.5) * rateHz) / MICROS_PER_SECOND))

/**
 * Make one. A sample gets the value that the input had at the very moment its time came up on the recording (the wall
 * clock of that moment is interpolated between two readings of the medium), not the value at the later moment of latching.
 */
export function createSampler(grid: SampleGrid, initial: readonly number[], marks = false): Sampler {
  let next = grid.first
  let last: { readonly media: number; readonly wallMs: number; readonly rate: number } | undefined
  let movedAtMs = 0
  let changes: { readonly atMs: number; readonly values: readonly number[] }[] = []
  let current = initial
  let waitingMarks: { readonly atMs: number; readonly direction: 1 | -1 }[] = []
  let fresh: number[] = []
  let declined = 0
  let lost = 0
  let stalledMs = 0
  /** Time that the medium stands still just now. */
  let standing = 0
  const latches = histogram()

  /** Value at a moment; changes up to it are used up. */
  const valueAt = (atMs: number): readonly number[] => {
    while (changes[0] && changes[0].atMs <= atMs) current = changes.shift()?.values ?? current
    if (!marks) return current
    let sum = 0
    while (waitingMarks[0] && waitingMarks[0].atMs <= atMs) sum += waitingMarks.shift()?.direction ?? 0
    return current.some(Number.isNaN) ? current : [Math.sign(sum)]
  }
  const push = (values: readonly number[], isLost: boolean): void => {
    if (isLost) lost++
    else if (values.some(Number.isNaN)) declined++
    for (const value of values) fresh.push(isLost || values.some(Number.isNaN) ? Number.NaN : value)
    next++
  }

  return {
    change(atMs, values) {
      insert(changes, { atMs, values })
    },
    mark(atMs, direction) {
      insert(waitingMarks, { atMs, direction })
    },
    advance(media, wallMs, rate = 1) {
      const before = last
      if (before && media <= before.media) {
        // A clock that stands still or steps back a little brings no samples; how long it stood is counted.
        standing = next > grid.first ? wallMs - movedAtMs : 0
        last = { media: before.media, wallMs, rate }
        return 0
      }
      if (standing > MAX_GAP_MS) stalledMs += standing
      standing = 0
      movedAtMs = wallMs
      const from = before ?? { media, wallMs }
      const gapMs = (media - (before?.media ?? gridTime(next, grid.rateHz))) / 1000 / rate
      const isLost = gapMs > MAX_GAP_MS
      const latched = next
      while (next < grid.end && gridTime(next, grid.rateHz) <= media) {
        const time = gridTime(next, grid.rateHz)
        const share = media > from.media ? Math.max(0, (time - from.media) / (media - from.media)) : 1
        const values = valueAt(from.wallMs + share * (wallMs - from.wallMs))
        push(values, isLost)
        if (!isLost) latches.add((media - time) / 1000 / rate)
      }
      last = { media, wallMs, rate }
      return next - latched
    },
    suspend() {
      if (standing > MAX_GAP_MS) stalledMs += standing
      standing = 0
      last = undefined
      waitingMarks = []
      const newest = changes.at(-1)
      if (newest) current = newest.values
      changes = []
    },
    mediaAt: (atMs) => last && last.media + Math.max(-MAX_GAP_MS, atMs - last.wallMs) * 1000 * last.rate,
    drain() {
      const drained = fresh
      fresh = []
      return drained
    },
    next: () => gridTime(next, grid.rateHz),
    full: () => next >= grid.end,
    counts: () => ({
      count: next - grid.first,
      declined,
      lost,
      stalledMs: stalledMs + (standing > MAX_GAP_MS ? standing : 0),
      latchP95Ms: latches.quantile(0.95),
      latchMaxMs: latches.max()
    })
  }
}

/** Keep a list in order of time; new entries nearly always come last. */
function insert<T extends { readonly atMs: number }>(list: T[], entry: T): void {
  let at = list.length
  while (at > 0 && (list[at - 1]?.atMs ?? 0) > entry.atMs) at--
  list.splice(at, 0, entry)
}

/** Counts of delays in tenths of a millisecond, so that hours of samples need no list. */
function histogram(): { add(ms: number): void; quantile(share: number): number; max(): number } {
  const bins = new Uint32Array(MAX_GAP_MS * 10 + 2)
  let total = 0
  let most = 0
  return {
    add(ms) {
      const bin = Math.min(bins.length - 1, Math.max(0, Math.ceil(ms * 10)))
      bins[bin] = (bins[bin] ?? 0) + 1
      total++
      most = Math.max(most, ms)
    },
    quantile(share) {
      let seen = 0
      for (const [bin, count] of bins.entries()) {
        seen += count
        if (total > 0 && seen >= share * total) return bin / 10
      }
      return 0
    },
    max: () => most
  }
}
