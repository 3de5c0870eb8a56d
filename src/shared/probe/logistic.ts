import type { Sliced } from '../agreement/sliced'
import { linearScores, softmaxRows, type Linear } from './linear'
import { minimise } from './minimise'
import type { Table } from './table'

export interface LogisticOptions {
  /** Strength of the penalty penalty / 2 * |weights|^2, added to the sum over items; the bias is free. 1 / C elsewhere. */
  readonly penalty: number
  /** `balanced`: items weigh n / (classes * n of their class), so that classes count alike. */
  readonly weighting: 'balanced' | 'none'
  /** Largest partial derivative at which it counts as fitted. */
  readonly tolerance?: number
}

/**
 * Multinomial logistic regression with an L2 penalty (Hastie, Tibshirani & Friedman 2009, 4.4); the objective of
 * scikit-learn's LogisticRegression with C = 1 / penalty. Convex: one result.
 * A class without items gets probability 0.
 * @param target class of each row, 0 .. classes - 1; any other value leaves the row out
 */
export function* fitLogistic(
  table: Table,
  target: ArrayLike<number>,
  classes: number,
  options: LogisticOptions
): Sliced<Linear> {
  const present = presentClasses(target, table.rows, classes)
  const place = new Map(present.map((c, i) => [c, i]))
  const own = Int32Array.from({ length: table.rows }, (_, i) => place.get(target[i] ?? -1) ?? -1)
  const fitted = yield* fitPresent(table, own, present.length, options)
  return {
    weights: Array.from(
      { length: classes },
      (_, c) => fitted.weights[place.get(c) ?? -1] ?? new Float64Array(table.columns)
    ),
    bias: Float64Array.from({ length: classes }, (_, c) => fitted.bias[place.get(c) ?? -1] ?? -Infinity)
  }
}

/** Probabilities of every class for every row, row after row. */
export const logisticProbabilities = (model: Linear, table: Table): Float64Array =>
  softmaxRows(linearScores(model, table), model.weights.length)

function presentClasses(target: ArrayLike<number>, rows: number, classes: number): number[] {
  const seen = new Set<number>()
  for (let i = 0; i < rows; i++) seen.add(target[i] ?? -1)
  return Array.from({ length: classes }, (_, c) => c).filter((c) => seen.has(c))
}

function* fitPresent(
  { rows, columns, data }: Table,
  target: ArrayLike<number>,
  classes: number,
  { penalty, weighting, tolerance }: LogisticOptions
): Sliced<Linear> {
  const width = columns + 1
  const importance = itemWeights(target, rows, classes, weighting)
  const probability = new Float64Array(classes)
  const { point } = yield* minimise(
    classes * width,
    (at, gradient) => {
      let loss = 0
      for (let i = 0; i < rows; i++) {
        const weight = importance[i] ?? 0
        if (weight === 0) continue
        const own = target[i] ?? -1
        for (let c = 0; c < classes; c++) {
          let sum = at[c * width + columns] ?? 0
          for (let j = 0; j < columns; j++) sum += (at[c * width + j] ?? 0) * (data[i * columns + j] ?? 0)
          probability[c] = sum
        }
        softmaxRows(probability, classes)
        loss -= weight * Math.log(Math.max(probability[own] ?? 0, 1e-300))
        for (let c = 0; c < classes; c++) {
          const error = weight * ((probability[c] ?? 0) - Number(c === own))
          const row = c * width
          for (let j = 0; j < columns; j++)
            gradient[row + j] = (gradient[row + j] ?? 0) + error * (data[i * columns + j] ?? 0)
          gradient[row + columns] = (gradient[row + columns] ?? 0) + error
        }
      }
      for (let c = 0; c < classes; c++)
        for (let j = 0; j < columns; j++) {
          const k = c * width + j
          const weight = at[k] ?? 0
          loss += 0.5 * penalty * weight * weight
          gradient[k] = (gradient[k] ?? 0) + penalty * weight
        }
      return loss
    },
    tolerance === undefined ? {} : { tolerance }
  )
  return {
    weights: Array.from({ length: classes }, (_, c) => point.slice(c * width, c * width + columns)),
    bias: Float64Array.from({ length: classes }, (_, c) => point[c * width + columns] ?? 0)
  }
}

function itemWeights(
  target: ArrayLike<number>,
  rows: number,
  classes: number,
  weighting: LogisticOptions['weighting']
): Float64Array {
  const counts = new Float64Array(classes)
  let used = 0
  for (let i = 0; i < rows; i++) {
    const own = target[i] ?? -1
    if (own < 0 || own >= classes) continue
    counts[own] = (counts[own] ?? 0) + 1
    used++
  }
  const present = counts.filter((count) => count > 0).length
  return Float64Array.from({ length: rows }, (_, i) => {
    const count = counts[target[i] ?? -1] ?? 0
    if (count === 0) return 0
    return weighting === 'none' ? 1 : used / (present * count)
  })
}
