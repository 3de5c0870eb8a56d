import { asLabels, sharesOf, unrated, voteWeights, type Verdict, type VotedUnit } from './votes'

// Thirds add up to 0.999...: votes this close are equal.
const TIE = 1e-9

function leaders(weights: ReadonlyMap<string, number>) {
  const most = Math.max(...weights.values())
  return {
    most,
    labels: [...weights.keys()].filter((label) => (weights.get(label) ?? 0) >= most - TIE).sort()
  }
}

/** The label with most votes; a tie stays open. */
export function plurality(unit: VotedUnit): Verdict {
  const { raters, weights } = voteWeights(unit)
  if (raters === 0) return unrated
  const { most, labels } = leaders(weights)
  const [first, second] = labels
  const decided = first !== undefined && second === undefined
  return {
    state: decided ? 'decided' : 'open',
    labels: decided ? asLabels(first) : [],
    open: decided ? [] : labels,
    shares: sharesOf(weights),
    agreement: most / raters
  }
}

/** The label with more than half of the votes; without one the unit stays open with the strongest labels. */
export function majority(unit: VotedUnit): Verdict {
  const verdict = plurality(unit)
  if (verdict.state !== 'decided' || (verdict.agreement ?? 0) > 0.5 + TIE) return verdict
  const { weights } = voteWeights(unit)
  return { ...verdict, state: 'open', labels: [], open: leaders(weights).labels }
}

/**
 * The distribution of the votes, with the label that leads it.
 * @param smoothing added to the votes of every one of `classes` before they become shares
 */
export function softLabels(unit: VotedUnit, classes: readonly string[], smoothing: number): Verdict {
  const verdict = plurality(unit)
  if (verdict.state === 'unrated' || smoothing === 0) return verdict
  const { weights } = voteWeights(unit)
  const smoothed = new Map(weights)
  for (const label of classes) smoothed.set(label, (weights.get(label) ?? 0) + smoothing)
  return { ...verdict, shares: sharesOf(smoothed) }
}
