import { ok, type Result } from '../../../shared/domain/problem'
import { classAnchors } from '../../../shared/embedding/class-anchors'
import { standardisedByGroup } from '../../../shared/probe/standardise'
import type { JobContext, JobResult, JobSpec } from '../protocol'
import { readVectors } from './read-vectors'

/** Where classes lie among embeddings, and which embedding stands for each. */
export async function embeddingClassesJob(
  { size, groups, byGroup, target, classes }: Extract<JobSpec, { kind: 'embedding-classes' }>,
  context: JobContext
): Promise<Result<JobResult>> {
  const vectors = await readVectors(size, context)
  const table = byGroup ? standardisedByGroup(vectors, groups) : vectors
  const { counts, distances, prototypes } = classAnchors(table, target, classes)
  return ok({ kind: 'embedding-classes', counts, distances, prototypes })
}
