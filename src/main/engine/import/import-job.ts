import type { JobContext, JobResult, JobSpec } from '../protocol'

/**
 * Read files and folders: one `imported` batch for each file understood, one `problem` batch for each that is not.
 * Cache paths in the answers are relative to the project folder, which is the parent of `spec.cacheFolder`.
 */
export async function importJob(spec: Extract<JobSpec, { kind: 'import' }>, context: JobContext): Promise<JobResult> {
  throw new Error(`import of ${spec.paths.length} paths is not built yet ${String(context.signal.aborted)}`)
}
