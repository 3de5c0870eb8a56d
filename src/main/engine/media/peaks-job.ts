import type { JobContext, JobResult, JobSpec } from '../protocol'

/** Decode one audio stream once and write its min/max pyramid; answers a `cache` batch with `peaks` (and `pcm` where kept). */
export async function peaksJob(spec: Extract<JobSpec, { kind: 'peaks' }>, context: JobContext): Promise<JobResult> {
  throw new Error(`peaks of ${spec.input.path} are not built yet ${String(context.signal.aborted)}`)
}
