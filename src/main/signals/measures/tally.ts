import { score, undefinedScore } from '../../../shared/metrics/base/score'
import type { Score } from '../../../shared/metrics/base/score'

/** Sums of samples that come in parts; missing ones are left out and counted. */
export class Tally {
  private n = 0
  private first = 0
  private missing = 0
  private x = 0
  private xx = 0
  private t = 0
  private tt = 0
  private tx = 0

  /** @param seconds from the start of the stretch */
  add(value: number, seconds: number): void {
    if (Number.isNaN(value)) {
      this.missing++
      return
    }
    // Around a first value, so that squares of large numbers do not swallow small changes.
    if (this.n === 0) this.first = value
    const shifted = value - this.first
    this.n++
    this.x += shifted
    this.xx += shifted * shifted
    this.t += seconds
    this.tt += seconds * seconds
    this.tx += seconds * shifted
  }

  mean(): Score {
    return this.counted(score(this.first + this.x / this.n, NOTHING))
  }

  /** n - 1 below. */
  deviation(): Score {
    if (this.n < 2) return this.counted(undefinedScore('There are fewer than two samples in the stretch.'))
    return this.counted({
      value: Math.sqrt(Math.max(0, this.xx - (this.x * this.x) / this.n) / (this.n - 1))
    })
  }

  /** Straight line of least squares, a minute. */
  slopePerMinute(): Score {
    if (this.n < 2) return this.counted(undefinedScore('A slope needs at least two samples.'))
    const below = this.tt - (this.t * this.t) / this.n
    return this.counted(
      score(((this.tx - (this.t * this.x) / this.n) / below) * 60, 'All samples lie at one time.')
    )
  }

  private counted(value: Score): Score {
    return { ...value, used: this.n, leftOut: this.missing }
  }
}

/** Why there is no number where no sample is. */
export const NOTHING = 'Nothing was recorded there, or it is marked as bad.'
