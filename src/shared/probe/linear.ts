import type { Table } from './table'

/** Scores of target c are bias[c] + weights[c] . x */
export interface Linear {
  /** [targets][columns] */
  readonly weights: readonly Float64Array[]
  readonly bias: Float64Array
}

/** Scores of every row for every target, row after row. */
export function linearScores({ weights, bias }: Linear, { rows, columns, data }: Table): Float64Array {
  const made = new Float64Array(rows * weights.length)
  weights.forEach((weight, c) => {
    for (let i = 0; i < rows; i++) {
      let sum = bias[c] ?? 0
      for (let j = 0; j < columns; j++) sum += (weight[j] ?? 0) * (data[i * columns + j] ?? 0)
      made[i * weights.length + c] = sum
    }
  })
  return made
}

/** Scores of each row to probabilities, in place. */
export function softmaxRows(scores: Float64Array, classes: number): Float64Array {
  for (let row = 0; row < scores.length; row += classes) {
    let top = -Infinity
    for (let c = 0; c < classes; c++) top = Math.max(top, scores[row + c] ?? 0)
    let total = 0
    for (let c = 0; c < classes; c++) {
      const power = Math.exp((scores[row + c] ?? 0) - top)
      scores[row + c] = power
      total += power
    }
    for (let c = 0; c < classes; c++) scores[row + c] = (scores[row + c] ?? 0) / total
  }
  return scores
}
