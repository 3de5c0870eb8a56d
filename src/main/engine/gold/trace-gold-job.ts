import { setImmediate } from 'node:timers/promises'
import { fuseTraces } from '../../../shared/gold/fused-trace'
import type { FusedTrace } from '../../../shared/gold/fused-trace'
import type { Result } from '../../../shared/domain/problem'
import type { JobContext, JobResult, JobSpec } from '../protocol'

/** Make one trace of several, lane by lane; a cancel is heard between two dimensions. */
export async function traceGoldJob(
  { annotators, lanes, rule }: Extract<JobSpec, { kind: 'trace-gold' }>,
  { signal, progress }: JobContext
): Promise<Result<JobResult>> {
  const made: FusedTrace[][] = []
  for (const [lane, dims] of lanes.entries()) {
    const fused: FusedTrace[] = []
    for (const traces of dims) {
      await setImmediate()
      signal.throwIfAborted()
      fused.push(fuseTraces(annotators[lane] ?? [], traces, rule))
    }
    made.push(fused)
    progress(lane + 1, lanes.length, 'recordings')
  }
  return { ok: true, value: { kind: 'trace-gold', lanes: made } }
}
