import type { EmbeddingRef, EmbeddingSet } from '../../shared/contract/embeddings'
import { fail, type Result } from '../../shared/domain/problem'
import type { JobResult, JobSpec } from '../engine/protocol'
import type { Project } from '../store'
import type { HandlerContext } from './context'
import { vectorParts, type EmbeddingTable } from './embedding-rows'
import { endOfJob } from './end-of-job'

export const gone = fail('embedding.gone', 'These embeddings are not part of the project any more.')

export const sizeOf = ({ facts, dims }: EmbeddingTable): { rows: number; columns: number } => ({
  rows: facts.length,
  columns: dims
})

/** Sets of embeddings that may be seen, the newest run first. */
export function setsOf(project: Project): EmbeddingSet[] {
  const blind = new Set(project.viewer().blindRecordingIds)
  const runs = new Map(project.all('run').map((run) => [run.id, run]))
  const sets = new Map<
    string,
    { runId: string; outputId: string; rows: number; dims: number; recordings: number }
  >()
  for (const { runId, outputId, recordingId, dims, rows } of project.embeddingCounts()) {
    if (blind.has(recordingId) || !runs.has(runId)) continue
    const key = `${runId}/${outputId}`
    const known = sets.get(key) ?? { runId, outputId, rows: 0, dims, recordings: 0 }
    sets.set(key, { ...known, rows: known.rows + rows, recordings: known.recordings + 1 })
  }
  return [...sets.values()]
    .map((set) => {
      const run = runs.get(set.runId)
      return {
        ...set,
        modelName: project.get('author', run?.authorId ?? '')?.name ?? run?.modelId ?? '',
        startedAt: run?.startedAt ?? ''
      }
    })
    .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
}

/** Name of the model that gave a set. */
export function nameOf(project: Project, { runId, outputId }: EmbeddingRef): string {
  return setsOf(project).find((set) => set.runId === runId && set.outputId === outputId)?.modelName ?? 'a run'
}

/** A job on the board whose vectors come as parts; undefined when it was stopped. */
export const asJob = (
  { board, open }: HandlerContext,
  project: Project,
  title: string,
  table: EmbeddingTable,
  spec: JobSpec
): Promise<Result<JobResult | undefined>> =>
  endOfJob(board, {
    kind: 'embedding',
    title,
    lane: 'compute',
    spec: () => (open.project === project ? spec : undefined),
    parts: () => vectorParts(project, table)
  })
