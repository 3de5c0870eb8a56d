/** On which items a temperature is fitted, and on which it is judged: never on the same ones. */
export interface FitPlan {
  /** Fold of every item that takes part, -1: it has none. Fold f is judged with what was fitted on the items of `fitOn(f)`. */
  readonly fold: Int32Array
  readonly folds: number
  /** True: fold 0 is only fitted on and fold 1 only judged. False: each is judged with what the others gave. */
  readonly oneWay: boolean
}

/** Items of named groups are fitted on, all others are judged. @param group place of each item's group; -1: none, which is judged */
export function namedPart(group: Int32Array, fitGroups: ReadonlySet<number>): FitPlan {
  return { fold: group.map((each) => (fitGroups.has(each) ? 0 : 1)), folds: 2, oneWay: true }
}

/**
 * Folds of whole groups (recordings, speakers): the largest group first, each to the fold with the fewest items so far,
 * so that the folds are about equally large and the same every time.
 * @param group place of each item's group, 0 and up
 */
export function groupFolds(group: Int32Array, groups: number, folds: number): FitPlan {
  const size = new Int32Array(groups)
  for (const each of group) size[each] = (size[each] ?? 0) + 1
  const order = Array.from({ length: groups }, (_, i) => i)
    .filter((i) => (size[i] ?? 0) > 0)
    .sort((a, b) => (size[b] ?? 0) - (size[a] ?? 0) || a - b)
  const used = Math.max(1, Math.min(folds, order.length))
  const filled = new Float64Array(used)
  const foldOf = new Int32Array(groups).fill(-1)
  for (const each of order) {
    let least = 0
    for (let f = 1; f < used; f++) if ((filled[f] ?? 0) < (filled[least] ?? 0)) least = f
    foldOf[each] = least
    filled[least] = (filled[least] ?? 0) + (size[each] ?? 0)
  }
  return { fold: group.map((each) => foldOf[each] ?? -1), folds: used, oneWay: false }
}

/** Places of the items that fold f is judged on, and of those that it is fitted on; they never share an item. */
export function placesOf(
  { fold, folds, oneWay }: FitPlan,
  f: number
): { readonly fit: Int32Array; readonly judged: Int32Array } {
  if (oneWay && f === 0) return { fit: new Int32Array(0), judged: new Int32Array(0) }
  const fit: number[] = []
  const judged: number[] = []
  for (let i = 0; i < fold.length; i++) {
    const own = fold[i] ?? -1
    if (own < 0) continue
    if (own === f) judged.push(i)
    else if (!oneWay || own === 0) if (folds > 1) fit.push(i)
  }
  return { fit: Int32Array.from(fit), judged: Int32Array.from(judged) }
}
