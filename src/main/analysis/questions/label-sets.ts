import type { Sliced } from '../../../shared/agreement/sliced'
import { setCards, shareCards } from '../../../shared/analysis/label-sets/cards'
import { coOccurrence } from '../../../shared/analysis/label-sets/co-occurrence'
import { labelCurve, tunedThresholds } from '../../../shared/analysis/label-sets/curves'
import { intensityRows } from '../../../shared/analysis/label-sets/intensities'
import { setsAt, STANDARD_THRESHOLD } from '../../../shared/analysis/label-sets/label-table'
import { f1Of, setNumbers } from '../../../shared/analysis/label-sets/set-numbers'
import { shareDistance } from '../../../shared/analysis/label-sets/share-distances'
import type { LabelSetSettings, LabelSetsAnswer } from '../../../shared/contract/label-sets'
import { fail, ok } from '../../../shared/domain/problem'
import type { Desk } from '../desk'
import { labelSetState, rowsOfParts } from '../label-sets/state'
import type { LabelSetState } from '../label-sets/state'
import { recordingsUsed } from '../part-names'
import type { Question } from '../question'

/** Sets of labels in numbers, at the thresholds that are asked about. */
export const labelSets: Question<'analysis.labelSets'> = function* (desk, { settings, ...query }) {
  const revision = desk.reader.revision()
  const made = yield* labelSetState(desk, query)
  if (!made.ok) return made
  const state = made.value
  const { table, labels } = state
  const { k } = table
  const rows = rowsOfParts(desk, state, settings.part)
  const thresholds = thresholdsOf(state, settings)
  const sets = setsOf(state, settings)
  const numbers = setNumbers(table.truth, sets, k, rows, table.n)
  const intensities = intensityRows(table.levels, table.saidLevels, k, rows)
  const shares = yield* sharesOf(desk, query, state, settings.part, rows)
  return ok({
    revision,
    schemeId: state.schemeId,
    ...(state.attributeId === undefined ? {} : { attributeId: state.attributeId }),
    kind: state.kind,
    recordings: recordingsUsed(
      rows.map((row) => state.recording[row] ?? -1),
      state.recordings.length
    ),
    n: rows.length,
    leftOut: state.leftOut,
    scored: state.scored,
    range: yield* rangeOf(desk, query, state),
    parts: state.parts,
    cards: setCards(numbers, intensities, state.leftOut),
    labels: numbers.perLabel.map((counts, j) => ({
      ...counts,
      label: labels[j] ?? '',
      threshold: thresholds[j] ?? STANDARD_THRESHOLD,
      f1: f1Of(counts),
      intensity: intensities[j] ?? { n: 0, pearson: null, meanReference: null, meanCandidate: null }
    })),
    together: { reference: coOccurrence(table.truth, k, rows), candidate: coOccurrence(sets, k, rows) },
    ...(shares ? { shares } : {})
  })
}

/** Curves of every label over a part; thresholds play no role in them. */
export const labelCurves: Question<'analysis.labelCurves'> = function* (desk, { part, ...query }) {
  const revision = desk.reader.revision()
  const made = yield* labelSetState(desk, query)
  if (!made.ok) return made
  const { table, labels } = made.value
  const rows = rowsOfParts(desk, made.value, part)
  const curves = []
  for (let j = 0; j < table.k; j++) {
    curves.push(labelCurve(table.truth, table.scores, table.k, j, rows))
    yield
  }
  return ok({ revision, labels, curves })
}

/** Thresholds from one part. Items of any other part are never read. */
export const labelTune: Question<'analysis.labelTune'> = function* (desk, { tune, ...query }) {
  const made = yield* labelSetState(desk, query)
  if (!made.ok) return made
  const { table, labels } = made.value
  const rows = rowsOfParts(desk, made.value, tune.part)
  if (rows.length === 0)
    return fail('no-items', 'That part has no item with labels of both.', 'Choose another part to tune on.')
  yield
  const found = tunedThresholds(table.truth, table.scores, table.k, rows, tune.aim)
  const known = labels.flatMap((label, j) => {
    const threshold = found[j]
    return threshold === undefined ? [] : [[label, threshold] as const]
  })
  return ok({
    thresholds: Object.fromEntries(known),
    items: rows.length,
    without: labels.filter((_, j) => found[j] === undefined)
  })
}

export const thresholdsOf = (
  { labels }: LabelSetState,
  { thresholds }: LabelSetSettings
): readonly number[] => labels.map((label) => thresholds[label] ?? STANDARD_THRESHOLD)

/** The candidate's sets, as the settings want them. */
export const setsOf = (state: LabelSetState, settings: LabelSetSettings): Uint8Array =>
  settings.sets === 'own' || !state.scored
    ? state.table.said
    : setsAt(state.table, thresholdsOf(state, settings))

function* rangeOf(desk: Desk, query: object, { table }: LabelSetState): Sliced<readonly [number, number]> {
  return yield* desk.kept(`label-range ${JSON.stringify(query)}`, function* () {
    yield
    let [low, high] = [Infinity, -Infinity]
    for (const score of table.scores) {
      if (score < low) low = score
      if (score > high) high = score
    }
    return high >= low ? ([Math.min(0, low), Math.max(1, high)] as const) : ([0, 1] as const)
  })
}

/** Mixtures: means over the items of a part, made once. */
function* sharesOf(
  desk: Desk,
  query: object,
  state: LabelSetState,
  part: readonly string[],
  rows: Int32Array
): Sliced<LabelSetsAnswer['shares']> {
  const { shares, table, leftOut } = state
  if (!shares) return undefined
  return yield* desk.kept(`label-shares ${JSON.stringify([query, part])}`, function* () {
    const { k } = table
    const distances = []
    for (let i = 0; i < rows.length; i++) {
      if (i % 2000 === 1999) yield
      const at = (rows[i] ?? 0) * k
      distances.push(
        shareDistance([...shares.reference.subarray(at, at + k)], [...shares.candidate.subarray(at, at + k)])
      )
    }
    return {
      n: rows.length,
      sameOrder: distances.reduce((sum, { sameOrder }) => sum + (sameOrder ? 1 : 0), 0),
      cards: shareCards(distances, leftOut)
    }
  })
}
