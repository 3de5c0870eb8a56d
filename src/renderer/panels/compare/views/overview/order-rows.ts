import type { LabelSet } from './label-sets'
import type { PairScore } from './use-scores'

/** The value of a score in a pair; undefined while it is not known or not defined. */
export const valueOf = (score: PairScore | undefined, metric: string): number | undefined =>
  score?.kind === 'score'
    ? (score.value.cards.find(({ id }) => id === metric)?.value ?? undefined)
    : undefined

/** Authors by their score against one label set; those without one come last. */
export function orderRows(
  candidates: readonly LabelSet[],
  scores: ReadonlyMap<string, PairScore>,
  metric: string,
  order: { readonly set: string; readonly down: boolean } | undefined
): readonly LabelSet[] {
  if (!order) return candidates
  const key = ({ author }: LabelSet): number => {
    const value = valueOf(scores.get(`${order.set} ${author.id}`), metric)
    return value === undefined ? Infinity : order.down ? -value : value
  }
  return candidates.toSorted((a, b) => (key(a) === key(b) ? 0 : key(a) - key(b)))
}
