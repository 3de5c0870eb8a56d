import type { Sliced } from '../../../shared/agreement/sliced'
import { confidenceNumbers } from '../../../shared/analysis/confidence/confidence-numbers'
import { pairTable } from '../../../shared/analysis/confidence/pair-focus'
import { topShares } from '../../../shared/analysis/confidence/proper-scores'
import type { Bets, ScoredItems } from '../../../shared/analysis/confidence/scored-items'
import type { ConfidenceAnswer, ConfidenceSettings } from '../../../shared/contract/confidence'
import { ok } from '../../../shared/domain/problem'
import type { Result } from '../../../shared/domain/problem'
import { confidenceState } from '../confidence/state'
import type { ConfidenceState } from '../confidence/state'
import type { Desk } from '../desk'
import { partCounts, partNames, recordingsUsed } from '../part-names'
import type { Question } from '../question'

/** Most ranks that top-j is told for. */
const TOP = 5

/** Reliability, temperature, risk over coverage. */
export const confidence: Question<'analysis.confidence'> = function* (desk, { settings, ...query }) {
  const revision = desk.reader.revision()
  const made = yield* confidenceState(desk, query, settings)
  if (!made.ok) return made
  return yield* answerOf(desk, settings, made.value, revision)
}

function* answerOf(
  desk: Desk,
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
    recordings: recordingsUsed(
      units.map((unit) => compared.units.recording[unit] ?? -1),
      compared.units.recordings.length
    ),
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
    support
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
