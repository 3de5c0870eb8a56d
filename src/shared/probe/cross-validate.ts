import type { Sliced } from '../agreement/sliced'
import { leaveOneGroupOut, groupFolds, type Fold } from '../metrics/group-splits'
import { drawBelow, seededRandom } from '../metrics/base/seeded-random'
import { fitClassHead, fitValueHead, headShares, headValues, type HeadOptions } from './head'
import { rowsOf, type Table } from './table'

/** How items are divided into what a head learns from and what it is scored on. */
export type Protocol =
  | { readonly kind: 'leave-one-out'; readonly groups: readonly string[] }
  | { readonly kind: 'group-folds'; readonly groups: readonly string[]; readonly folds: number }
  /** Items at random, classes alike in every fold: people are in both parts. Flatters; only beside another. */
  | { readonly kind: 'random-folds'; readonly folds: number; readonly seed: number }

/** Shares of every class for every row, each by a head that did not see the row (or its group); row after row. */
export function* outOfFoldShares(
  table: Table,
  target: ArrayLike<number>,
  classes: number,
  options: HeadOptions,
  protocol: Protocol
): Sliced<Float64Array> {
  const made = new Float64Array(table.rows * classes).fill(NaN)
  for (const { train, test } of foldsOf(protocol, target, table.rows)) {
    const head = yield* fitClassHead(
      rowsOf(table, train),
      train.map((row) => target[row] ?? -1),
      classes,
      options
    )
    const shares = headShares(head, rowsOf(table, test))
    test.forEach((row, i) => made.set(shares.subarray(i * classes, (i + 1) * classes), row * classes))
  }
  return made
}

/** Numbers of every dimension for every row, each by a head that did not see the row (or its group); row after row. */
export function* outOfFoldValues(
  table: Table,
  targets: readonly ArrayLike<number>[],
  options: Pick<HeadOptions, 'penalty'>,
  protocol: Protocol
): Sliced<Float64Array> {
  const made = new Float64Array(table.rows * targets.length).fill(NaN)
  for (const { train, test } of foldsOf(protocol, [], table.rows)) {
    yield
    const own = targets.map((target) => train.map((row) => target[row] ?? 0))
    const values = headValues(fitValueHead(rowsOf(table, train), own, options), rowsOf(table, test))
    test.forEach((row, i) =>
      made.set(values.subarray(i * targets.length, (i + 1) * targets.length), row * targets.length)
    )
  }
  return made
}

/** The folds of a protocol. Fewer than two groups give none: nothing can be held out. */
export function foldsOf(protocol: Protocol, target: ArrayLike<number>, rows: number): Fold[] {
  if (protocol.kind === 'leave-one-out') {
    const folds = leaveOneGroupOut(protocol.groups)
    return folds.length > 1 ? folds : []
  }
  if (protocol.kind === 'group-folds') {
    const folds = Math.min(protocol.folds, new Set(protocol.groups).size)
    return folds > 1 ? byNumber(groupFolds(protocol.groups, folds).foldOf, folds) : []
  }
  const folds = Math.min(protocol.folds, rows)
  return folds > 1 ? byNumber(randomFolds(target, rows, folds, protocol.seed), folds) : []
}

/** Items in random order, dealt class by class to the folds in turn. */
function randomFolds(target: ArrayLike<number>, rows: number, folds: number, seed: number): number[] {
  const draw = seededRandom(seed)
  const order = Array.from({ length: rows }, (_, i) => i)
  for (let i = rows - 1; i > 0; i--) {
    const j = drawBelow(draw, i + 1)
    const [a, b] = [order[i] ?? 0, order[j] ?? 0]
    order[i] = b
    order[j] = a
  }
  const made = new Array<number>(rows).fill(0)
  order
    .toSorted((a, b) => (target[a] ?? 0) - (target[b] ?? 0))
    .forEach((row, place) => (made[row] = place % folds))
  return made
}

function byNumber(foldOf: readonly number[], folds: number): Fold[] {
  const positions = foldOf.map((_, i) => i)
  return Array.from({ length: folds }, (_, fold) => ({
    group: String(fold + 1),
    test: positions.filter((i) => foldOf[i] === fold),
    train: positions.filter((i) => foldOf[i] !== fold)
  })).filter(({ test, train }) => test.length > 0 && train.length > 0)
}
