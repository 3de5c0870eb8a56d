import type { Result } from '../../../shared/domain/problem'
import type { JobContext, JobResult, JobSpec } from '../protocol'

export type ExportSpec = Extract<JobSpec, { kind: 'export' }>

/** Writes a dataset into a new folder, whole or not at all. Rejects with the signal's reason when cancelled. */
export async function exportJob(spec: ExportSpec, context: JobContext): Promise<Result<JobResult>> {
  context.signal.throwIfAborted()
  throw new Error(`not yet: ${spec.name}`)
}
