/** Several labels of the same items on both sides, as columns: n x k, row by row. */
export interface LabelTable {
  readonly n: number
  readonly k: number
  /** 1: the reference has the label. */
  readonly truth: Uint8Array
  /** 1: the candidate's own answer has it. */
  readonly said: Uint8Array
  /** What thresholds are held against: the candidate's score of the label; NaN where it gave none. */
  readonly scores: Float64Array
  /** Intensities of both; 0 where a label is absent, NaN where it is there without one. */
  readonly levels: Float64Array
  readonly saidLevels: Float64Array
}

/** An item's labels are called present from this score on, until somebody says otherwise. */
export const STANDARD_THRESHOLD = 0.5

/**
 * The candidate's labels by thresholds, one for each label: present at or above it. Where it gave no score, its own
 * answer counts.
 */
export function setsAt(table: LabelTable, thresholds: ArrayLike<number>): Uint8Array {
  const { n, k, said, scores } = table
  const sets = new Uint8Array(n * k)
  for (let at = 0, j = 0; at < sets.length; at++, j = j + 1 === k ? 0 : j + 1) {
    const score = scores[at] ?? NaN
    sets[at] = Number.isNaN(score) ? (said[at] ?? 0) : score >= (thresholds[j] ?? STANDARD_THRESHOLD) ? 1 : 0
  }
  return sets
}
