import { runJob } from '../../../src/main/engine/jobs'
import { partQueue } from '../../../src/main/engine/part-queue'
import type { JobBatch, JobContext, JobPart, JobSpec } from '../../../src/main/engine/protocol'
import type { JobBoard, JobOutcome, JobRequest } from '../../../src/main/handlers/job-board'

/** A board whose jobs run here, in the test's process: the engine's own functions with the board's own callbacks. */
export function engineHere(
  onBatch?: (cancel: () => void, batch: JobBatch) => void | Promise<void>
): Pick<JobBoard, 'ask' | 'start' | 'open' | 'cancel'> & { readonly told: string[] } {
  const running = new Map<string, AbortController>()
  const told: string[] = []
  const run = async (
    spec: JobSpec,
    parts: Iterable<JobPart | undefined> | AsyncIterable<JobPart> | undefined,
    abort: AbortController,
    batch: JobRequest['batch']
  ): Promise<JobOutcome> => {
    const progress = (done: number, total: number, unit: string, note?: string): void =>
      void told.push(`${done}/${total} ${unit}${note === undefined ? '' : `: ${note}`}`)
    const context: JobContext = {
      signal: abort.signal,
      environment: { modelsFolder: '', threads: 1 },
      progress,
      async batch(content) {
        // As over the wire: whoever commits gets a copy.
        await batch?.(structuredClone(content), progress)
        await onBatch?.(() => abort.abort(), content)
      },
      async *parts() {
        for await (const part of parts ?? []) if (part) yield structuredClone(part)
      },
      decoder: () => Promise.reject(new Error('there is no decoder here'))
    }
    try {
      const done = await runJob(structuredClone(spec), context)
      if (abort.signal.aborted) return { state: 'cancelled' }
      return done.ok ? { state: 'done', result: done.value } : { state: 'failed', problem: done.error }
    } catch (error) {
      if (abort.signal.aborted) return { state: 'cancelled' }
      throw error
    }
  }
  let jobs = 0
  return {
    told,
    ask: (spec, { parts, batch, signal } = {}) => {
      const abort = new AbortController()
      signal?.addEventListener('abort', () => abort.abort())
      return run(spec, parts, abort, batch)
    },
    start(request) {
      const id = `job-${++jobs}`
      const abort = new AbortController()
      running.set(id, abort)
      void Promise.resolve().then(async () => {
        const spec = request.spec()
        const outcome: JobOutcome = spec
          ? await run(spec, request.parts?.(), abort, (content, tell) => request.batch?.(content, tell))
          : { state: 'done', result: { kind: 'none' } }
        request.ended?.(outcome)
      })
      return id
    },
    open(spec, { batch, ended }) {
      const abort = new AbortController()
      const parts = partQueue(abort.signal)
      void run(spec, parts.all(), abort, batch).then(ended)
      return { give: (part) => parts.push(part), stop: () => abort.abort() }
    },
    cancel: (id) => running.get(id)?.abort()
  }
}
