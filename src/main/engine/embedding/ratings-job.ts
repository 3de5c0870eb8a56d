import { ok, type Result } from '../../../shared/domain/problem'
import { ratingHeadReport } from '../../../shared/embedding/rating-head-report'
import { inSlices } from '../in-slices'
import type { JobContext, JobResult, JobSpec } from '../protocol'
import { readVectors } from './read-vectors'

/** A head that tells numbers, fitted on ratings and scored on people it did not see. */
export async function embeddingRatingsJob(
  { size, groups, dims, targets, penalty, byGroup, seed }: Extract<JobSpec, { kind: 'embedding-ratings' }>,
  context: JobContext
): Promise<Result<JobResult>> {
  const table = await readVectors(size, context)
  const work = ratingHeadReport({ table, groups, dims, targets, penalty, byGroup, seed })
  return ok({ kind: 'embedding-ratings', ...(await inSlices(work, context.signal)) })
}
