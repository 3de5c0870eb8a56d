/** One window of sound and what the model said of it; absent when the window was silent. Seconds of the stream. */
export interface WindowReading {
  readonly start: number
  readonly end: number
  readonly probabilities?: readonly number[]
}

/**
 * Probabilities of one stretch: the mean of the windows over it, each weighted by how much of the stretch it covers.
 * Absent when no window over it was read.
 */
export function windowMean(
  windows: readonly WindowReading[],
  start: number,
  end: number
): number[] | undefined {
  let total = 0
  let sums: number[] | undefined
  for (const window of windows) {
    const covered = Math.min(window.end, end) - Math.max(window.start, start)
    if (!window.probabilities || covered <= 1e-9) continue
    total += covered
    const before = sums
    sums = window.probabilities.map((value, label) => (before?.[label] ?? 0) + covered * value)
  }
  return sums?.map((sum) => sum / total)
}
