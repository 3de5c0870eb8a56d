import type { Sliced } from '../agreement/sliced'
import { fitDiscriminant } from './discriminant'
import type { HeadKind } from './head-kinds'
import { linearScores, softmaxRows, type Linear } from './linear'
import { fitLogistic } from './logistic'
import { fitNearestCentroid } from './nearest-centroid'
import { fitRidge } from './ridge'
import { columnScale, standardised, type Scale } from './standardise'
import type { Table } from './table'

export interface HeadOptions {
  readonly kind: HeadKind
  /** Penalty of logistic (1 / C) and ridge (alpha); on standardised columns. */
  readonly penalty: number
}

/** Shares then differ from those of the exact optimum by less than 0.0001. */
const CLOSE_ENOUGH = 1e-3

/** A fitted head: columns standardised, then linear. */
export interface Head extends HeadOptions {
  readonly scale: Scale
  readonly linear: Linear
}

/** Fit a head that tells classes. @param target class of each row, 0 .. classes - 1; any other value leaves the row out */
export function* fitClassHead(
  table: Table,
  target: ArrayLike<number>,
  classes: number,
  options: HeadOptions
): Sliced<Head> {
  const scale = columnScale(table)
  const rows = standardised(table, scale)
  return { ...options, scale, linear: yield* fitClasses(rows, target, classes, options) }
}

/** Fit a ridge head that tells numbers. @param targets one array per dimension */
export function fitValueHead(
  table: Table,
  targets: readonly ArrayLike<number>[],
  { penalty }: Pick<HeadOptions, 'penalty'>
): Head {
  const scale = columnScale(table)
  return {
    kind: 'ridge',
    penalty,
    scale,
    linear: fitRidge(standardised(table, scale), targets, penalty)
  }
}

/** Numbers that a value head gives for every row and dimension, row after row. */
export const headValues = ({ scale, linear }: Head, table: Table): Float64Array =>
  linearScores(linear, standardised(table, scale))

/**
 * Shares of every class for every row, row after row: probabilities of logistic and LDA; for ridge and nearest centroid
 * a softmax of their scores, which orders classes but is not calibrated.
 */
export const headShares = (head: Head, table: Table): Float64Array =>
  softmaxRows(headValues(head, table), head.linear.weights.length)

function* fitClasses(
  table: Table,
  target: ArrayLike<number>,
  classes: number,
  { kind, penalty }: HeadOptions
): Sliced<Linear> {
  yield
  switch (kind) {
    case 'logistic':
      return yield* fitLogistic(table, target, classes, {
        penalty,
        weighting: 'balanced',
        tolerance: CLOSE_ENOUGH
      })
    case 'ridge':
      // One column of +1 and -1 per class, as ridge classifiers do.
      return fitRidge(
        table,
        Array.from({ length: classes }, (_, c) =>
          Float64Array.from({ length: table.rows }, (_, i) => (target[i] === c ? 1 : -1))
        ),
        penalty
      )
    case 'lda':
      return fitDiscriminant(table, target, classes)
    case 'nearest-centroid':
      return fitNearestCentroid(table, target, classes)
  }
}
