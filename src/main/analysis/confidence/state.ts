import type { Sliced } from '../../../shared/agreement/sliced'
import { calibrated } from '../../../shared/analysis/confidence/calibrated'
import { groupFolds, namedPart } from '../../../shared/analysis/confidence/parts'
import type { FitPlan } from '../../../shared/analysis/confidence/parts'
import { readScores, readingTexts } from '../../../shared/analysis/confidence/probabilities'
import type { FitReport } from '../../../shared/analysis/confidence/report'
import { betsOf } from '../../../shared/analysis/confidence/scored-items'
import type { Bets, ScoredItems } from '../../../shared/analysis/confidence/scored-items'
import type { ComparedItems } from '../../../shared/analysis/compared-items'
import type { LeftOut } from '../../../shared/compare/report'
import type { CompareQuery } from '../../../shared/contract'
import type { ConfidenceSettings } from '../../../shared/contract/confidence'
import { fail, ok } from '../../../shared/domain/problem'
import type { Result } from '../../../shared/domain/problem'
import type { Desk } from '../desk'
import { partNames } from '../part-names'
import { scoreTable } from './score-table'
import { withoutReference } from './without-reference'

/** Scores of both authors' items, ready for every number and list of the view. */
export interface ConfidenceState {
  readonly compared: ComparedItems
  readonly from: 'scores' | 'confidence'
  readonly reading: string
  readonly labels: readonly string[]
  /** Unit of each item. */
  readonly units: Int32Array
  readonly items?: ScoredItems
  readonly bets: Bets
  readonly after?: { readonly items: ScoredItems; readonly bets: Bets; readonly fit: FitReport }
  readonly fitProblem?: string
  readonly leftOut: readonly LeftOut[]
}

type Settings = Pick<ConfidenceSettings, 'reading' | 'fit'>

/** Kept by the desk: the numbers, and every list that is opened from them, are of the same items. */
export function* confidenceState(
  desk: Desk,
  query: CompareQuery,
  { reading, fit }: Settings
): Sliced<Result<ConfidenceState>> {
  const compared = yield* desk.compared(query)
  if (!compared.ok) return compared
  return yield* desk.kept(`confidence ${JSON.stringify([query, reading, fit])}`, () =>
    makeState(desk, query, compared.value, { reading, fit })
  )
}

function* makeState(
  desk: Desk,
  query: CompareQuery,
  compared: ComparedItems,
  settings: Settings
): Sliced<Result<ConfidenceState>> {
  const table = yield* scoreTable(compared)
  const leftOut = [...compared.units.leftOut, ...(yield* withoutReference(desk, query, compared))]
  if (table.scored === 0) return fromConfidence(compared, leftOut)
  yield
  const read = readScores(table.scores, table.truth, table.classes.length, settings.reading)
  yield
  const units = read.rows.map((row) => compared.rows[row] ?? -1)
  const base = {
    compared,
    from: 'scores' as const,
    reading: readingTexts[read.reading],
    labels: Array.from(read.classes, (c) => compared.labels[table.classes[c] ?? -1]?.id ?? ''),
    leftOut: [...leftOut, ...read.leftOut]
  }
  const whole = { ...base, units, items: read.items, bets: betsOf(read.items) }
  if (settings.fit.by === 'none' || read.items.n === 0) return ok(whole)
  const plan = planOf(desk, compared, units, settings.fit)
  const made = yield* calibrated(read.items, plan.plan)
  if (!made) return ok({ ...whole, fitProblem: plan.problem })
  yield
  return ok({
    ...base,
    units: made.places.map((place) => units[place] ?? -1),
    items: made.before,
    bets: betsOf(made.before),
    after: {
      items: made.after,
      bets: betsOf(made.after),
      fit: {
        temperatures: made.temperatures,
        fittedOn: made.fittedOn,
        judged: made.places.length,
        text: plan.text
      }
    },
    leftOut: [
      ...base.leftOut,
      ...(read.items.n > made.places.length
        ? [
            {
              reason: 'The temperature was fitted on it, so it is not judged.',
              count: read.items.n - made.places.length,
              unit: 'segments' as const
            }
          ]
        : [])
    ]
  })
}

/** Only the confidence of each answer is known. */
function fromConfidence(compared: ComparedItems, leftOut: readonly LeftOut[]): Result<ConfidenceState> {
  const { rows, units } = compared
  const known = rows.filter((unit) => !Number.isNaN(units.confidence[unit] ?? NaN))
  if (known.length === 0)
    return fail(
      'no-scores',
      'The candidate gave neither scores nor confidence for these items.',
      'Compare a model, import its scores with its answers, or rate confidence with Alt+1 to Alt+5.'
    )
  const none = rows.length - known.length
  const guess = Int32Array.from(known, (unit) => units.candidate[unit] ?? -1)
  return ok({
    compared,
    from: 'confidence',
    reading: 'Only the confidence of each answer is known, not a score for every label.',
    labels: compared.labels.map(({ id }) => id),
    units: known,
    bets: {
      guess,
      confidence: Float64Array.from(known, (unit) => units.confidence[unit] ?? 0),
      right: Uint8Array.from(known, (unit, i) => (units.reference[unit] === guess[i] ? 1 : 0))
    },
    leftOut:
      none === 0
        ? leftOut
        : [...leftOut, { reason: 'The candidate gave no confidence.', count: none, unit: 'segments' }]
  })
}

interface Planned {
  readonly plan: FitPlan
  readonly text: string
  readonly problem: string
}

function planOf(
  desk: Desk,
  { units: paired }: ComparedItems,
  units: Int32Array,
  fit: Exclude<Settings['fit'], { by: 'none' }>
): Planned {
  const parts = partNames(desk.reader)
  const byGroup = fit.by === 'groups' || fit.of === 'groups'
  const places = new Map<string, number>()
  const placeOfRecording = paired.recordings.map((id) => {
    const name = byGroup ? (parts.get(id) ?? id) : id
    const known = places.get(name)
    if (known !== undefined) return known
    places.set(name, places.size)
    return places.size - 1
  })
  const group = units.map((unit) => placeOfRecording[paired.recording[unit] ?? -1] ?? -1)
  if (fit.by === 'groups') {
    const wanted = new Set(fit.groups.flatMap((name) => places.get(name) ?? []))
    const named = fit.groups.map((name) => `“${name}”`).join(', ')
    return {
      plan: namedPart(group, wanted),
      text: `Fitted on the recordings of ${named} and judged on all others: no item is in both.`,
      problem:
        fit.groups.length === 0
          ? 'Choose the groups of recordings that the temperature is fitted on.'
          : `The recordings of ${named} have no item with scores, or nothing is left to be judged.`
    }
  }
  const noun = byGroup ? 'group of recordings' : 'recording'
  const plan = groupFolds(group, places.size, fit.folds)
  return {
    plan,
    text: `Each of ${plan.folds} folds is judged with the temperature of the others; no ${noun} is in both.`,
    problem: `Folds need at least two ${byGroup ? 'groups of recordings' : 'recordings'} with scores.`
  }
}
