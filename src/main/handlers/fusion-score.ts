import type { Sliced } from '../../shared/agreement/sliced'
import { comparisonReport } from '../../shared/compare/comparison-report'
import { pairAuthors } from '../../shared/compare/pair-authors'
import type { ComparedSegment } from '../../shared/compare/pairing'
import type { ComparisonReport } from '../../shared/compare/report'
import type { FusionScore, FusionScoreAnswer, FusionScoreQuery } from '../../shared/contract/fusion'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import { fusedRuns } from '../../shared/fusion/fused-segments'
import { fuser } from '../../shared/fusion/fuse-lane'
import type { Fuser, FuserPlan } from '../../shared/fusion/fuse-lane'
import { comparedLabels } from '../../shared/values/answers-in-labels'
import type { Project } from '../store'
import type { FusionTable } from './fusion-table'
import type { FusionPlace } from './fusion-places'

const METRICS = ['accuracy', 'uar', 'f1_macro'] as const

/** How well a fusion, and each of its members alone, agrees with a reference. */
export function* fusionScore(
  project: Project,
  query: FusionScoreQuery,
  table: FusionTable
): Sliced<Result<Omit<FusionScoreAnswer, 'tookMs'>>> {
  const { plan } = query
  const head = yield* table.head(plan)
  if (!head.ok) return head
  const fuse = fuser(plan, table.labels, table.names, head.value)
  if (!fuse.ok) return fuse
  const fittedOn = new Set(plan.combine === 'stack' ? plan.stack?.fitOn.recordingIds : [])
  const places = table.places.filter(({ recordingId }) => !fittedOn.has(recordingId))
  const reference = (yield* table.reference(query.referenceAuthorId)).filter(
    ({ recordingId }) => !fittedOn.has(recordingId)
  )
  yield
  if (reference.length === 0)
    return fail(
      'nothing-labelled',
      `${project.get('author', query.referenceAuthorId)?.name ?? 'The reference'} has no labels in the chosen recordings${fittedOn.size > 0 ? ' that the head was not fitted on' : ''}.`,
      'Choose another reference, or other recordings.'
    )
  const axes = comparedLabels(project.get('scheme', plan.target.schemeId), plan.target.attributeId)
  const against = function* (made: Fuser, of: readonly FusionPlace[]): Sliced<ComparisonReport> {
    const candidate: ComparedSegment[] = []
    for (const place of of) {
      candidate.push(...compared(place, made, plan.grid.kind === 'segments'))
      yield
    }
    const units = pairAuthors({ reference, candidate, mode: query.mode, axes })
    yield
    return comparisonReport(units, { metrics: METRICS, bootstrap: false })
  }
  const report = yield* against(fuse.value, places)
  // What a member says by itself does not change while weights do.
  const members = yield* table.remembered(
    ['alone', query.referenceAuthorId, query.mode, plan.smoothSeconds, [...fittedOn]],
    function* () {
      const found: FusionScoreAnswer['members'][number][] = []
      for (const [m, member] of plan.members.entries()) {
        const alone = fuser(alonePlan(plan, member), table.labels, [table.names[m] ?? ''])
        if (!alone.ok) continue
        const own = places.map((place) => onlyMember(place, m))
        found.push({ ...scoreOf(yield* against(alone.value, own)), ...coverage(own, table.labels) })
      }
      return found
    }
  )
  return ok({
    cards: report.cards,
    fused: scoreOf(report),
    members,
    leftOut: report.leftOut,
    recordings: new Set(places.map(({ recordingId }) => recordingId)).size,
    moments: places.reduce((sum, { lane }) => sum + lane.cells.starts.length, 0),
    ...(head.value && plan.stack
      ? { fittedOn: { name: plan.stack.fitOn.name, recordings: fittedOn.size, moments: head.value.n } }
      : {}),
    revision: table.revision
  })
}

/** A member by itself: the label of its highest share, smoothed as the fusion is. */
const alonePlan = (plan: FuserPlan, member: FuserPlan['members'][number]): FuserPlan => ({
  members: [{ ...member, weight: 1, classWeights: {} }],
  missing: 'renormalise',
  combine: 'mean',
  smoothSeconds: plan.smoothSeconds,
  rules: []
})

function onlyMember(place: FusionPlace, m: number): FusionPlace {
  const own = place.lane.members[m]
  return { ...place, lane: { cells: place.lane.cells, members: own ? [own] : [] } }
}

function compared(place: FusionPlace, fuse: Fuser, each: boolean): ComparedSegment[] {
  const { recordingId, personId } = place
  const lane = fuse(place.lane)
  return fusedRuns(lane, each).map(({ from, to }) => ({
    id: '',
    recordingId,
    start: lane.cells.starts[from] ?? 0,
    end: lane.cells.ends[to - 1] ?? 0,
    label: lane.labels[lane.best[from] ?? -1],
    personId
  }))
}

function scoreOf({ cards, n }: ComparisonReport): FusionScore {
  const value = (id: string): number | null => cards.find((card) => card.id === id)?.value ?? null
  return { accuracy: value('accuracy'), uar: value('uar'), macroF1: value('f1_macro'), n }
}

function coverage(
  places: readonly FusionPlace[],
  labels: readonly string[]
): { readonly missingShare: number; readonly neverGives: readonly string[] } {
  let [time, absent] = [0, 0]
  const given = new Uint8Array(labels.length)
  for (const { lane } of places) {
    const [member] = lane.members
    for (let i = 0; i < lane.cells.starts.length; i++) {
      const length = (lane.cells.ends[i] ?? 0) - (lane.cells.starts[i] ?? 0)
      time += length
      if (!member?.present[i]) absent += length
    }
    member?.scores.forEach((score, at) => {
      if (score > 0) given[at % labels.length] = 1
    })
  }
  return {
    missingShare: time > 0 ? absent / time : 0,
    neverGives: time > absent ? labels.filter((_, k) => !given[k]) : []
  }
}
