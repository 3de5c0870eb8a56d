import type { Sliced } from '../../shared/agreement/sliced'
import type { FusionQuery } from '../../shared/contract/fusion'
import type { ComparedSegment } from '../../shared/compare/pairing'
import { CANNOT_RATE } from '../../shared/domain/rows'
import { ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { FusionPlan } from '../../shared/fusion/fusion-plan'
import { fitStack } from '../../shared/fusion/stack-head'
import type { StackHead, StackRows } from '../../shared/fusion/stack-head'
import { labelMapper } from '../../shared/mapping/label-mapper'
import { sameRef } from '../../shared/mapping/common-targets'
import { answersInLabels } from '../../shared/values/answers-in-labels'
import type { Project } from '../store'
import { inSlices } from './in-slices'
import { fusionFrame, fusionPlaces } from './fusion-places'
import type { FusionFrame, FusionPlace } from './fusion-places'

/** Everything that sliders do not change, read once. */
export interface FusionTable extends FusionFrame {
  readonly places: readonly FusionPlace[]
  readonly revision: number
  /** Labels of an author in the target's words. */
  reference(authorId: string): Sliced<readonly ComparedSegment[]>
  /** Something that follows from the table and what is named in the key; made once. */
  remembered<T>(key: readonly unknown[], make: () => Sliced<T>): Sliced<T>
  /** The head of a stacked fusion; undefined for others. */
  head(plan: FusionPlan): Sliced<Result<StackHead | undefined>>
}

/** The table that was read last is kept: while sliders move, the same question comes again and again. */
export interface FusionTables {
  read(project: Project, query: FusionQuery): Promise<Result<FusionTable>>
}

/** A keeper of the last table. */
export function fusionTables(): FusionTables {
  let kept:
    | { readonly key: string; readonly project: Project; readonly table: Promise<Result<FusionTable>> }
    | undefined
  return {
    read(project, query) {
      const key = JSON.stringify([
        project.revision(),
        project.viewer().authorId,
        query.recordingIds,
        asRead(query.plan)
      ])
      if (kept?.key === key && kept.project === project) return kept.table
      const table = readTable(project, query)
      kept = { key, project, table }
      return table
    }
  }
}

/** Of a plan, what the members' answers on common cells depend on. */
const asRead = ({ target, grid, interpolate, members }: FusionPlan): unknown => [
  target,
  grid,
  interpolate,
  members.map(({ authorId, name, offsetSeconds, post, groups }) => [
    authorId,
    name,
    offsetSeconds,
    post,
    groups
  ])
]

async function readTable(project: Project, query: FusionQuery): Promise<Result<FusionTable>> {
  const revision = project.revision()
  const frame = fusionFrame(project, query)
  if (!frame.ok) return frame
  const places = await inSlices(collected(project, query.plan, frame.value))
  const memory = new Map<string, unknown>()
  const table: FusionTable = {
    ...frame.value,
    places,
    revision,
    *remembered<T>(key: readonly unknown[], make: () => Sliced<T>): Sliced<T> {
      const name = JSON.stringify(key)
      if (!memory.has(name)) memory.set(name, yield* make())
      return memory.get(name) as T
    },
    reference: (authorId) =>
      table.remembered(['reference', authorId], () => referenceLabels(project, query, authorId)),
    *head({ combine, stack }) {
      if (combine !== 'stack' || !stack) return ok(undefined)
      return yield* table.remembered<Result<StackHead>>(['head', stack], () => fitted(table, stack))
    }
  }
  return ok(table)
}

function* collected(project: Project, plan: FusionPlan, frame: FusionFrame): Sliced<FusionPlace[]> {
  const places: FusionPlace[] = []
  for (const place of fusionPlaces(project, plan, frame)) {
    if (place) places.push(place)
    yield
  }
  return places
}

function* referenceLabels(
  project: Project,
  { plan, recordingIds }: FusionQuery,
  authorId: string
): Sliced<readonly ComparedSegment[]> {
  const lanes = project.segmentsForCompare([authorId], recordingIds)
  yield
  const mapper = labelMapper(plan.target, project.all('scheme'))
  const found: ComparedSegment[] = []
  for (const { track, segments } of lanes) {
    if (!answersInLabels(project.get('scheme', track.schemeId), track.attributeId)) continue
    // Other questions of the same scheme are not this one.
    if (track.schemeId === plan.target.schemeId && !sameRef(track, plan.target)) continue
    for (const segment of segments)
      found.push({
        id: segment.id,
        recordingId: track.recordingId,
        start: segment.start,
        end: segment.end,
        label: mapper.reaches(track) ? mapper.label(track, segment) : segment.label,
        personId: segment.personId ?? track.personId
      })
    yield
  }
  return found
}

function* fitted(
  table: FusionTable,
  { fitOn, authorId, model, lambda }: NonNullable<FusionPlan['stack']>
): Sliced<Result<StackHead>> {
  const reference = yield* table.reference(authorId)
  const inside = new Set(fitOn.recordingIds)
  const place = new Map(table.labels.map((label, k) => [label, k]))
  const rows = { shares: [] as Float64Array[], here: [] as Uint8Array[], labels: [] as number[] }
  for (const { recordingId, personId, lane } of table.places) {
    if (!inside.has(recordingId)) continue
    const own = reference
      .filter(
        (segment) =>
          segment.recordingId === recordingId &&
          (!personId || !segment.personId || segment.personId === personId)
      )
      .toSorted((a, b) => a.start - b.start)
    let at = 0
    for (let i = 0; i < lane.cells.starts.length; i++) {
      const middle = ((lane.cells.starts[i] ?? 0) + (lane.cells.ends[i] ?? 0)) / 2
      while (at < own.length && (own[at]?.end ?? 0) <= middle) at++
      const segment = own[at]
      const label =
        segment && segment.start <= middle && segment.label !== CANNOT_RATE
          ? place.get(segment.label ?? '')
          : undefined
      if (label === undefined || lane.members.every(({ present }) => !present[i])) continue
      const width = table.labels.length
      const shares = new Float64Array(lane.members.length * width)
      lane.members.forEach(({ scores }, m) =>
        shares.set(scores.subarray(i * width, (i + 1) * width), m * width)
      )
      rows.shares.push(shares)
      rows.here.push(Uint8Array.from(lane.members, ({ present }) => present[i] ?? 0))
      rows.labels.push(label)
    }
    yield
  }
  return yield* fitStack(
    thinned(rows),
    { model, lambda },
    table.places[0]?.lane.members.length ?? 0,
    table.labels.length
  )
}

/** A head learns no more from neighbouring moments of the same answers; more cells than this only take longer. */
const MOST_CELLS = 5000

/** At most as many cells as are worth it, evenly drawn in their order. */
function thinned(rows: StackRows): StackRows {
  const n = rows.labels.length
  if (n <= MOST_CELLS) return rows
  const kept = Array.from({ length: MOST_CELLS }, (_, i) => Math.floor((i * n) / MOST_CELLS))
  return {
    shares: kept.map((i) => rows.shares[i] ?? []),
    here: kept.map((i) => rows.here[i] ?? []),
    labels: kept.flatMap((i) => rows.labels[i] ?? [])
  }
}
