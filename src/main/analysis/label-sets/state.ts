import type { Sliced } from '../../../shared/agreement/sliced'
import type { LabelTable } from '../../../shared/analysis/label-sets/label-table'
import { labelCodes } from '../../../shared/compare/label-codes'
import { pairSegments } from '../../../shared/compare/pair-segments'
import type { ComparedSegment } from '../../../shared/compare/pairing'
import type { LeftOut } from '../../../shared/compare/report'
import type { CompareQuery } from '../../../shared/contract'
import { ok } from '../../../shared/domain/problem'
import type { Result } from '../../../shared/domain/problem'
import { CANNOT_RATE } from '../../../shared/domain/rows'
import type { Segment } from '../../../shared/domain/rows'
import { attributeTask } from '../../../shared/values/attribute'
import { bothSides } from '../compared'
import type { Desk } from '../desk'
import { partCounts, partNames } from '../part-names'
import { answerRow } from './answer-row'

/** Items with several labels on both sides. */
export interface LabelSetState {
  readonly kind: 'labels' | 'shares' | 'label'
  readonly schemeId: string
  readonly attributeId: string | undefined
  readonly labels: readonly string[]
  readonly table: LabelTable
  /** Mixtures of both sides, n x k; only where both are mixtures. */
  readonly shares?: { readonly reference: Float64Array; readonly candidate: Float64Array }
  /** Segments of each item. */
  readonly own: readonly ComparedSegment[]
  readonly other: readonly ComparedSegment[]
  readonly recordings: readonly string[]
  readonly recording: Int32Array
  readonly parts: readonly { readonly name: string; readonly items: number }[]
  readonly leftOut: readonly LeftOut[]
  readonly scored: boolean
}

/** One code for everything: pairing goes by overlap alone, whatever was said. */
const ANYTHING = labelCodes([{ id: 'x' }])

/** Items between two pauses. */
const SLICE = 10_000

/** Kept by the desk. A segment is paired with the one that overlaps it most; an empty set is an answer. */
export function* labelSetState(desk: Desk, query: CompareQuery): Sliced<Result<LabelSetState>> {
  return yield* desk.kept(`label-sets ${JSON.stringify(query)}`, () => makeState(desk, query))
}

function* makeState(desk: Desk, query: CompareQuery): Sliced<Result<LabelSetState>> {
  const sides = yield* bothSides(desk, query)
  if (!sides.ok) return sides
  const { reference, candidate, axes, axisOf, schemeId, attributeId } = sides.value
  const scheme = desk.reader.get('scheme', schemeId)
  const task = attributeId === undefined ? undefined : attributeTask(scheme, attributeId)
  const kind = task?.kind === 'shares' ? 'shares' : task?.kind === 'labels' ? 'labels' : 'label'
  const labels = axes.map(({ id }) => id)
  const k = labels.length
  const mineAnyhow = yield* anyAnswer(reference.segments, reference.rows)
  const theirsAnyhow = yield* anyAnswer(candidate.segments, candidate.rows)
  const pairs = pairSegments(
    mineAnyhow,
    theirsAnyhow,
    { reference: ANYTHING, candidate: ANYTHING },
    query.minOverlap
  )
  yield
  const place = (segment: Segment) => (label: string) => axisOf(segment.trackId, label)
  const own: ComparedSegment[] = []
  const other: ComparedSegment[] = []
  const at: (readonly [Segment, Segment])[] = []
  const out = { unanswered: 0, alone: 0, short: 0 }
  reference.segments.forEach((segment, i) => {
    const [mine, theirs] = [reference.rows[i], candidate.rows[pairs.winner[i] ?? -1]]
    const partner = candidate.segments[pairs.winner[i] ?? -1]
    if (!mine || !answered(mine)) out.unanswered++
    else if (!partner || !theirs) out.alone++
    else if ((pairs.candidate[i] ?? -1) < 0) out.short++
    else {
      own.push(segment)
      other.push(partner)
      at.push([mine, theirs])
    }
  })
  const n = at.length
  const table: LabelTable = {
    ...{ n, k, truth: new Uint8Array(n * k), said: new Uint8Array(n * k) },
    scores: new Float64Array(n * k).fill(NaN),
    levels: new Float64Array(n * k),
    saidLevels: new Float64Array(n * k)
  }
  const shares = { reference: new Float64Array(n * k), candidate: new Float64Array(n * k) }
  let mixtures = 0
  let scored = false
  for (const [i, [mine, theirs]] of at.entries()) {
    if (i % SLICE === SLICE - 1) yield
    const [a, b] = [answerRow(mine, place(mine), k), answerRow(theirs, place(theirs), k)]
    table.truth.set(a.present, i * k)
    table.levels.set(a.levels, i * k)
    table.said.set(b.present, i * k)
    table.saidLevels.set(b.levels, i * k)
    if (b.scores) {
      table.scores.set(b.scores, i * k)
      scored = true
    }
    if (a.shares && b.shares) {
      shares.reference.set(a.shares, i * k)
      shares.candidate.set(b.shares, i * k)
      mixtures++
    }
  }
  const places = new Map<string, number>()
  const recording = Int32Array.from(own, ({ recordingId }) => {
    const known = places.get(recordingId)
    if (known !== undefined) return known
    places.set(recordingId, places.size)
    return places.size - 1
  })
  const recordings = [...places.keys()]
  const entry = (reason: string, count: number): LeftOut => ({ reason, count, unit: 'segments' })
  return ok({
    ...{ kind, schemeId, attributeId, labels, table, own, other, recordings, recording, scored },
    ...(mixtures === n && n > 0 ? { shares } : {}),
    parts: partCounts(partNames(desk.reader), recordings, recording),
    leftOut: [
      entry('The reference segment is not labelled yet, or its rater declined.', out.unanswered),
      entry('No candidate segment overlaps the reference segment.', out.alone),
      entry(
        `The candidate covers less than ${Math.round((query.minOverlap ?? 0) * 100)} % of the segment.`,
        out.short
      )
    ].filter(({ count }) => count > 0)
  })
}

/** The same segments with one label for every answer. */
function* anyAnswer(
  segments: readonly ComparedSegment[],
  rows: readonly Segment[]
): Sliced<readonly ComparedSegment[]> {
  const made: ComparedSegment[] = []
  for (const [i, { id, recordingId, personId, start, end }] of segments.entries()) {
    if (i % SLICE === SLICE - 1) yield
    made.push({ id, recordingId, personId, start, end, label: answered(rows[i]) ? 'x' : '' })
  }
  return made
}

/** A label, or a set that was looked at, however empty it is. */
const answered = (segment: Segment | undefined): boolean =>
  segment !== undefined &&
  segment.label !== CANNOT_RATE &&
  (segment.label !== undefined || segment.value !== undefined || segment.scores !== undefined)

/** Places of the items of some parts; of all where none is named. */
export function rowsOfParts(desk: Desk, state: LabelSetState, part: readonly string[]): Int32Array {
  const n = state.own.length
  const names = part.length === 0 ? undefined : partNames(desk.reader)
  const wanted = new Set(part)
  const inPart = state.recordings.map((id) => names === undefined || wanted.has(names.get(id) ?? ''))
  const rows = new Int32Array(n)
  let count = 0
  for (let i = 0; i < n; i++) if (inPart[state.recording[i] ?? -1]) rows[count++] = i
  return rows.subarray(0, count)
}
