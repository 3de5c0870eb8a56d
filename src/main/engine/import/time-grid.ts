/** Rows closer to the row before than this share of a step, in the wrong direction, are still in order. */
const LATE = 1

/** What was found while rows were placed. */
export interface GridReport {
  /** Pauses longer than a step and a half. */
  readonly gaps: number
  readonly gapSeconds: number
  /** Rows at the time of the row before. */
  readonly duplicates: number
  /** Rows earlier than the row before. */
  readonly backward: number
}

/**
 * Places rows with times on an even grid. Rows that follow each other without a pause are samples that follow each other,
 * whatever the jitter of their times; behind a pause the grid is found again from the time. With `nearest` each row goes to
 * the step nearest to its time, for rows that come when they like.
 */
export class TimeGrid {
  private slot = -1
  private before = Number.NaN
  private gaps = 0
  private gapSeconds = 0
  private duplicates = 0
  private backward = 0

  /**
   * @param start seconds of step 0
   * @param step seconds from one step to the next
   * @param pause seconds between two rows from which on something is missing between them
   */
  constructor(
    private readonly start: number,
    private readonly step: number,
    private readonly pause: number,
    private readonly nearest = false
  ) {}

  /** Step of a row, always behind the one before; -1: the row is left out. */
  place(time: number): number {
    if (!Number.isFinite(time)) return -1
    const since = time - this.before
    if (since === 0) {
      this.duplicates++
      return -1
    }
    if (since < 0) {
      this.backward++
      return -1
    }
    this.before = time
    const own = Math.round((time - this.start) / this.step)
    const next = this.slot + 1
    if (since > this.pause) {
      this.gaps++
      this.gapSeconds += since - this.step
    }
    const ahead = (time - this.start) / this.step - next
    const jump = this.nearest || Number.isNaN(since) || since > this.pause || ahead > LATE
    // More rows than steps: one of them is one too many.
    if (jump ? own < next - (this.nearest ? 1 : 0) : ahead < -LATE) {
      this.duplicates++
      return -1
    }
    this.slot = jump ? Math.max(own, next) : next
    return this.slot
  }

  report(): GridReport {
    const { gaps, gapSeconds, duplicates, backward } = this
    return { gaps, gapSeconds, duplicates, backward }
  }
}
