import type { GoldQuery } from '../../shared/contract'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { VoteRule } from '../../shared/gold/recipe'
import { tableOf } from '../../shared/gold/verdict-table'
import type { VerdictPiece, VerdictTable, VoteGoldFacts } from '../../shared/gold/verdict-table'
import type { Project } from '../store'
import { goldInput, goldJob, goldParts } from './gold-lanes'
import type { GoldPlace } from './gold-lanes'
import { inSlices } from './in-slices'
import type { JobBoard, JobProgress } from './job-board'

/** A result nobody asks for any more is let go after this, milliseconds. */
const KEPT_MS = 60_000

/** What a rule makes of the labels as of one revision. */
export interface GoldFound {
  readonly places: readonly GoldPlace[]
  readonly verdicts: VerdictTable
  readonly summary: VoteGoldFacts
  readonly revision: number
}

interface Latest {
  readonly project: Project
  readonly question: string
  readonly viewer: string
  readonly authorIds: readonly string[]
  readonly answer: Promise<Result<GoldFound>>
  readonly stop: AbortController
  /** The labels are the same up to here. */
  revision: number
}

/** Verdicts for the panel, made in the engine. */
export interface GoldMemo {
  /**
   * Its numbers and its list share one computation, and one that nobody waits for any more, because another rule or
   * other annotators were chosen, is given up. Edits of tracks that are not voted on leave the result as it is.
   */
  made(project: Project, query: GoldQuery, rule: VoteRule): Promise<Result<GoldFound>>
  /** Give up what is being computed. */
  stop(): void
}

export function goldMemo(board: Pick<JobBoard, 'ask'>, tell: JobProgress): GoldMemo {
  let latest: Latest | undefined
  return {
    made(project, query, rule) {
      const { authorIds, recordingIds, schemeId, attributeId } = query
      const question = JSON.stringify([authorIds, recordingIds, schemeId, attributeId, rule])
      // Whoever works blind sees other tracks than the one who worked here before.
      const viewer = JSON.stringify(project.viewer())
      const same = latest?.project === project && latest.question === question && latest.viewer === viewer
      if (latest && same && isFresh(latest)) return latest.answer
      // The same question about older labels goes on: somebody waits for its answer.
      if (!same) latest?.stop.abort()
      const stop = new AbortController()
      const own: Latest = {
        ...{ project, question, viewer, authorIds, stop },
        revision: project.revision(),
        answer: compute(project, board, query, rule, stop.signal, tell)
      }
      latest = own
      const forget = (): void => {
        if (latest === own) latest = undefined
      }
      own.answer.then(
        () => setTimeout(forget, KEPT_MS).unref(),
        () => forget()
      )
      return own.answer
    },
    stop: () => latest?.stop.abort()
  }
}

function isFresh(latest: Latest): boolean {
  const { project, authorIds, stop } = latest
  if (stop.signal.aborted) return false
  const now = project.revision()
  if (now === latest.revision) return true
  const touched = project.tracksTouchedAfter(latest.revision)
  const voted = (id: string): boolean => authorIds.includes(project.get('track', id)?.authorId ?? '')
  if (!touched || [...touched].some(voted)) return false
  latest.revision = now
  return true
}

async function compute(
  project: Project,
  board: Pick<JobBoard, 'ask'>,
  query: GoldQuery,
  rule: VoteRule,
  signal: AbortSignal,
  progress: JobProgress
): Promise<Result<GoldFound>> {
  // The question is remembered before its first slice.
  await Promise.resolve()
  const read = await inSlices(goldInput(project, query, rule))
  if (!read.ok) return read
  if (signal.aborted) return superseded()
  const pieces: VerdictPiece[] = []
  const outcome = await board.ask(goldJob(project, read.value, query, rule, false), {
    parts: goldParts(read.value),
    progress,
    batch: (content) => {
      if (content.kind === 'gold-column') pieces.push(content.piece)
    },
    signal
  })
  if (outcome.state === 'cancelled') return superseded()
  if (outcome.state === 'failed') return { ok: false, error: outcome.problem }
  if (outcome.state !== 'done' || outcome.result.kind !== 'vote-gold') return goldInterrupted()
  const { places, revision } = read.value
  return ok({ places, verdicts: tableOf(pieces), summary: outcome.result.summary, revision })
}

const superseded = (): Result<never> =>
  fail('gold.superseded', 'The computation was stopped.', 'Choose another rule, or compute it again.')

export const goldInterrupted = (): Result<never> =>
  fail(
    'gold.interrupted',
    'The process that computes ended before the gold standard was made.',
    'Make it again.'
  )
