import type { Sliced } from '../../../shared/agreement/sliced'
import { cardOf } from '../../../shared/analysis/confidence/card-texts'
import { confidenceNumbers } from '../../../shared/analysis/confidence/confidence-numbers'
import {
  disagreementGrid,
  disagreementLevels,
  disagreements,
  rankCorrelation
} from '../../../shared/analysis/confidence/disagreement'
import { pairTable } from '../../../shared/analysis/confidence/pair-focus'
import { normalisedEntropies, topShares } from '../../../shared/analysis/confidence/proper-scores'
import type { DisagreementReport } from '../../../shared/analysis/confidence/report'
import type { Bets, ScoredItems } from '../../../shared/analysis/confidence/scored-items'
import type { CompareQuery } from '../../../shared/contract'
import type { ConfidenceAnswer, ConfidenceSettings } from '../../../shared/contract/confidence'
import { ok } from '../../../shared/domain/problem'
import type { Result } from '../../../shared/domain/problem'
import { humanVotes } from '../confidence/human-votes'
import { confidenceState } from '../confidence/state'
import type { ConfidenceState } from '../confidence/state'
import type { Desk } from '../desk'
import { partCounts, partNames } from '../part-names'
import type { Question } from '../question'

/** Most ranks that top-j is told for. */
const TOP = 5

/** Reliability, temperature, risk over coverage, and the model's doubt beside people's. */
export const confidence: Question<'analysis.confidence'> = function* (desk, { settings, ...query }) {
  const revision = desk.reader.revision()
  const made = yield* confidenceState(desk, query, settings)
  if (!made.ok) return made
  return yield* answerOf(desk, query, settings, made.value, revision)
}

function* answerOf(
  desk: Desk,
  query: CompareQuery,
  { bins, binning }: ConfidenceSettings,
  state: ConfidenceState,
  revision: number
): Sliced<Result<ConfidenceAnswer>> {
  const { compared, units, items, after, labels, leftOut } = state
  const recordings = new Map(desk.reader.all('recording').map(({ id, group }) => [id, group]))
  const clusters = clustersOf(compared.units, units, recordings)
  const input = (bets: Bets, scored: ScoredItems | undefined) => ({
    bets,
    ...(scored ? { items: scored } : {}),
    ...{ labels, bins, binning, leftOut, ...clusters }
  })
  const before = yield* confidenceNumbers(input(state.bets, items))
  const calibrated = after && (yield* confidenceNumbers(input(after.bets, after.items)))
  yield
  const support = new Array<number>(labels.length).fill(0)
  if (items) for (const truth of items.truth) support[truth] = (support[truth] ?? 0) + 1
  return ok({
    revision,
    schemeId: compared.schemeId,
    ...(compared.attributeId === undefined ? {} : { attributeId: compared.attributeId }),
    groups: partCounts(
      partNames(desk.reader),
      compared.units.recordings,
      compared.rows.map((unit) => compared.units.recording[unit] ?? -1)
    ),
    recordings: new Set(Array.from(units, (unit) => compared.units.recording[unit])).size,
    from: state.from,
    reading: state.reading,
    labels,
    n: units.length,
    leftOut,
    before,
    ...(calibrated ? { after: calibrated, fit: after.fit } : {}),
    ...(state.fitProblem === undefined ? {} : { fitProblem: state.fitProblem }),
    top: items ? topShares(items, Math.min(TOP, items.k)) : [],
    pairs: items ? pairTable(items) : [],
    support,
    ...(yield* beside(desk, query, state))
  })
}

/** Clusters for resampling: the group of a recording, or the recording where it has none. */
function clustersOf(
  paired: ConfidenceState['compared']['units'],
  units: Int32Array,
  groupOf: ReadonlyMap<string, string | undefined>
) {
  const places = new Map<string, number>()
  const ofRecording = paired.recordings.map((id) => {
    const name = groupOf.get(id) ?? id
    const known = places.get(name)
    if (known !== undefined) return known
    places.set(name, places.size)
    return places.size - 1
  })
  const cluster = units.map((unit) => ofRecording[paired.recording[unit] ?? -1] ?? 0)
  return {
    cluster,
    clusters: places.size,
    noun: paired.recordings.some((id) => groupOf.get(id) !== undefined)
      ? 'groups of recordings'
      : 'recordings'
  }
}

type Beside = { readonly disagreement: DisagreementReport } | { readonly disagreementReason: string }

function* beside(desk: Desk, query: CompareQuery, state: ConfidenceState): Sliced<Beside> {
  const { items, bets } = state
  if (!items)
    return {
      disagreementReason: 'The candidate gave its confidence only: its doubt between labels is unknown.'
    }
  const votes = yield* humanVotes(desk, query, state)
  const disagreement = disagreements(votes)
  const known = disagreement.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0)
  if (known === 0)
    return {
      disagreementReason:
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
