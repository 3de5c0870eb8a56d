import { sharesOf, unrated, voteWeights, type Verdict, type VotedUnit } from './votes'

/**
 * All labels that enough raters gave; always decided once somebody voted.
 * @param enough raters needed, of those who voted; never less than 1
 */
export function labelsOf(unit: VotedUnit, enough: (raters: number) => number): Verdict {
  const { raters, weights } = voteWeights(unit)
  if (raters === 0) return unrated
  const rated = unit.votes.filter(({ labels }) => labels !== null)
  const counts = new Map<string, number>()
  for (const { labels } of rated)
    for (const label of new Set(labels)) counts.set(label, (counts.get(label) ?? 0) + 1)
  const needed = Math.max(1, enough(raters))
  const labels = [...counts.keys()].filter((label) => (counts.get(label) ?? 0) >= needed).sort()
  const followed = rated.filter(
    (vote) =>
      new Set(vote.labels).size === labels.length && labels.every((label) => vote.labels?.includes(label))
  )
  return {
    state: 'decided',
    labels,
    open: [],
    shares: sharesOf(weights),
    agreement: followed.length / raters
  }
}

/** Labels that anybody gave. */
export const union = (unit: VotedUnit): Verdict => labelsOf(unit, () => 1)

/** Labels that everybody who voted gave. */
export const intersection = (unit: VotedUnit): Verdict => labelsOf(unit, (raters) => raters)
