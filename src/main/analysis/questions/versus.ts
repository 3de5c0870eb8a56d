import type { Sliced } from '../../../shared/agreement/sliced'
import { classDeltas, deltaTables } from '../../../shared/analysis/versus/class-deltas'
import { pairedTests } from '../../../shared/analysis/versus/paired-tests'
import type { VerdictStretch } from '../../../shared/analysis/versus/stretches'
import { rightCounts, verdictKinds, verdictOf, verdicts } from '../../../shared/analysis/versus/verdicts'
import type {
  RecordingGain,
  VersusAnswer,
  VersusItem,
  VersusSelection
} from '../../../shared/contract/analysis/versus'
import { ok } from '../../../shared/domain/problem'
import { confusionMetrics } from '../../../shared/metrics'
import { mcnemarOf } from '../../../shared/metrics/mcnemar'
import { clustersOf } from '../errors/clusters'
import { threeSides } from '../errors/three-columns'
import type { ThreeSides } from '../errors/three-columns'
import { stretchesOf } from '../errors/versus-stretches'
import type { Question } from '../question'

/** Scores that are compared, in the order of the table. */
const SCORES = ['accuracy', 'uar', 'f1_macro', 'f1_weighted', 'cohen_kappa', 'mcc']
/** Recordings told one by one. */
const MOST_RECORDINGS = 500

/** What B put right and broke where A stood before, with paired tests. */
export const versus: Question<'analysis.versus'> = function* (desk, { cluster, seed, ...query }) {
  const revision = desk.reader.revision()
  const sides = yield* threeSides(desk, query)
  if (!sides.ok) return sides
  const { b, labels, columns } = sides.value
  const found = verdicts(columns)
  yield
  const { noun, ...clusters } = clustersOf(desk.reader, b, cluster)
  const known = confusionMetrics.all.filter(({ id }) => SCORES.includes(id))
  const tests = yield* pairedTests({ ...columns, labels, ...clusters }, known, seed)
  const cells = deltaTables(columns)
  yield
  const classes = classDeltas(columns, labels, cells)
  const stretches = yield* stretchesOf(desk, query, labels)
  if (!stretches.ok) return stretches
  const timeless = new Set(
    desk.reader
      .all('recording')
      .flatMap(({ id, medium }) => (medium === 'image' || medium === 'document' ? [id] : []))
  )
  const timed = stretches.value.filter(({ recordingId }) => !timeless.has(recordingId))
  const recordings = gains(timed)
  const answer: VersusAnswer = {
    revision,
    schemeId: b.schemeId,
    ...(b.attributeId === undefined ? {} : { attributeId: b.attributeId }),
    labels,
    amounts: found.amounts,
    time: timeOf(timed),
    mcnemar: mcnemarOf(rightCounts(found)),
    tests,
    classes,
    cells: {
      a: [...cells.a],
      b: [...cells.b],
      secondsA: [...cells.secondsA],
      secondsB: [...cells.secondsB]
    },
    clusterNoun: noun,
    recordings: recordings.slice(0, MOST_RECORDINGS),
    recordingsTotal: recordings.length
  }
  return ok(answer)
}

/** Moments of such a comparison. */
export const versusItems: Question<'analysis.versusItems'> = function* (desk, { selection, ...query }) {
  const sides = yield* threeSides(desk, query)
  if (!sides.ok) return sides
  const { b } = sides.value
  const units = yield* chosen(sides.value, selection)
  const items = units.slice(0, selection.limit ?? units.length).flatMap((unit) => itemOf(sides.value, unit))
  return ok({
    items,
    total: units.length,
    schemeId: b.schemeId,
    ...(b.attributeId === undefined ? {} : { attributeId: b.attributeId })
  })
}

/** Who is right over time in one recording. */
export const versusStretches: Question<'analysis.versusStretches'> = function* (
  desk,
  { recordingId, ...query }
) {
  const sides = yield* threeSides(desk, query)
  if (!sides.ok) return sides
  const stretches = yield* stretchesOf(desk, query, sides.value.labels)
  if (!stretches.ok) return stretches
  return ok(stretches.value.filter((stretch) => stretch.recordingId === recordingId))
}

/** Units that a selection means, in the order of recordings and time. */
function* chosen({ columns, labels, b }: ThreeSides, selection: VersusSelection): Sliced<number[]> {
  const { truth, a: left, b: right, classes } = columns
  const wanted = new Set(selection.verdicts.map((kind) => verdictKinds.indexOf(kind)))
  const place = (label: string | undefined) => (label === undefined ? undefined : labels.indexOf(label))
  const [row, own, other] = [place(selection.reference), place(selection.a), place(selection.b)]
  const units: number[] = []
  for (let i = 0; i < truth.length; i++) {
    const [t, x, y] = [truth[i] ?? -1, left[i] ?? -1, right[i] ?? -1]
    if (!wanted.has(verdictOf(t, x, y, classes))) continue
    if (row !== undefined && t !== row) continue
    if (own !== undefined && x !== own) continue
    if (other !== undefined && y !== other) continue
    units.push(i)
    if (units.length % 50_000 === 0) yield
  }
  const { recording, start } = b.units
  return units.sort(
    (x, y) => (recording[x] ?? 0) - (recording[y] ?? 0) || (start[x] ?? 0) - (start[y] ?? 0) || x - y
  )
}

function itemOf({ b, labels, columns }: ThreeSides, unit: number): VersusItem[] {
  const item = b.units.item(unit)
  const a = labels[columns.a[unit] ?? -1]
  const kind = verdictOf(
    columns.truth[unit] ?? -1,
    columns.a[unit] ?? -1,
    columns.b[unit] ?? -1,
    columns.classes
  )
  return item && a !== undefined ? [{ ...item, a, verdict: verdictKinds[kind] ?? 'left-out' }] : []
}

function timeOf(stretches: readonly VerdictStretch[]): VersusAnswer['time'] {
  const time = { 'both-right': 0, fixed: 0, broken: 0, 'both-wrong-same': 0, 'both-wrong-different': 0 }
  for (const { start, end, verdict } of stretches) time[verdict] += end - start
  return time
}

/** Recordings in which the two differ, the largest change first. */
function gains(stretches: readonly VerdictStretch[]): RecordingGain[] {
  const found = new Map<string, { fixed: number; broken: number; stretches: number }>()
  for (const { recordingId, start, end, verdict } of stretches) {
    if (verdict !== 'fixed' && verdict !== 'broken') continue
    const own = found.get(recordingId) ?? { fixed: 0, broken: 0, stretches: 0 }
    found.set(recordingId, own)
    own[verdict] += end - start
    own.stretches++
  }
  return [...found]
    .map(([recordingId, own]) => ({ recordingId, ...own }))
    .sort(
      (x, y) =>
        Math.abs(y.fixed - y.broken) - Math.abs(x.fixed - x.broken) || y.fixed + y.broken - x.fixed - x.broken
    )
}
