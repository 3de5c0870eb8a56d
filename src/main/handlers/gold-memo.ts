import type { Sliced } from '../../shared/agreement/sliced'
import type { GoldQuery } from '../../shared/contract'
import { fail } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { VoteRule } from '../../shared/gold/recipe'
import type { Project } from '../store'
import { goldLanes } from './gold-lanes'
import type { GoldLanes } from './gold-lanes'
import { inSlices } from './in-slices'

/** A result nobody asks for any more is let go after this, milliseconds. */
const KEPT_MS = 60_000

interface Latest {
  readonly project: Project
  readonly question: string
  readonly state: string
  readonly answer: Promise<Result<GoldLanes>>
  /** It is to be written, so it is not given up. */
  firm: boolean
  stopped: boolean
}

/**
 * Verdicts for the panel: its numbers and its list share one computation, and one that nobody waits for any more,
 * because another rule or other annotators were chosen, is given up.
 */
export function goldMemo(): (
  project: Project,
  query: GoldQuery,
  rule: VoteRule,
  firm?: boolean
) => Promise<Result<GoldLanes>> {
  let latest: Latest | undefined
  return (project, query, rule, firm = false) => {
    const { authorIds, recordingIds, schemeId, attributeId } = query
    const question = JSON.stringify([authorIds, recordingIds, schemeId, attributeId, rule])
    // Whoever works blind sees other tracks than the one who worked here before.
    const state = JSON.stringify([project.revision(), project.viewer()])
    if (latest?.project === project && latest.question === question && latest.state === state) {
      latest.firm ||= firm
      return latest.answer
    }
    // The same question about older labels goes on: somebody waits for its answer.
    if (latest && !latest.firm && (latest.question !== question || latest.project !== project))
      latest.stopped = true
    const isStopped = (): boolean => own.stopped
    const work = unlessStopped(goldLanes(project, query, rule), isStopped)
    // The first slice begins after `own` stands.
    const answer = Promise.resolve().then(() => inSlices(work))
    const own: Latest = { project, question, state, firm, stopped: false, answer }
    latest = own
    const forget = (): void => {
      if (latest === own) latest = undefined
    }
    answer.then(
      () => setTimeout(forget, KEPT_MS).unref(),
      () => forget()
    )
    return answer
  }
}

function* unlessStopped<T>(work: Sliced<Result<T>>, isStopped: () => boolean): Sliced<Result<T>> {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    if (isStopped()) return fail('gold.superseded', 'Another gold standard was asked for meanwhile.')
    yield
  }
}
