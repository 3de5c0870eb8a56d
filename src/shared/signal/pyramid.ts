/**
 * Smallest and largest value of every run of samples, at several run lengths ("levels"),
 * so that any stretch of a long signal can be drawn by reading about as many numbers as there are pixels.
 * A level holds [min, max] pairs; NaN samples are left out and a run of NaN alone gives [NaN, NaN].
 */

/** Each level's runs are this many times longer than those of the level below. */
export const PYRAMID_FACTOR = 4

/** A list of floats that grows; doubles its room when full. */
class Floats {
  private data = new Float32Array(1024)
  length = 0

  push(low: number, high: number): void {
    if (this.length + 2 > this.data.length) {
      const larger = new Float32Array(this.data.length * 2)
      larger.set(this.data)
      this.data = larger
    }
    this.data[this.length] = low
    this.data[this.length + 1] = high
    this.length += 2
  }

  view(): Float32Array<ArrayBuffer> {
    return this.data.subarray(0, this.length)
  }
}

/** The finished levels: `levels[k]` holds [min, max] per `base * PYRAMID_FACTOR ** k` samples; the last run may be shorter. */
export interface Pyramid {
  readonly base: number
  readonly sampleCount: number
  readonly levels: readonly Float32Array<ArrayBuffer>[]
}

/**
 * Collects samples block by block and ends with all levels. Memory: two floats per `base` samples.
 * @throws RangeError when `base` is not a positive integer
 */
export class PyramidBuilder {
  private readonly lowest = new Floats()
  private low = Number.POSITIVE_INFINITY
  private high = Number.NEGATIVE_INFINITY
  private inRun = 0
  private count = 0

  constructor(private readonly base: number) {
    if (!Number.isInteger(base) || base < 1)
      throw new RangeError(`base must be a positive integer, got ${base}`)
  }

  /** Samples taken so far. */
  get sampleCount(): number {
    return this.count
  }

  /** Add samples that follow the ones before. */
  push(samples: ArrayLike<number>): void {
    const length = samples.length
    let at = 0
    while (at < length) {
      const end = Math.min(length, at + this.base - this.inRun)
      let { low, high } = this
      for (let i = at; i < end; i++) {
        const value = samples[i] as number
        if (value < low) low = value
        if (value > high) high = value
      }
      this.low = low
      this.high = high
      this.inRun += end - at
      at = end
      if (this.inRun === this.base) this.closeRun()
    }
    this.count += length
  }

  /**
   * Add whole runs whose extremes are known already: [min, max] per `base` samples, the last perhaps shorter.
   * Only where the samples so far end on a run border.
   */
  pushRuns(extremes: Float32Array, sampleCount: number): void {
    if (this.inRun > 0) throw new RangeError('runs can only be added behind a complete run')
    for (let i = 0; i + 1 < extremes.length; i += 2)
      this.lowest.push(extremes[i] as number, extremes[i + 1] as number)
    this.count += sampleCount
  }

  /** End the last run and build the longer levels, until one has two runs or fewer. */
  finish(): Pyramid {
    if (this.inRun > 0) this.closeRun()
    const levels = [this.lowest.view()]
    for (let top = this.lowest.view(); top.length > 4;) {
      top = nextLevel(top)
      levels.push(top)
    }
    return { base: this.base, sampleCount: this.count, levels }
  }

  private closeRun(): void {
    const empty = this.low > this.high
    this.lowest.push(empty ? Number.NaN : this.low, empty ? Number.NaN : this.high)
    this.low = Number.POSITIVE_INFINITY
    this.high = Number.NEGATIVE_INFINITY
    this.inRun = 0
  }
}

/** The level above: extremes of each PYRAMID_FACTOR neighbouring runs; NaN runs are left out. */
export function nextLevel(level: Float32Array): Float32Array<ArrayBuffer> {
  const runs = level.length / 2
  const out = new Float32Array(Math.ceil(runs / PYRAMID_FACTOR) * 2)
  for (let run = 0, at = 0; run < runs; run += PYRAMID_FACTOR, at += 2) {
    extremesOfRuns(level, run, Math.min(runs, run + PYRAMID_FACTOR), out, at)
  }
  return out
}

/** Put the extremes of runs [from, to) of a level at `out[at]`, `out[at + 1]`; NaN when there is none. */
export function extremesOfRuns(
  level: Float32Array,
  from: number,
  to: number,
  out: Float32Array,
  at: number
): void {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (let i = from * 2; i < to * 2; i += 2) {
    const runLow = level[i] as number
    const runHigh = level[i + 1] as number
    if (runLow < low) low = runLow
    if (runHigh > high) high = runHigh
  }
  const empty = low > high
  out[at] = empty ? Number.NaN : low
  out[at + 1] = empty ? Number.NaN : high
}

/** The longest run length of a pyramid that is at most half of `samplesPerColumn`; undefined when only samples are fine enough. */
export function levelFor(base: number, levelCount: number, samplesPerColumn: number): number | undefined {
  if (samplesPerColumn < base * 2) return undefined
  const level = Math.floor(Math.log(samplesPerColumn / 2 / base) / Math.log(PYRAMID_FACTOR) + 1e-9)
  return Math.min(level, levelCount - 1)
}
