/** How many confidences lie in each of some equal bins of 0 to 1; the last bin holds 1 itself. */
export interface ConfidenceHistogram {
  readonly bins: readonly number[]
  /** Predictions without a confidence; they are in no bin. */
  readonly without: number
}

/** Count confidences (0 to 1; others are put in the nearest bin) in `count` equal bins. */
export function confidenceHistogram(
  confidences: readonly (number | undefined)[],
  count = 20
): ConfidenceHistogram {
  const bins = new Array<number>(count).fill(0)
  let without = 0
  for (const confidence of confidences) {
    if (confidence === undefined) without++
    else {
      const bin = Math.max(0, Math.min(count - 1, Math.floor(confidence * count + 1e-9)))
      bins[bin] = (bins[bin] ?? 0) + 1
    }
  }
  return { bins, without }
}

/** How many confidences are at least a threshold; those without one never are. */
export const countFrom = (confidences: readonly (number | undefined)[], threshold: number): number =>
  confidences.reduce<number>(
    (count, confidence) => (confidence !== undefined && confidence >= threshold ? count + 1 : count),
    0
  )
