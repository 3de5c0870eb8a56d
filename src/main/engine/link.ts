import { utilityProcess } from 'electron'
import type { MessagePortMain, UtilityProcess } from 'electron'
import type { Problem } from '../../shared/domain/problem'
import type {
  EngineEnvironment,
  FromEngine,
  JobBatch,
  JobPart,
  JobResult,
  JobSpec,
  ToEngine
} from './protocol'

/** What the owner of a job is told. Exactly one of done, failed, cancelled, interrupted comes last. */
export interface JobListener {
  progress?(done: number, total: number, unit: string, note?: string): void
  /** Commit the partial result; when it throws or rejects, the job fails. */
  batch?(content: JobBatch): void | Promise<void>
  /** What the job is given piece by piece; a step that answers nothing is a pause. Ended early when the job ends. */
  readonly parts?: Generator<JobPart | undefined, void, undefined>
  done(result: JobResult): void
  failed(problem: Problem): void
  cancelled(): void
  /** The engine's process ended under the job. */
  interrupted(): void
}

export interface EngineLink {
  start(jobId: string, job: JobSpec, listener: JobListener): void
  /** Hand a part to a job that is under way and waits for what comes; absent: that was all. */
  give(jobId: string, part?: JobPart): void
  cancel(jobId: string): void
  setEnvironment(environment: EngineEnvironment): void
  /** End the process; no restart. */
  close(): void
}

export interface EngineLinkOptions {
  /** Path of the built host script. */
  readonly entry: string
  readonly environment: EngineEnvironment
  openDecoder(): Promise<{ port: MessagePortMain; close(): void }>
  /** The process ended by itself and a new one is there. */
  restarted(exitCode: number): void
}

/** A cancelled job that has not answered by then is ended together with its process. */
const CANCEL_GRACE_MS = 900
/** Longest time that handing over parts holds main before others have their turn, plus one part. */
const HAND_OVER_MS = 6

/** Start the engine in its own process and keep it alive. */
export function startEngine(options: EngineLinkOptions): EngineLink {
  const listeners = new Map<string, JobListener>()
  const cancelTimers = new Map<string, NodeJS.Timeout>()
  let environment = options.environment
  let closeDecoder: (() => void) | undefined
  let closed = false
  let child = spawn()

  function spawn(): UtilityProcess {
    const started = utilityProcess.fork(options.entry, [], {
      serviceName: 'Affectory engine',
      stdio: 'inherit'
    })
    started.on('message', (message: FromEngine) => receive(started, message))
    started.on('exit', (code) => {
      if (started === child) recover(code)
    })
    started.postMessage({ type: 'environment', environment } satisfies ToEngine)
    return started
  }

  function recover(code: number): void {
    closeDecoder?.()
    closeDecoder = undefined
    const cancelled = new Set(cancelTimers.keys())
    for (const timer of cancelTimers.values()) clearTimeout(timer)
    cancelTimers.clear()
    const orphans = [...listeners]
    listeners.clear()
    if (closed) return
    child = spawn()
    for (const [jobId, listener] of orphans) {
      if (cancelled.has(jobId)) listener.cancelled()
      else listener.interrupted()
    }
    if (cancelled.size === 0) options.restarted(code)
  }

  function receive(from: UtilityProcess, message: FromEngine): void {
    if (from !== child) return
    switch (message.type) {
      case 'ready':
        return
      case 'need-decoder':
        options.openDecoder().then(
          (opened) => {
            closeDecoder = opened.close
            child.postMessage({ type: 'decoder' } satisfies ToEngine, [opened.port])
          },
          (error: unknown) => {
            const reason = error instanceof Error ? error.message : String(error)
            child.postMessage({ type: 'no-decoder', reason } satisfies ToEngine)
          }
        )
        return
      case 'progress':
        listeners.get(message.jobId)?.progress?.(message.done, message.total, message.unit, message.note)
        return
      case 'batch':
        commit(message.jobId, message.batch, message.content)
        return
      case 'done':
        finish(message.jobId)?.done(message.result)
        return
      case 'failed':
        finish(message.jobId)?.failed(message.problem)
        return
      case 'cancelled':
        finish(message.jobId)?.cancelled()
    }
  }

  function commit(jobId: string, batch: number, content: JobBatch): void {
    const listener = listeners.get(jobId)
    if (!listener) return
    const engine = child
    const committed = (): void => {
      if (engine === child) child.postMessage({ type: 'committed', jobId, batch } satisfies ToEngine)
    }
    const lost = (error: unknown): void => {
      if (!finish(jobId)) return
      child.postMessage({ type: 'cancel', jobId } satisfies ToEngine)
      console.error(`result of job ${jobId} could not be stored`, error)
      listener.failed({
        code: 'not-stored',
        message: `A result could not be stored in the project: ${error instanceof Error ? error.message : String(error)}`,
        hint: 'Check that the disk has room and the project folder can be written, then run it again.',
        severity: 'error'
      })
    }
    try {
      const writing = listener.batch?.(content)
      if (writing) writing.then(committed, lost)
      else committed()
    } catch (error) {
      lost(error)
    }
  }

  /** Hand over the parts of a job, with time for everything else in between. */
  async function handOver(jobId: string, parts: NonNullable<JobListener['parts']>): Promise<void> {
    const engine = child
    const wanted = (): boolean => engine === child && listeners.has(jobId) && !cancelTimers.has(jobId)
    try {
      // Not within the call that starts the job: whoever started it goes on first.
      await new Promise(setImmediate)
      while (wanted()) {
        const until = performance.now() + HAND_OVER_MS
        do {
          const step = parts.next()
          if (step.done) {
            child.postMessage({ type: 'part', jobId } satisfies ToEngine)
            return
          }
          if (step.value) child.postMessage({ type: 'part', jobId, part: step.value } satisfies ToEngine)
        } while (performance.now() < until)
        await new Promise(setImmediate)
      }
    } catch (error) {
      const listener = finish(jobId)
      child.postMessage({ type: 'cancel', jobId } satisfies ToEngine)
      console.error(`what job ${jobId} works on could not be read`, error)
      listener?.failed({
        code: 'not-read',
        message: `The project could not be read: ${error instanceof Error ? error.message : String(error)}`,
        hint: 'Check that the project folder can still be read, then run it again.',
        severity: 'error'
      })
    } finally {
      parts.return()
    }
  }

  function finish(jobId: string): JobListener | undefined {
    const listener = listeners.get(jobId)
    listeners.delete(jobId)
    clearTimeout(cancelTimers.get(jobId))
    cancelTimers.delete(jobId)
    return listener
  }

  return {
    start(jobId, job, listener) {
      listeners.set(jobId, listener)
      child.postMessage({ type: 'start', jobId, job } satisfies ToEngine)
      if (listener.parts) void handOver(jobId, listener.parts)
    },
    give(jobId, part) {
      if (!listeners.has(jobId)) return
      child.postMessage({ type: 'part', jobId, ...(part ? { part } : {}) } satisfies ToEngine)
    },
    cancel(jobId) {
      if (!listeners.has(jobId)) return
      child.postMessage({ type: 'cancel', jobId } satisfies ToEngine)
      cancelTimers.set(
        jobId,
        setTimeout(() => child.kill(), CANCEL_GRACE_MS)
      )
    },
    setEnvironment(next) {
      environment = next
      child.postMessage({ type: 'environment', environment } satisfies ToEngine)
    },
    close() {
      closed = true
      closeDecoder?.()
      child.kill()
    }
  }
}
