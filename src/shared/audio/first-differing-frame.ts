/** Where two series part company. */
export interface SeriesDifference {
  /** First frame with a value that differs by more than the tolerance. */
  readonly frame: number
  readonly row: number
  readonly expected: number
  readonly got: number
  /** Largest difference anywhere; Infinity where only one side has a number. */
  readonly worst: number
}

/**
 * First frame in which rows of frames differ by more than `tolerance`; undefined where all agree. Null or NaN on both sides
 * agree. Shapes that differ are told as the sentence why.
 */
export function firstDifferingFrame(
  expected: ArrayLike<number | null>,
  got: ArrayLike<number>,
  frames: number,
  tolerance: number
): SeriesDifference | string | undefined {
  if (expected.length !== got.length) return `${expected.length} values are expected, there are ${got.length}`
  const rows = frames === 0 ? 0 : expected.length / frames
  let first: Omit<SeriesDifference, 'worst'> | undefined
  let worst = 0
  for (let frame = 0; frame < frames; frame++)
    for (let row = 0; row < rows; row++) {
      const a = expected[row * frames + frame] ?? NaN
      const b = got[row * frames + frame] ?? NaN
      if (Number.isNaN(a) && Number.isNaN(b)) continue
      const apart = Number.isNaN(a) || Number.isNaN(b) ? Infinity : Math.abs(a - b)
      worst = Math.max(worst, apart)
      if (apart > tolerance) first ??= { frame, row, expected: a, got: b }
    }
  return first && { ...first, worst }
}
