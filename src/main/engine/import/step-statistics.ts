/** Steps that are kept for medians. */
const MOST_KEPT = 65_536

/** How rows follow each other in time. */
export interface Steps {
  /** Median time from row to row, seconds. */
  readonly step: number
  /** Median absolute deviation from it. */
  readonly deviation: number
  /** Seconds from which on something is missing between two rows. */
  readonly pause: number
  /** Rows per second, pauses left out; whole where that moves no row by half a step. */
  readonly rateHz: number
  /** Rows come when they like. */
  readonly irregular: boolean
  readonly first: number
  readonly last: number
  readonly rows: number
}

/** Collects the times of rows and finds their rate, in little memory. */
export class StepStatistics {
  private kept: number[] = []
  private every = 1
  private seen = 0
  private rows = 0
  private first = Number.NaN
  private last = Number.NaN
  private before = Number.NaN
  /** Sums over steps, by length in 64ths of the doubling they lie in, so that pauses can be left out afterwards. */
  private readonly sums = new Map<number, { count: number; sum: number }>()

  add(time: number): void {
    if (!Number.isFinite(time)) return
    this.rows++
    if (Number.isNaN(this.first)) this.first = time
    const step = time - this.before
    if (Number.isNaN(this.before) || step > 0) this.before = time
    if (!(step > 0)) return
    this.last = time
    const bin = Math.floor(Math.log2(step) * 64)
    const sum = this.sums.get(bin)
    if (sum) {
      sum.count++
      sum.sum += step
    } else this.sums.set(bin, { count: 1, sum: step })
    if (this.seen++ % this.every !== 0) return
    this.kept.push(step)
    if (this.kept.length < MOST_KEPT) return
    this.kept = this.kept.filter((_, i) => i % 2 === 0)
    this.every *= 2
  }

  /** Undefined where times do not grow. */
  finish(): Steps | undefined {
    const step = median(this.kept)
    if (step === undefined) return undefined
    const deviation = median(this.kept.map((one) => Math.abs(one - step))) ?? 0
    const pause = Math.max(1.5 * step, step + 6 * deviation)
    let count = 0
    let sum = 0
    const last = Math.floor(Math.log2(pause) * 64)
    for (const [bin, one] of this.sums)
      if (bin <= last) {
        count += one.count
        sum += one.sum
      }
    const rate = count / sum
    const whole = Math.round(rate)
    const span = this.last - this.first
    const rateHz = whole > 0 && Math.abs(whole - rate) * span < 0.5 ? whole : rate
    return {
      step,
      deviation,
      pause,
      rateHz,
      irregular: deviation > 0.3 * step,
      first: this.first,
      last: this.last,
      rows: this.rows
    }
  }
}

function median(values: readonly number[]): number | undefined {
  const sorted = Float64Array.from(values).sort()
  const half = sorted.length >> 1
  return sorted.length % 2 === 1
    ? sorted[half]
    : sorted.length === 0
      ? undefined
      : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2
}
