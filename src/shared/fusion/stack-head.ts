import type { Sliced } from '../agreement/sliced'
import { fail, ok } from '../domain/problem'
import type { Result } from '../domain/problem'
import { fitClassHead, headShares } from '../probe/head'
import type { Head } from '../probe/head'
import { tableOf } from '../probe/table'
import type { FusionPlan } from './fusion-plan'

/** A head that gives the label from what all members say. */
export interface StackHead {
  readonly head: Head
  readonly members: number
  readonly labels: number
  /** Cells that it was fitted on. */
  readonly n: number
}

/** Cells to fit on. */
export interface StackRows {
  /** Shares of all members, member by member and label by label. */
  readonly shares: readonly ArrayLike<number>[]
  /** Whether each member said something. */
  readonly here: readonly ArrayLike<number>[]
  /** Index of the right label. */
  readonly labels: readonly number[]
}

/**
 * Fit a head. It sees every share (0 where a member says nothing) and, for each member, whether it said something;
 * columns are standardised, and `lambda` is the penalty on its weights.
 */
export function* fitStack(
  rows: StackRows,
  { model, lambda }: Pick<NonNullable<FusionPlan['stack']>, 'model' | 'lambda'>,
  members: number,
  labels: number
): Sliced<Result<StackHead>> {
  if (new Set(rows.labels).size < 2)
    return fail(
      'fusion-stack',
      rows.labels.length === 0
        ? 'The recordings that the head is to be fitted on have no moment with a label of the reference and an answer of a member.'
        : 'The recordings that the head is to be fitted on show only one label.',
      'Choose more recordings to fit on, or another way to combine.'
    )
  const inputs = rows.shares.map((shares, i) => inputOf(shares, rows.here[i] ?? [], members, labels))
  // A penalty of nothing at all leaves weights of columns that repeat each other undefined.
  const penalty = Math.max(lambda, 1e-6)
  const head = yield* fitClassHead(tableOf(inputs), rows.labels, labels, { kind: model, penalty })
  return ok({ head, members, labels, n: rows.labels.length })
}

/** What a head makes of one cell: shares of all labels. */
export const stackScores = (
  { head, members, labels }: StackHead,
  shares: ArrayLike<number>,
  here: ArrayLike<number>
): Float64Array => headShares(head, tableOf([inputOf(shares, here, members, labels)]))

function inputOf(
  shares: ArrayLike<number>,
  here: ArrayLike<number>,
  members: number,
  labels: number
): Float64Array {
  const input = new Float64Array(members * (labels + 1))
  for (let m = 0; m < members; m++) {
    if (!here[m]) continue
    for (let k = 0; k < labels; k++) input[m * (labels + 1) + k] = shares[m * labels + k] ?? 0
    input[m * (labels + 1) + labels] = 1
  }
  return input
}
