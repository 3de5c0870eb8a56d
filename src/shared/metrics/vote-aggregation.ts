import type { Method } from './base/metric'
import { entropy } from './soft-label'

/** What the votes about one item come to; null where there is no vote or no winner. */
export interface VoteSummary {
  readonly counts: readonly number[]
  readonly n: number
  readonly distribution: readonly number[] | null
  /** The label with most votes; null when tied. */
  readonly plurality: string | null
  /** Labels that share the most votes, when there is more than one. */
  readonly tied: readonly string[]
  /** Share of votes for the strongest label. */
  readonly agreement: number | null
  /** The label with more than half of the votes. */
  readonly strictMajority: string | null
  /** Entropy of the unsmoothed votes, in bits. */
  readonly entropyBits: number | null
  /** Votes that were missing or for a label outside the list. */
  readonly leftOut: number
}

/** Labels that any, all, most, or at least two of the raters gave to one item. */
export interface LabelSetSummary {
  readonly union: readonly string[]
  readonly intersection: readonly string[]
  readonly majority: readonly string[]
  readonly atLeastTwo: readonly string[]
}

/** What vote aggregation is. */
export const voteAggregationMethod: Method = {
  kind: 'method',
  id: 'vote_aggregation',
  name: 'Vote aggregation',
  definition:
    'counts c per label; distribution (c + a) / (n + a K); plurality: most votes; strict majority: more than n/2',
  convention:
    'A tie has no plurality and stays open. Entropy and agreement are of the votes as given, without smoothing.',
  source: 'Textbook definition; soft labels as in Fayek, Lech & Cavedon 2016, IJCNN',
  missingPolicy:
    'Missing votes and votes outside the labels are left out and counted; an item without votes has nothing.'
}

/** What the aggregation of label sets is. */
export const labelSetAggregationMethod: Method = {
  kind: 'method',
  id: 'label_set_aggregation',
  name: 'Label set aggregation',
  definition: 'union, intersection, labels of more than half of the raters, labels of at least two raters',
  convention: 'A rater who gave no label counts as a rater. Labels in the order of the scheme.',
  source: 'Mohammad et al. 2018, SemEval-2018 Task 1 (E-c)',
  missingPolicy: 'A rater who did not look at the item must be left out before.'
}

/**
 * Summarise the votes about one item.
 * @param smoothing added to the count of every label before the distribution is made
 */
export function summariseVotes(
  votes: readonly (string | null)[],
  labels: readonly string[],
  smoothing = 0
): VoteSummary {
  const counts = labels.map((label) => votes.filter((vote) => vote === label).length)
  const n = counts.reduce((sum, count) => sum + count, 0)
  const leftOut = votes.length - n
  if (n === 0)
    return {
      counts,
      n,
      distribution: null,
      plurality: null,
      tied: [],
      agreement: null,
      strictMajority: null,
      entropyBits: null,
      leftOut
    }
  const most = Math.max(...counts)
  const strongest = labels.filter((_, i) => counts[i] === most)
  const winner = strongest.length === 1 ? (strongest[0] ?? null) : null
  return {
    counts,
    n,
    distribution: counts.map((count) => (count + smoothing) / (n + smoothing * labels.length)),
    plurality: winner,
    tied: winner === null ? strongest : [],
    agreement: most / n,
    strictMajority: most > n / 2 ? winner : null,
    entropyBits: entropy(counts.map((count) => count / n)) / Math.LN2,
    leftOut
  }
}

/** Summarise the label sets that several raters gave to one item. */
export function summariseLabelSets(
  sets: readonly (readonly string[])[],
  labels: readonly string[]
): LabelSetSummary {
  const counts = labels.map((label) => sets.filter((set) => set.includes(label)).length)
  const where = (holds: (count: number) => boolean) => labels.filter((_, i) => holds(counts[i] ?? 0))
  return {
    union: where((count) => count > 0),
    intersection: where((count) => count > 0 && count === sets.length),
    majority: where((count) => count > sets.length / 2),
    atLeastTwo: where((count) => count >= 2)
  }
}
