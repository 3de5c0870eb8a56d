/** Correlation of the intensities of one label. */
export interface IntensityRow {
  /** Items with an intensity on both sides. */
  readonly n: number
  /** Pearson's r; null where one side is constant or fewer than two items have both. */
  readonly pearson: number | null
  readonly meanReference: number | null
  readonly meanCandidate: number | null
}

/**
 * Pearson's r of every label's intensities over the given rows (Muhammad et al. 2025, SemEval-2025 Task 11, track B);
 * an item whose intensity one side did not give is left out of that label. Two passes, so that large offsets do no harm.
 */
export function intensityRows(
  levels: Float64Array,
  saidLevels: Float64Array,
  k: number,
  rows: Int32Array
): readonly IntensityRow[] {
  return Array.from({ length: k }, (_, j) => {
    let [n, sumX, sumY] = [0, 0, 0]
    let [firstX, firstY, flatX, flatY] = [NaN, NaN, true, true]
    for (const row of rows) {
      const [x, y] = [levels[row * k + j] ?? NaN, saidLevels[row * k + j] ?? NaN]
      if (Number.isNaN(x) || Number.isNaN(y)) continue
      if (n === 0) [firstX, firstY] = [x, y]
      flatX &&= x === firstX
      flatY &&= y === firstY
      n++
      sumX += x
      sumY += y
    }
    const [meanX, meanY] = [sumX / n, sumY / n]
    let [xx, yy, xy] = [0, 0, 0]
    for (const row of rows) {
      const [x, y] = [levels[row * k + j] ?? NaN, saidLevels[row * k + j] ?? NaN]
      if (Number.isNaN(x) || Number.isNaN(y)) continue
      const [u, v] = [x - meanX, y - meanY]
      xx += u * u
      yy += v * v
      xy += u * v
    }
    return {
      n,
      pearson: n < 2 || flatX || flatY ? null : xy / Math.sqrt(xx * yy),
      meanReference: n === 0 ? null : meanX,
      meanCandidate: n === 0 ? null : meanY
    }
  })
}
