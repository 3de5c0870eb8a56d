import { fail, ok } from '../../shared/domain/problem'
import type { Problem, Result } from '../../shared/domain/problem'
import type { GoldRow } from '../../shared/domain/study'
import type { VoteRule } from '../../shared/gold/recipe'
import type { VoteGoldFacts } from '../../shared/gold/verdict-table'
import type { JobBatch } from '../engine/protocol'
import type { Changed, Project } from '../store'
import type { HandlerContext } from './context'
import { goldByHand } from './gold-by-hand'
import { goldInput, goldJob, goldParts } from './gold-lanes'
import type { GoldInput, GoldPlace } from './gold-lanes'
import { goldInterrupted } from './gold-memo'
import { inSlices } from './in-slices'
import type { JobOutcome } from './job-board'
import { changedTogether, tellChanged } from './with-project'

/** A gold standard that was written. */
export interface WrittenGold {
  readonly places: readonly GoldPlace[]
  readonly summary: VoteGoldFacts
  readonly revision: number
  readonly byHand: number
}

/**
 * Make and write the gold standard of a recipe, as a job with progress: the engine computes and hands the segments back
 * in batches, each of which is written by itself, and one undo takes all of them back. A cancel before the last batch
 * takes back what was written.
 */
export async function runVotes(
  context: HandlerContext,
  project: Project,
  recipe: GoldRow,
  rule: VoteRule,
  authorId: string
): Promise<Result<WrittenGold>> {
  const query = { ...recipe, rule }
  const read = await inSlices(goldInput(project, query, rule))
  if (!read.ok) return read
  const { kept } = await inSlices(goldByHand(project, query, recipe.goldAuthorId))
  if (context.open.project !== project) return closed()
  const { places, revision } = read.value
  const write = writer(project, recipe.id, read.value, [...kept], authorId)
  const outcome = await started(context, project, {
    title: `Gold standard “${recipe.name}”`,
    spec: () => goldJob(project, read.value, query, rule, true),
    parts: () => goldParts(read.value),
    write
  })
  if (outcome.state !== 'done' || outcome.result.kind !== 'vote-gold') {
    await takenBack(context, project, write)
    return (
      refusedAs(write.refused) ??
      (outcome.state === 'failed' ? { ok: false, error: outcome.problem } : cancelled(outcome))
    )
  }
  if (context.open.project !== project) return closed()
  const changed = write.changed()
  if (changed) tellChanged(context, changed)
  tellChanged(context, project.markGoldMade(recipe.id, revision))
  return ok({ places, summary: outcome.result.summary, revision, byHand: kept.size })
}

interface Writer {
  /** Write one batch; answers false when it was refused. */
  take(batch: Extract<JobBatch, { kind: 'gold-rows' }>): boolean
  /** What all of them changed, for the window to read once. */
  changed(): Changed | undefined
  readonly step: number | undefined
  readonly refused: Problem | undefined
}

function writer(
  project: Project,
  goldId: string,
  { places }: GoldInput,
  keepIds: readonly string[],
  authorId: string
): Writer {
  const before = project.revision()
  let changed: Changed | undefined
  let step: number | undefined
  let refused: Problem | undefined
  return {
    take({ lane, from, to, rows, total }) {
      const place = places[lane]
      if (refused || !place) return false
      const track = { ...place, from, to, segments: rows }
      const more = lane < places.length - 1 || to !== undefined
      const applied = project.apply(
        authorId,
        [{ id: 'gold-write', input: { goldId, tracks: [track], keepIds, total } }],
        { step, more }
      )
      if (!applied.ok) {
        refused = applied.error
        return false
      }
      changed = changed ? changedTogether(changed, applied.value) : applied.value
      // A batch that changes nothing (nothing there before, nothing now) is no part.
      if (step === undefined && applied.value.revision > before && applied.value.tables.length > 0)
        step = applied.value.revision
      return true
    },
    changed: () => changed,
    get step() {
      return step
    },
    get refused() {
      return refused
    }
  }
}

interface GoldRequest {
  readonly title: string
  spec(): ReturnType<typeof goldJob>
  parts(): ReturnType<typeof goldParts>
  readonly write: Writer
}

function started(
  context: HandlerContext,
  project: Project,
  { title, spec, parts, write }: GoldRequest
): Promise<JobOutcome> {
  return new Promise((resolve) => {
    const jobId = context.board.start({
      kind: 'gold',
      title,
      // Large edits are written one after another.
      lane: 'export',
      spec: () => (context.open.project === project ? spec() : undefined),
      parts,
      batch: (content) => {
        if (content.kind !== 'gold-rows') return
        if (context.open.project !== project || !write.take(content)) context.board.cancel(jobId)
      },
      ended: resolve
    })
  })
}

async function takenBack(context: HandlerContext, project: Project, { step }: Writer): Promise<void> {
  if (step === undefined || context.open.project !== project) return
  const taken = await inSlices(project.takeBack(step))
  if (taken.ok) tellChanged(context, taken.value)
  else context.problems.add(taken.error)
}

const refusedAs = (problem: Problem | undefined): Result<never> | undefined =>
  problem && { ok: false, error: problem }

const cancelled = ({ state }: JobOutcome): Result<never> =>
  state === 'cancelled'
    ? fail(
        'gold.cancelled',
        'Making the gold standard was cancelled; the gold tracks are as they were before.'
      )
    : goldInterrupted()

const closed = (): Result<never> => fail('project-closed', 'The project was closed meanwhile.')
