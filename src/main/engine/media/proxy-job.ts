import type { JobContext, JobResult, JobSpec } from '../protocol'

/** Make a playable copy with the user's ffmpeg at `spec.target`; answers `cache` batches with the proxy's frame table and one `proxied` batch. */
export async function proxyJob(spec: Extract<JobSpec, { kind: 'proxy' }>, context: JobContext): Promise<JobResult> {
  throw new Error(`proxy of ${spec.path} is not built yet ${String(context.signal.aborted)}`)
}
