import type { Method } from './base/metric'

/** One fold: positions of its items, ascending. */
export interface Fold {
  readonly group: string
  readonly test: readonly number[]
  readonly train: readonly number[]
}

/** What leaving one group out means. */
export const leaveOneGroupOutMethod: Method = {
  kind: 'method',
  id: 'leave_one_group_out',
  name: 'Leave one group out',
  definition: 'one fold per group (speaker, dyad): its items are the test, all others the training',
  convention: 'Folds in the order of the sorted group names.',
  source:
    'Schuller et al. 2010, IEEE Transactions on Affective Computing 1 (LOSO); same folds as scikit-learn',
  missingPolicy: 'An item without a group must be left out before.'
}

/** What group k-fold means. */
export const groupFoldsMethod: Method = {
  kind: 'method',
  id: 'group_k_fold',
  name: 'Group k-fold',
  definition: 'groups, the largest first, go to the fold with the fewest items so far',
  convention: 'A group is never split. Equal folds: the lowest number; equal groups: the later name first.',
  source: 'Greedy balancing (Graham 1969); same folds as scikit-learn GroupKFold',
  missingPolicy:
    'An item without a group must be left out before. There must be at least as many groups as folds.'
}

/** Leave one group out. */
export function leaveOneGroupOut(groups: readonly string[]): Fold[] {
  const positions = groups.map((_, i) => i)
  return [...new Set(groups)].sort().map((group) => ({
    group,
    test: positions.filter((i) => groups[i] === group),
    train: positions.filter((i) => groups[i] !== group)
  }))
}

/**
 * Fold number of every item.
 * @throws RangeError when there are fewer groups than folds
 */
export function groupFolds(
  groups: readonly string[],
  folds: number
): { readonly foldOf: readonly number[]; readonly sizes: readonly number[] } {
  const sizes = new Map<string, number>()
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  if (folds < 1 || sizes.size < folds)
    throw new RangeError(`${sizes.size} groups cannot be divided into ${folds} folds`)
  const order = [...sizes].sort(([a, x], [b, y]) => y - x || (a < b ? 1 : -1))
  const load = new Array<number>(folds).fill(0)
  const foldOf = new Map<string, number>()
  for (const [group, size] of order) {
    const fold = load.indexOf(Math.min(...load))
    foldOf.set(group, fold)
    load[fold] = (load[fold] ?? 0) + size
  }
  return { foldOf: groups.map((group) => foldOf.get(group) ?? 0), sizes: load }
}
