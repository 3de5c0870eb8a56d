import type { GoldQuery } from '../../shared/contract'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Segment } from '../../shared/domain/rows'
import type { GoldRow } from '../../shared/domain/study'
import { TraceRule, VoteRule } from '../../shared/gold/recipe'
import type { GoldSummary } from '../../shared/gold/gold-report'
import type { VoteGoldFacts } from '../../shared/gold/verdict-table'
import type { Project } from '../store'
import type { Area } from './area'
import type { HandlerContext } from './context'
import { goldByHand, placeKey } from './gold-by-hand'
import type { GoldByHand } from './gold-by-hand'
import { goldMemo } from './gold-memo'
import { goldMoments } from './gold-moments'
import type { GoldPlace } from './gold-lanes'
import { runVotes } from './gold-run'
import { goldTraces, traceSummary } from './gold-traces'
import { inSlices } from './in-slices'
import { writeGoldTraces } from './write-gold-traces'
import { mapResult, tellChanged, withProject } from './with-project'

type Names = 'gold.preview' | 'gold.moments' | 'gold.run' | 'gold.stop'

/** Gold standards: what a rule makes of the labels, the moments it leaves to people, and the writing of its tracks. */
export function goldHandlers(context: HandlerContext): Area<Names> {
  const memo = goldMemo(context.board, (done, total, _, note) =>
    context.emit('goldProgress', { done, total, note })
  )
  const byHand = byHandMemo()
  return {
    'gold.preview': (query) =>
      withProject(context, async (project) => {
        const rule = TraceRule.safeParse(query.rule)
        if (rule.success)
          return mapResult(await goldTraces(project, context.board, query, rule.data), traceSummary)
        const votes = VoteRule.safeParse(query.rule)
        if (!votes.success) return noVotes()
        const found = await memo.made(project, query, votes.data)
        if (!found.ok) return found
        const { kept } = await byHand(project, query)
        if (context.open.project !== project) return closed()
        const { places, summary, revision } = found.value
        return ok(summaryOf(places, summary, revision, kept.size))
      }),
    'gold.moments': ({ only, undecided, order, shortestMs, from, limit, ...query }) =>
      withProject(context, async (project) => {
        const rule = VoteRule.safeParse(query.rule)
        if (!rule.success) return noVotes()
        const found = await memo.made(project, query, rule.data)
        if (!found.ok) return found
        const { decisions } = await byHand(project, query)
        if (context.open.project !== project) return closed()
        const decisionsAt = (place: GoldPlace): readonly Segment[] => decisions.get(placeKey(place)) ?? []
        const list = { only, undecided, order, shortestMs, from, limit }
        return ok(await inSlices(goldMoments(found.value.places, found.value.verdicts, decisionsAt, list)))
      }),
    'gold.run': ({ goldId, authorId }) =>
      withProject(context, async (project) => {
        const recipe = project.get('gold', goldId)
        if (!recipe) return fail('gold.gone', 'The gold recipe does not exist any more.')
        const traces = TraceRule.safeParse(recipe.rule)
        if (traces.success) return runTraces(context, project, recipe, traces.data, authorId)
        const rule = VoteRule.safeParse(recipe.rule)
        if (!rule.success) return noVotes()
        const made = await runVotes(context, project, recipe, rule.data, authorId)
        if (!made.ok) return made
        const { places, summary, revision, byHand: kept } = made.value
        return ok(summaryOf(places, summary, revision, kept))
      }),
    'gold.stop': () => ok(memo.stop())
  }
}

/** What people did to a gold standard, read again only when its tracks changed. */
function byHandMemo(): (project: Project, query: GoldQuery) => Promise<GoldByHand> {
  let latest:
    | {
        readonly key: string
        readonly project: Project
        revision: number
        readonly answer: Promise<GoldByHand>
      }
    | undefined
  return (project, query) => {
    const { schemeId, attributeId, goldAuthorId } = query
    const key = JSON.stringify([schemeId, attributeId, goldAuthorId, project.viewer()])
    const now = project.revision()
    if (latest?.project === project && latest.key === key) {
      const touched =
        now === latest.revision ? new Set<string>() : project.tracksTouchedAfter(latest.revision)
      const mine = (id: string): boolean => project.get('track', id)?.authorId === goldAuthorId
      if (touched && ![...touched].some(mine)) {
        latest.revision = now
        return latest.answer
      }
    }
    latest = { key, project, revision: now, answer: inSlices(goldByHand(project, query, goldAuthorId)) }
    return latest.answer
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

const closed = (): Result<never> => fail('project-closed', 'The project was closed meanwhile.')

const noVotes = (): Result<never> =>
  fail('gold.rule', 'This rule is for traces; it leaves no moments to decide.', 'Choose a rule that votes.')

const summaryOf = (
  places: readonly GoldPlace[],
  facts: VoteGoldFacts,
  revision: number,
  byHand: number
): GoldSummary => ({
  ...facts,
  revision,
  recordings: new Set(places.map(({ recordingId }) => recordingId)).size,
  byHand,
  traces: []
})
