import type { Sliced } from '../../../shared/agreement/sliced'
import { cardOf } from '../../../shared/analysis/confidence/card-texts'
import {
  disagreementGrid,
  disagreementLevels,
  disagreements,
  rankCorrelation
} from '../../../shared/analysis/confidence/disagreement'
import { normalisedEntropies } from '../../../shared/analysis/confidence/proper-scores'
import type { DoubtAnswer } from '../../../shared/contract/confidence'
import { ok } from '../../../shared/domain/problem'
import { humanVotes } from '../confidence/human-votes'
import type { HumanVotes } from '../confidence/human-votes'
import { confidenceState } from '../confidence/state'
import type { ConfidenceState } from '../confidence/state'
import type { Question } from '../question'

/** The model's doubt beside that of people; a question of its own, because everybody's labels are read for it. */
export const doubt: Question<'analysis.doubt'> = function* (desk, { settings, ...query }) {
  const made = yield* confidenceState(desk, query, settings)
  if (!made.ok) return made
  const votes = yield* humanVotes(desk, query, settings, made.value)
  return ok(yield* besidePeople(votes, made.value))
}

function* besidePeople(votes: HumanVotes, state: ConfidenceState): Sliced<DoubtAnswer> {
  const { items, bets } = state
  if (!items)
    return {
      reason: 'The candidate gave its confidence only: its doubt between labels is unknown.'
    }
  const disagreement = disagreements(votes)
  const known = disagreement.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0)
  if (known === 0)
    return {
      reason:
        votes.people < 2
          ? 'At least two people must have labelled the same items.'
          : 'No item has the answers of two people.'
    }
  yield
  const uncertainty = normalisedEntropies(items)
  const leftOut =
    known < votes.n
      ? [{ reason: 'Fewer than two people answered.', count: votes.n - known, unit: 'segments' as const }]
      : []
  const { value } = rankCorrelation(uncertainty, disagreement)
  yield
  return {
    disagreement: {
      people: votes.people,
      items: known,
      leftOut,
      cards: [
        cardOf(correlationText, value, {
          n: known,
          leftOut,
          reason: 'One of the two is the same for all items, or there are fewer than three.',
          missingPolicy: 'Items with the answers of fewer than two people are left out and counted.'
        })
      ],
      ...disagreementGrid(uncertainty, disagreement, bets.right),
      levels: disagreementLevels(votes, disagreement, bets)
    }
  }
}

const correlationText = {
  id: 'uncertainty_disagreement',
  name: 'Rank correlation',
  definition: 'Spearman correlation of the entropy of the scores and the share of pairs of people who differ',
  convention: 'Mid-ranks for equal values. Above 0: the model doubts where people differ.',
  source: 'Spearman 1904; disagreement as 1 minus the agreement of Fleiss 1971 for one item'
}
