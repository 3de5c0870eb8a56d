import type { Sliced } from '../../../shared/agreement/sliced'
import type { ComparedItems } from '../../../shared/analysis/compared-items'

/** Scores of the items that count, class by class in the order in which the candidate lists them. */
export interface ScoreTable {
  /** Places on the axes of the classes that the candidate scores. */
  readonly classes: readonly number[]
  /** Row by row for each of `items.rows`, as many columns as classes; NaN where there is none. */
  readonly scores: Float64Array
  /** Class of the truth of each row; -1: none of these. */
  readonly truth: Int32Array
  /** Rows with a score for at least one class. */
  readonly scored: number
}

/** Rows between two pauses. */
const SLICE = 20_000

/**
 * The candidate's scores as it gave them. Its own order of labels decides between equal scores, as it does in its
 * answers; scores of several labels that meet on one axis add up.
 */
export function* scoreTable(items: ComparedItems): Sliced<ScoreTable> {
  const { rows, units, other, candidateAxis, labels } = items
  const place = new Int32Array(labels.length).fill(-1)
  const classes: number[] = []
  for (let row = 0; row < rows.length; row++) {
    if (row % SLICE === SLICE - 1) yield
    const segment = other(rows[row] ?? -1)
    if (!segment?.scores) continue
    for (const label in segment.scores) {
      const axis = candidateAxis(segment.trackId, label)
      if (axis >= 0 && place[axis] === -1) place[axis] = classes.push(axis) - 1
    }
    if (classes.length === labels.length) break
  }
  yield
  const k = classes.length
  const scores = new Float64Array(rows.length * k).fill(NaN)
  const truth = new Int32Array(rows.length)
  let scored = 0
  for (let row = 0; row < rows.length; row++) {
    if (row % SLICE === SLICE - 1) yield
    const unit = rows[row] ?? -1
    truth[row] = place[units.reference[unit] ?? -1] ?? -1
    const segment = other(unit)
    if (!segment?.scores) continue
    let any = false
    for (const label in segment.scores) {
      const c = place[candidateAxis(segment.trackId, label)] ?? -1
      const value = segment.scores[label] ?? NaN
      if (c < 0 || Number.isNaN(value)) continue
      const at = row * k + c
      const before = scores[at] ?? NaN
      scores[at] = Number.isNaN(before) ? value : before + value
      any = true
    }
    if (any) scored++
  }
  return { classes, scores, truth, scored }
}
