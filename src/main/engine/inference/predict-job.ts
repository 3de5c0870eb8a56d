import type { Result } from '../../../shared/domain/problem'
import type { JobContext, JobResult, JobSpec } from '../protocol'

export type PredictSpec = Extract<JobSpec, { kind: 'predict' }>

/**
 * Runs a model over recordings: results leave as `predicted` batches while they come.
 * A recording that fails is told as a `problem` batch and the next one is taken; a model that cannot be
 * opened is the answer. Rejects with the signal's reason when cancelled.
 */
export async function predictJob(spec: PredictSpec, context: JobContext): Promise<Result<JobResult>> {
  context.signal.throwIfAborted()
  throw new Error(`not yet: ${spec.run.modelId}`)
}
