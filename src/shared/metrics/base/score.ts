/** An interval around a value. `level` is the coverage, for instance 0.95; `method` names how it was made. */
export interface Interval {
  readonly low: number
  readonly high: number
  readonly level: number
  readonly method: string
}

/** How many items a number rests on, and how many were left out because a value was missing. */
export interface Counted {
  readonly used?: number
  readonly leftOut?: number
}

/** A number that exists, with its interval where the metric has one of its own. */
export interface Defined extends Counted {
  readonly value: number
  readonly interval?: Interval
}

/** A number that does not exist for this input, and the sentence why. */
export interface Undefined extends Counted {
  readonly value: null
  readonly reason: string
}

/** Result of a metric: a finite number, or null with the reason; never NaN and never a silent 0. */
export type Score = Defined | Undefined

/** A finite value as a score; anything else becomes undefined with the given reason. */
export const score = (value: number, reason: string, interval?: Interval): Score =>
  Number.isFinite(value) ? (interval ? { value, interval } : { value }) : { value: null, reason }

/** The score that does not exist, and why. */
export const undefinedScore = (reason: string): Undefined => ({ value: null, reason })

/** A possibly undefined number as a score: null keeps the reason. */
export const scoreOf = (value: number | null, reason: string): Score =>
  value === null ? undefinedScore(reason) : score(value, reason)
