import type { GoldQuery } from '../../shared/contract'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Segment } from '../../shared/domain/rows'
import type { GoldRow } from '../../shared/domain/study'
import { DECIDED } from '../../shared/commands/rules/gold-track'
import { TraceRule, VoteRule } from '../../shared/gold/recipe'
import type { GoldMoment, GoldMoments, GoldSummary } from '../../shared/gold/gold-report'
import { goldSegments } from '../../shared/gold/timeline-gold'
import type { GoldSpan } from '../../shared/gold/timeline-gold'
import type { Project } from '../store'
import type { Area } from './area'
import type { HandlerContext } from './context'
import { goldLanes } from './gold-lanes'
import type { GoldLane, GoldLanes } from './gold-lanes'
import { goldTraces, traceSummary } from './gold-traces'
import { inSlices } from './in-slices'
import { writeGoldTraces } from './write-gold-traces'
import { mapResult, tellChanged, withProject } from './with-project'

type Names = 'gold.preview' | 'gold.moments' | 'gold.run'

/** Gold standards: what a rule makes of the labels, the moments it leaves to people, and the writing of its tracks. */
export function goldHandlers(context: HandlerContext): Area<Names> {
  return {
    'gold.preview': (query) =>
      withProject(context, async (project) => {
        const rule = TraceRule.safeParse(query.rule)
        if (rule.success)
          return mapResult(await goldTraces(project, context.board, query, rule.data), traceSummary)
        const made = await makeLanes(project, query)
        if (!made.ok) return made
        const hand = byHandOf(project, query, query.goldAuthorId)
        return ok(summaryOf(made.value, segmentCount(made.value.lanes), hand.size))
      }),
    'gold.moments': ({ only, undecided, order, shortestMs, limit, ...query }) =>
      withProject(context, async (project) =>
        mapResult(await makeLanes(project, query), ({ lanes }) => {
          const decisions = decisionsOf(project, query)
          const asked = lanes.flatMap((lane) =>
            lane.spans
              .filter((span) => isAsked(span, only))
              .map((span) => momentOf(lane, span, decisions.get(placeKey(lane.recordingId, lane.personId))))
          )
          const open = undecided ? asked.filter(({ decided }) => !decided) : asked
          const long = open.filter(({ start, end }) => end - start >= shortestMs * 1000)
          if (order === 'split') long.sort((a, b) => (a.agreement ?? 0) - (b.agreement ?? 0))
          return {
            items: long.slice(0, limit),
            total: long.length,
            shorter: open.length - long.length
          } satisfies GoldMoments
        })
      ),
    'gold.run': ({ goldId, authorId }) =>
      withProject(context, async (project) => {
        const recipe = project.get('gold', goldId)
        if (!recipe) return fail('gold.gone', 'The gold recipe does not exist any more.')
        const traces = TraceRule.safeParse(recipe.rule)
        if (traces.success) return runTraces(context, project, recipe, traces.data, authorId)
        const rule = VoteRule.safeParse(recipe.rule)
        if (!rule.success) return noVotes()
        const query: GoldQuery = { ...recipe, rule: rule.data }
        const made = await makeLanes(project, query)
        if (!made.ok) return made
        const { lanes, revision } = made.value
        const soft = rule.data.rule === 'soft'
        const hand = byHandOf(project, query, recipe.goldAuthorId)
        let segments = 0
        const tracks = lanes.map(({ recordingId, personId, spans }) => {
          const written = writtenSegments(spans, soft)
          segments += written.length
          return { recordingId, personId, segments: written }
        })
        const applied = project.apply(authorId, [
          { id: 'gold-write', input: { goldId, tracks, keepIds: [...hand] } }
        ])
        if (!applied.ok) return applied
        tellChanged(context, applied.value)
        tellChanged(context, project.markGoldMade(goldId, revision))
        return ok(summaryOf(made.value, segments, hand.size))
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
  if (context.open.project !== project) return fail('project-closed', 'The project was closed meanwhile.')
  const written = writeGoldTraces(project, recipe, made.value, authorId)
  if (!written.ok) return written
  tellChanged(context, written.value)
  tellChanged(context, project.markGoldMade(recipe.id, made.value.revision))
  return ok(traceSummary(made.value))
}

async function makeLanes(project: Project, query: GoldQuery): Promise<Result<GoldLanes>> {
  const rule = VoteRule.safeParse(query.rule)
  return rule.success ? inSlices(goldLanes(project, query, rule.data)) : noVotes()
}

const noVotes = (): Result<never> =>
  fail('gold.rule', 'This rule is for traces; it leaves no moments to decide.', 'Choose a rule that votes.')

/** Stretches as rows: one segment for each decided label; of soft labels one for each stretch, with its shares. */
function writtenSegments(spans: readonly GoldSpan[], soft: boolean): readonly Record<string, unknown>[] {
  if (soft)
    return spans.flatMap((span) => {
      const shares = Object.entries(span.shares ?? {}).filter(([label]) => label !== '')
      if (shares.length === 0) return []
      const most = Math.max(...shares.map(([, share]) => share))
      const leaders = shares.filter(([, share]) => share === most)
      return [
        {
          start: span.start,
          end: span.end,
          label: leaders.length === 1 && most > (span.shares?.[''] ?? 0) ? leaders[0]?.[0] : undefined,
          confidence: span.agreement ?? undefined,
          scores: Object.fromEntries(shares),
          ...provenance(span)
        }
      ]
    })
  return goldSegments(spans).map(({ start, end, label, agreement, sources }) => {
    const inside = spans.filter((span) => span.start < end && span.end > start && span.labels.includes(label))
    return { start, end, label, confidence: agreement, sources, votes: votesOf(inside) }
  })
}

const provenance = (span: GoldSpan) => ({
  sources: span.provenance.flatMap(({ sources }) => sources),
  votes: votesOf([span])
})

/** What every annotator said in some stretches; who declined everywhere is left out. */
function votesOf(spans: readonly GoldSpan[]): { authorId: string; labels: string[] }[] {
  const said = new Map<string, Set<string>>()
  for (const { provenance } of spans)
    for (const { annotator, labels } of provenance) {
      if (labels === null) continue
      const own = said.get(annotator) ?? new Set<string>()
      for (const label of labels) own.add(label)
      said.set(annotator, own)
    }
  return [...said].map(([authorId, labels]) => ({ authorId, labels: [...labels] }))
}

const segmentCount = (lanes: readonly GoldLane[]): number =>
  lanes.reduce((sum, { spans }) => sum + goldSegments(spans).length, 0)

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

function isAsked(span: GoldSpan, only: 'open' | 'divided' | 'all'): boolean {
  if (span.state === 'unrated') return false
  if (only === 'open') return span.state === 'open'
  const rated = span.provenance.filter(({ labels }) => labels !== null)
  const nothing = rated.every(({ labels }) => labels?.length === 0)
  if (only === 'all') return !nothing
  return span.state === 'open' || (span.agreement !== null && span.agreement < 1)
}

function momentOf(
  { recordingId, personId }: GoldLane,
  { start, end, state, labels, open, agreement, provenance }: GoldSpan,
  decisions: readonly Segment[] | undefined
): GoldMoment {
  const covering = decisions
    ?.filter((segment) => segment.start < end && segment.end > start)
    .sort((a, b) => sharedTime(b, start, end) - sharedTime(a, start, end))[0]
  const decided =
    covering && sharedTime(covering, start, end) * 2 >= end - start
      ? { segmentId: covering.id, label: covering.label }
      : undefined
  const votes = provenance.map(({ annotator, labels, sources }) => ({ authorId: annotator, labels, sources }))
  return { recordingId, personId, start, end, state, labels, open, agreement, votes, decided }
}

const sharedTime = (segment: Segment, start: number, end: number): number =>
  Math.min(segment.end, end) - Math.max(segment.start, start)

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
