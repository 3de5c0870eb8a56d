/** Edits that turn one list of boundaries into the other. */
export interface BoundaryEdits {
  readonly matches: number
  /** Boundaries that moved by less than the reach. */
  readonly moves: number
  /** Sum over moves of distance / reach. */
  readonly moved: number
  /** Boundaries of one side only. */
  readonly additions: number
}

/**
 * Boundary edits of Fournier 2013 in linear time for each distance: equal boundaries match, then the shortest moves
 * first, from the start on; each boundary is used once.
 * @param a, b whole steps, ascending, each once
 * @param reach steps that a move may span, exclusive (n_t): 2 = neighbours only
 */
export function boundaryEdits(a: readonly number[], b: readonly number[], reach: number): BoundaryEdits {
  let left = without(a, b)
  let right = without(b, a)
  const matches = a.length - left.length
  let moves = 0
  let moved = 0
  for (let distance = 1; distance < reach && left.length > 0 && right.length > 0; distance++) {
    const found = moveBy(left, right, distance)
    left = found.left
    right = found.right
    moves += found.moves
    moved += (found.moves * distance) / reach
  }
  return { matches, moves, moved, additions: left.length + right.length }
}

/** Elements of one ascending list that the other lacks. */
function without(list: readonly number[], other: readonly number[]): readonly number[] {
  let at = 0
  return list.filter((value) => {
    while (at < other.length && (other[at] ?? 0) < value) at++
    return other[at] !== value
  })
}

/** Take pairs that lie exactly `distance` apart, the earliest first; the two lists have nothing in common. */
function moveBy(left: readonly number[], right: readonly number[], distance: number) {
  const usedLeft = new Uint8Array(left.length)
  const usedRight = new Uint8Array(right.length)
  let moves = 0
  // Where a boundary `distance` later than the one looked at would stand on the other side.
  let aheadRight = 0
  let aheadLeft = 0
  for (let i = 0, j = 0; i < left.length || j < right.length;) {
    const x = left[i] ?? Infinity
    const y = right[j] ?? Infinity
    if (x < y) {
      while ((right[aheadRight] ?? Infinity) < x + distance) aheadRight++
      if (usedLeft[i] === 0 && right[aheadRight] === x + distance && usedRight[aheadRight] === 0) {
        usedLeft[i] = 1
        usedRight[aheadRight] = 1
        moves++
      }
      i++
    } else {
      while ((left[aheadLeft] ?? Infinity) < y + distance) aheadLeft++
      if (usedRight[j] === 0 && left[aheadLeft] === y + distance && usedLeft[aheadLeft] === 0) {
        usedRight[j] = 1
        usedLeft[aheadLeft] = 1
        moves++
      }
      j++
    }
  }
  return {
    moves,
    left: left.filter((_, i) => usedLeft[i] === 0),
    right: right.filter((_, j) => usedRight[j] === 0)
  }
}
