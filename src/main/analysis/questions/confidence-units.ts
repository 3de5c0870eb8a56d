import type { Sliced } from '../../../shared/agreement/sliced'
import { cellOf, disagreements, levelOf } from '../../../shared/analysis/confidence/disagreement'
import { chosenOf } from '../../../shared/analysis/confidence/pair-focus'
import { normalisedEntropies } from '../../../shared/analysis/confidence/proper-scores'
import { binsOf } from '../../../shared/analysis/confidence/reliability'
import type { Bets } from '../../../shared/analysis/confidence/scored-items'
import type { CallParsed, CompareQuery } from '../../../shared/contract'
import { ok } from '../../../shared/domain/problem'
import { humanVotes } from '../confidence/human-votes'
import { confidenceState } from '../confidence/state'
import type { ConfidenceState } from '../confidence/state'
import type { Desk } from '../desk'
import type { Question } from '../question'

/** As many units as a selection takes. */
const MOST = 5000

/** Items of a bar, a point or a cell of the confidence view, those that are most worth a look first. */
export const confidenceUnits: Question<'analysis.confidenceUnits'> = function* (
  desk,
  { settings, region, ...query }
) {
  const made = yield* confidenceState(desk, query, settings)
  if (!made.ok) return made
  const state = made.value
  const test = yield* testOf(desk, query, state, settings, region)
  const places: number[] = []
  for (let i = 0; i < state.units.length; i++) if (test.takes(i)) places.push(i)
  yield
  places.sort((a, b) => test.order(b) - test.order(a) || a - b)
  return ok({ units: places.slice(0, MOST).map((i) => state.units[i] ?? -1), total: places.length })
}

type Input = CallParsed<'analysis.confidenceUnits'>

interface Test {
  readonly takes: (item: number) => boolean
  /** The larger, the earlier. */
  readonly order: (item: number) => number
}

function* testOf(
  desk: Desk,
  query: CompareQuery,
  state: ConfidenceState,
  settings: Input['settings'],
  region: Input['region']
): Sliced<Test> {
  const { items, labels } = state
  const { bins, binning } = settings
  const betsFor = (after: boolean): Bets => (after && state.after ? state.after.bets : state.bets)
  const sure = (bets: Bets) => (i: number) => bets.confidence[i] ?? 0
  /** Wrong ones first, the surest of them at the top. */
  const wrongFirst = (bets: Bets) => (i: number) => (bets.right[i] === 1 ? 0 : 2) + sure(bets)(i)
  const none: Test = { takes: () => false, order: () => 0 }
  switch (region.kind) {
    case 'bin': {
      const bets = betsFor(region.after)
      const place = binsOf(bets.confidence, bins, binning)
      return { takes: (i) => place[i] === region.bin, order: wrongFirst(bets) }
    }
    case 'kept-errors': {
      const bets = betsFor(region.after)
      return {
        takes: (i) => bets.right[i] === 0 && (bets.confidence[i] ?? 0) >= region.threshold,
        order: sure(bets)
      }
    }
    case 'class': {
      const c = labels.indexOf(region.label)
      if (!items || c < 0) return none
      return {
        takes: (i) => items.truth[i] === c,
        order: (i) => -(items.probabilities[i * items.k + c] ?? 0)
      }
    }
    case 'beyond-top': {
      if (!items) return none
      return { takes: (i) => rankOf(items, i) > region.j, order: sure(state.bets) }
    }
    case 'pair': {
      const [a, b] = [labels.indexOf(region.truth), labels.indexOf(region.chosen)]
      if (!items || a < 0 || b < 0) return none
      return {
        takes: (i) => items.truth[i] === a && chosenOf(items, i, a, b) === b,
        order: (i) => items.probabilities[i * items.k + b] ?? 0
      }
    }
    case 'cell':
    case 'errors-by-disagreement': {
      if (!items) return none
      const votes = yield* humanVotes(desk, query, settings, state)
      const disagreement = disagreements(votes)
      yield
      if (region.kind === 'cell') {
        const uncertainty = normalisedEntropies(items)
        return {
          takes: (i) =>
            !Number.isNaN(disagreement[i] ?? NaN) &&
            cellOf(disagreement[i] ?? 0, GRID) === region.row &&
            cellOf(uncertainty[i] ?? 0, GRID) === region.column,
          order: wrongFirst(state.bets)
        }
      }
      const { part, line, shared } = region
      return {
        takes: (i) => {
          const d = disagreement[i] ?? NaN
          if (Number.isNaN(d) || state.bets.right[i] === 1) return false
          if (levelOf(d) > line !== (part === 'ambiguous')) return false
          const said = (votes.counts[i * votes.k + (state.bets.guess[i] ?? 0)] ?? 0) > 0
          return shared === undefined || said === shared
        },
        order: sure(state.bets)
      }
    }
  }
}

/** Cells of the grid on a side, as in `disagreementGrid`. */
const GRID = 8

function rankOf({ k, probabilities, truth }: NonNullable<ConfidenceState['items']>, item: number): number {
  const target = truth[item] ?? 0
  const own = probabilities[item * k + target] ?? 0
  let rank = 1
  for (let c = 0; c < k; c++) {
    const p = probabilities[item * k + c] ?? 0
    if (p > own || (p === own && c < target)) rank++
  }
  return rank
}
