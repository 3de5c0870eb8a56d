import type { GoldQuery } from '../../shared/contract'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Segment } from '../../shared/domain/rows'
import type { GoldRow } from '../../shared/domain/study'
import { DECIDED } from '../../shared/commands/rules/gold-track'
import { TraceRule, VoteRule } from '../../shared/gold/recipe'
import type { GoldSummary } from '../../shared/gold/gold-report'
import type { Project } from '../store'
import type { Area } from './area'
import type { HandlerContext } from './context'
import type { GoldLane, GoldLanes } from './gold-lanes'
import { goldMemo } from './gold-memo'
import { goldMoments } from './gold-moments'
import { goldTraces, traceSummary } from './gold-traces'
import { goldRows } from './gold-rows'
import { inSlices } from './in-slices'
import { writeGoldTraces } from './write-gold-traces'
import { mapResult, tellChanged, withProject } from './with-project'

type Names = 'gold.preview' | 'gold.moments' | 'gold.run'

/** Gold standards: what a rule makes of the labels, the moments it leaves to people, and the writing of its tracks. */
export function goldHandlers(context: HandlerContext): Area<Names> {
  const made = goldMemo()
  return {
    'gold.preview': (query) =>
      withProject(context, async (project) => {
        const rule = TraceRule.safeParse(query.rule)
        if (rule.success)
          return mapResult(await goldTraces(project, context.board, query, rule.data), traceSummary)
        const votes = VoteRule.safeParse(query.rule)
        if (!votes.success) return noVotes()
        const lanes = await made(project, query, votes.data)
        if (!lanes.ok) return lanes
        const rows = await inSlices(goldRows(lanes.value.lanes, votes.data))
        if (context.open.project !== project) return closed()
        const hand = byHandOf(project, query, query.goldAuthorId)
        return ok(summaryOf(lanes.value, counted(rows), hand.size))
      }),
    'gold.moments': ({ only, undecided, order, shortestMs, limit, ...query }) =>
      withProject(context, async (project) => {
        const rule = VoteRule.safeParse(query.rule)
        if (!rule.success) return noVotes()
        const lanes = await made(project, query, rule.data)
        if (!lanes.ok) return lanes
        if (context.open.project !== project) return closed()
        const decisions = decisionsOf(project, query)
        const decisionsAt = (lane: GoldLane): readonly Segment[] =>
          decisions.get(placeKey(lane.recordingId, lane.personId)) ?? []
        const list = { only, undecided, order, shortestMs, limit }
        return ok(await inSlices(goldMoments(lanes.value.lanes, decisionsAt, list)))
      }),
    'gold.run': ({ goldId, authorId }) =>
      withProject(context, async (project) => {
        const recipe = project.get('gold', goldId)
        if (!recipe) return fail('gold.gone', 'The gold recipe does not exist any more.')
        const traces = TraceRule.safeParse(recipe.rule)
        if (traces.success) return runTraces(context, project, recipe, traces.data, authorId)
        const rule = VoteRule.safeParse(recipe.rule)
        if (!rule.success) return noVotes()
        const query: GoldQuery = { ...recipe, rule: rule.data }
        const found = await made(project, query, rule.data, true)
        if (!found.ok) return found
        const { lanes, revision } = found.value
        const rows = await inSlices(goldRows(lanes, rule.data))
        if (context.open.project !== project) return closed()
        const hand = byHandOf(project, query, recipe.goldAuthorId)
        const tracks = lanes.map(({ recordingId, personId }, i) => ({
          recordingId,
          personId,
          segments: rows[i] ?? []
        }))
        const applied = project.apply(authorId, [
          { id: 'gold-write', input: { goldId, tracks, keepIds: [...hand] } }
        ])
        if (!applied.ok) return applied
        tellChanged(context, applied.value)
        tellChanged(context, project.markGoldMade(goldId, revision))
        return ok(summaryOf(found.value, counted(rows), hand.size))
      })
  }
}

async function runTraces(
  context: HandlerContext,
  project: Project,
  recipe: GoldRow,
  rule: TraceRule,
  authorId: string
): Promise<Result<GoldSummary>> {
  const made = await goldTraces(project, context.board, { ...recipe, rule }, rule)
  if (!made.ok) return made
  if (context.open.project !== project) return closed()
  const written = writeGoldTraces(project, recipe, made.value, authorId)
  if (!written.ok) return written
  tellChanged(context, written.value)
  tellChanged(context, project.markGoldMade(recipe.id, made.value.revision))
  return ok(traceSummary(made.value))
}

const counted = (rows: readonly (readonly unknown[])[]): number =>
  rows.reduce((sum, own) => sum + own.length, 0)

const closed = (): Result<never> => fail('project-closed', 'The project was closed meanwhile.')

const noVotes = (): Result<never> =>
  fail('gold.rule', 'This rule is for traces; it leaves no moments to decide.', 'Choose a rule that votes.')

function summaryOf(
  { lanes, annotators, notes, revision }: GoldLanes,
  segments: number,
  byHand: number
): GoldSummary {
  const spans = { decided: 0, open: 0, unrated: 0 }
  const time = { decided: 0, open: 0, unrated: 0 }
  let agreed = 0
  for (const lane of lanes)
    for (const span of lane.spans) {
      const length = span.end - span.start
      spans[span.state]++
      time[span.state] += length
      if (span.state === 'decided') agreed += length * (span.agreement ?? 0)
    }
  return {
    revision,
    recordings: new Set(lanes.map(({ recordingId }) => recordingId)).size,
    spans,
    seconds: { decided: time.decided / 1e6, open: time.open / 1e6, unrated: time.unrated / 1e6 },
    segments,
    byHand,
    agreement: time.decided > 0 ? agreed / time.decided : null,
    annotators,
    notes,
    traces: []
  }
}

const placeKey = (recordingId: string, personId: string | undefined): string =>
  `${recordingId}/${personId ?? ''}`

/** Decisions by hand of the gold author, by recording and person. */
function decisionsOf(project: Project, query: GoldQuery): ReadonlyMap<string, readonly Segment[]> {
  const found = new Map<string, Segment[]>()
  for (const track of goldTracks(project, query, query.goldAuthorId)) {
    const key = placeKey(track.recordingId, track.personId)
    const own = project.segmentsOfTrack(track.id).filter((segment) => segment.origin?.ref === DECIDED)
    found.set(key, [...(found.get(key) ?? []), ...own])
  }
  return found
}

const goldTracks = (project: Project, query: GoldQuery, goldAuthorId: string | undefined) =>
  goldAuthorId === undefined
    ? []
    : project
        .all('track')
        .filter(
          (track) =>
            track.authorId === goldAuthorId &&
            track.schemeId === query.schemeId &&
            track.attributeId === query.attributeId
        )

/** Gold segments that somebody decided, or changed after a recipe had made them. */
function byHandOf(project: Project, query: GoldQuery, goldAuthorId: string | undefined): ReadonlySet<string> {
  const kept = new Set<string>()
  for (const track of goldTracks(project, query, goldAuthorId)) {
    // A decision cuts what it meets; what is left of that is still the rule's.
    const touched = project.touchedSince(track.id, ['gold-write', 'gold-decide'])
    for (const segment of project.segmentsOfTrack(track.id))
      if (segment.origin?.ref === DECIDED || segment.origin?.kind !== 'gold' || touched.has(segment.id))
        kept.add(segment.id)
  }
  return kept
}
