import type { Method } from './base/metric'
import { argmax, mean } from './base/moments'

/** Which given labels are likely wrong, by a model that did not see them. */
export interface ConfidentLearning {
  /** Mean probability of a class over the items labelled with it; null for a class nobody was labelled with. */
  readonly thresholds: readonly (number | null)[]
  /** Row: given label; column: confident guess of the model. */
  readonly joint: readonly (readonly number[])[]
  /** Probability of the given label. */
  readonly selfConfidence: readonly number[]
  /** (probability of the given label - best other + 1) / 2, 0..1. */
  readonly margin: readonly number[]
  /** Items from the least to the most self-confident. */
  readonly order: readonly number[]
}

/** What confident learning is. */
export const confidentLearningMethod: Method = {
  kind: 'method',
  id: 'confident_learning',
  name: 'Confident learning',
  definition:
    'a class is a confident guess when its probability reaches the mean over the items labelled with it; count given label x confident guess',
  convention:
    'Probabilities must come from a model that was not trained on the item. Several confident guesses: the most probable class. Counts are not calibrated.',
  source: 'Northcutt, Jiang & Chuang 2021, JAIR 70, 1373-1411 (cleanlab)',
  missingPolicy: 'A class that nobody was labelled with has no threshold and is never a confident guess.'
}

// A threshold is a mean of the probabilities that are held against it; rounding must not decide.
const SLACK = 1e-6

/**
 * Confident learning.
 * @param labels index of the given class of each item
 * @param probabilities one row of class probabilities per item
 */
export function confidentLearning(
  labels: readonly number[],
  probabilities: readonly (readonly number[])[]
): ConfidentLearning {
  const classes = probabilities[0]?.length ?? 0
  const selfConfidence = labels.map((label, i) => probabilities[i]?.[label] ?? 0)
  const thresholds = Array.from({ length: classes }, (_, c) => {
    const own = selfConfidence.filter((_, i) => labels[i] === c)
    return own.length === 0 ? null : mean(own)
  })
  const joint = Array.from({ length: classes }, () => new Array<number>(classes).fill(0))
  labels.forEach((label, i) => {
    const row = probabilities[i] ?? []
    const confident = row.map((p, c) => {
      const threshold = thresholds[c]
      return threshold != null && p >= threshold - SLACK ? p : -1
    })
    const guess = argmax(confident)
    const counts = joint[label]
    if (counts && (confident[guess] ?? -1) >= 0) counts[guess] = (counts[guess] ?? 0) + 1
  })
  return {
    thresholds,
    joint,
    selfConfidence,
    margin: labels.map((label, i) => {
      const others = (probabilities[i] ?? []).filter((_, c) => c !== label)
      return ((selfConfidence[i] ?? 0) - Math.max(0, ...others) + 1) / 2
    }),
    order: labels.map((_, i) => i).sort((a, b) => (selfConfidence[a] ?? 0) - (selfConfidence[b] ?? 0))
  }
}
