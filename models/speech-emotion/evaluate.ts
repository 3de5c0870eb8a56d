/** Quality of hard decisions. Shares are rounded to four digits. */
export interface Evaluation {
  readonly clips: number
  /** Mean of the recalls of all classes (unweighted average recall). */
  readonly uar: number
  /** Share of clips that are right (weighted average recall, accuracy). */
  readonly war: number
  readonly recall: Readonly<Record<string, number>>
  /** [true][predicted], counts. */
  readonly confusion: readonly (readonly number[])[]
}

/** Count decisions and summarise them. `target` and `predicted` are positions in `labels`. */
export function evaluate(
  decisions: readonly { readonly target: number; readonly predicted: number }[],
  labels: readonly string[]
): Evaluation {
  const confusion = labels.map((_, target) =>
    labels.map(
      (__, predicted) =>
        decisions.filter((decision) => decision.target === target && decision.predicted === predicted).length
    )
  )
  const recalls = confusion.map((row, c) => (row[c] ?? 0) / row.reduce((sum, count) => sum + count, 0))
  const right = decisions.filter((decision) => decision.target === decision.predicted).length
  return {
    clips: decisions.length,
    uar: share(recalls.reduce((sum, recall) => sum + recall, 0) / labels.length),
    war: share(right / decisions.length),
    recall: Object.fromEntries(labels.map((label, c) => [label, share(recalls[c] ?? 0)])),
    confusion
  }
}

function share(value: number): number {
  return Number(value.toFixed(4))
}
