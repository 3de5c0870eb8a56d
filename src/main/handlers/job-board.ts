import type { Job } from '../../shared/domain/job'
import type { Problem } from '../../shared/domain/problem'
import type { EngineLink, JobListener } from '../engine/link'
import type { JobBatch, JobPart, JobResult, JobSpec } from '../engine/protocol'

/** A job as its area asks for it. */
export interface JobRequest {
  readonly kind: string
  readonly title: string
  readonly recordingId?: string
  readonly runId?: string
  readonly resumable?: boolean
  /** Jobs of one lane run one after another, so that two models never fight for the cores. */
  readonly lane: 'compute' | 'background' | 'export' | 'analysis'
  /** Made when the job's turn comes, from what is true then; undefined: nothing left to do. */
  spec(): JobSpec | undefined
  /** Commit a partial result; `tell` says how far that is, where it takes long. */
  batch?(content: JobBatch, tell: JobProgress): void | Promise<void>
  /** What the job is given piece by piece, asked for right after `spec`. */
  parts?(): JobListener['parts']
  ended?(outcome: JobOutcome): void
}

/** How far a job is. */
export type JobProgress = (done: number, total: number, unit: string, note?: string) => void

export type JobOutcome =
  | { readonly state: 'done'; readonly result: JobResult }
  | { readonly state: 'failed'; readonly problem: Problem }
  | { readonly state: 'cancelled' | 'interrupted' }

export interface JobBoard {
  start(request: JobRequest): string
  /** Run at once, without a place on the board. A signal cancels it. */
  ask(job: JobSpec, options?: AskOptions): Promise<JobOutcome>
  /** Keep a job open that is given its work piece by piece as it comes, without a place on the board. */
  open(job: JobSpec, listener: Pick<JobRequest, 'batch'> & { ended(outcome: JobOutcome): void }): OpenJob
  cancel(jobId: string): void
  cancelAll(): void
  dismiss(jobId: string): void
  list(): readonly Job[]
}

/** A job that is kept open. */
export interface OpenJob {
  give(part: JobPart): void
  stop(): void
}

export interface AskOptions {
  readonly parts?: JobListener['parts']
  readonly progress?: JobProgress
  readonly batch?: (content: JobBatch) => void
  readonly signal?: AbortSignal
}

interface Entry {
  job: Job
  readonly request: JobRequest
  readonly marks: { at: number; done: number }[]
  toldAt: number
}

/** The rate shown is taken over this time, so that it is steady but follows a change. */
const RATE_WINDOW_MS = 5000
/** Progress is told at most this often. */
const TELL_EVERY_MS = 120
/** Ended jobs are kept for the Jobs panel up to this many. */
const KEEP_ENDED = 50

/** Queue, progress, rate and outcome of all long work. */
export function jobBoard(
  link: EngineLink,
  tell: (job: Job) => void,
  report: (problem: Problem) => void
): JobBoard {
  const entries = new Map<string, Entry>()
  const busy = new Set<JobRequest['lane']>()
  let counter = 0

  const update = (entry: Entry, change: Partial<Job>, always = true): void => {
    entry.job = { ...entry.job, ...change }
    const now = Date.now()
    if (!always && now - entry.toldAt < TELL_EVERY_MS) return
    entry.toldAt = now
    tell(entry.job)
  }

  const end = (entry: Entry, outcome: JobOutcome): void => {
    const problem = outcome.state === 'failed' ? outcome.problem : undefined
    update(entry, { state: outcome.state, problem, rate: undefined, secondsLeft: undefined })
    if (problem) report(problem)
    if (outcome.state === 'interrupted') report(interruptedProblem(entry.job))
    busy.delete(entry.request.lane)
    entry.request.ended?.(outcome)
    forgetOld()
    next(entry.request.lane)
  }

  const forgetOld = (): void => {
    const ended = [...entries.values()].filter(({ job }) => !isOpen(job))
    for (const entry of ended.slice(0, Math.max(0, ended.length - KEEP_ENDED))) entries.delete(entry.job.id)
  }

  const next = (lane: JobRequest['lane']): void => {
    if (busy.has(lane)) return
    const entry = [...entries.values()].find(
      ({ job, request }) => job.state === 'queued' && request.lane === lane
    )
    if (!entry) return
    const spec = entry.request.spec()
    if (!spec) {
      end(entry, { state: 'done', result: { kind: 'none' } })
      return
    }
    busy.add(lane)
    update(entry, { state: 'running', startedAt: new Date().toISOString() })
    const progress: JobProgress = (done, total, unit, note) =>
      update(entry, { done, total, unit, note, ...pace(entry, done, total) }, false)
    link.start(entry.job.id, spec, {
      progress,
      parts: entry.request.parts?.(),
      batch: (content) => {
        if (content.kind === 'problem') report(content.problem)
        else return entry.request.batch?.(content, progress)
      },
      done: (result) => end(entry, { state: 'done', result }),
      failed: (problem) => end(entry, { state: 'failed', problem }),
      cancelled: () => end(entry, { state: 'cancelled' }),
      interrupted: () => end(entry, { state: 'interrupted' })
    })
  }

  const board: JobBoard = {
    start(request) {
      const id = `job-${++counter}`
      const { kind, title, recordingId, runId, resumable = false } = request
      const job: Job = {
        id,
        kind,
        title,
        recordingId,
        runId,
        resumable,
        state: 'queued',
        done: 0,
        total: 0,
        unit: '',
        startedAt: new Date().toISOString()
      }
      const entry: Entry = { job, request, marks: [], toldAt: 0 }
      entries.set(id, entry)
      tell(job)
      next(request.lane)
      return id
    },
    ask(job, { parts, progress, batch, signal } = {}) {
      const id = `ask-${++counter}`
      return new Promise((resolve) => {
        signal?.addEventListener('abort', () => link.cancel(id), { once: true })
        link.start(id, job, {
          parts,
          progress,
          batch,
          done: (result) => resolve({ state: 'done', result }),
          failed: (problem) => resolve({ state: 'failed', problem }),
          cancelled: () => resolve({ state: 'cancelled' }),
          interrupted: () => resolve({ state: 'interrupted' })
        })
      })
    },
    open(job, { batch, ended }) {
      const id = `open-${++counter}`
      link.start(id, job, {
        batch: (content) => batch?.(content, () => undefined),
        done: (result) => ended({ state: 'done', result }),
        failed: (problem) => ended({ state: 'failed', problem }),
        cancelled: () => ended({ state: 'cancelled' }),
        interrupted: () => ended({ state: 'interrupted' })
      })
      return { give: (part) => link.give(id, part), stop: () => link.cancel(id) }
    },
    cancel(jobId) {
      const entry = entries.get(jobId)
      if (!entry) return
      if (entry.job.state === 'running') link.cancel(jobId)
      if (entry.job.state === 'queued') {
        update(entry, { state: 'cancelled' })
        entry.request.ended?.({ state: 'cancelled' })
      }
    },
    cancelAll() {
      for (const { job } of [...entries.values()].filter(({ job }) => job.state === 'queued'))
        board.cancel(job.id)
      for (const { job } of [...entries.values()].filter(({ job }) => job.state === 'running'))
        board.cancel(job.id)
    },
    dismiss(jobId) {
      const entry = entries.get(jobId)
      if (entry && !isOpen(entry.job)) entries.delete(jobId)
    },
    list: () => [...entries.values()].map(({ job }) => job)
  }
  return board
}

const isOpen = (job: Job): boolean => job.state === 'queued' || job.state === 'running'

function pace(entry: Entry, done: number, total: number): { rate?: number; secondsLeft?: number } {
  const now = Date.now()
  entry.marks.push({ at: now, done })
  while (entry.marks.length > 2 && now - (entry.marks[0]?.at ?? now) > RATE_WINDOW_MS) entry.marks.shift()
  const first = entry.marks[0]
  if (!first || now - first.at < 300 || done <= first.done) return {}
  const rate = ((done - first.done) / (now - first.at)) * 1000
  return { rate, secondsLeft: total > 0 ? Math.max(0, total - done) / rate : undefined }
}

const interruptedProblem = (job: Job): Problem => ({
  code: 'engine-stopped',
  message: `${job.title} stopped because the process that computes ended unexpectedly; it has been started again.`,
  hint: job.resumable
    ? 'What it had done is kept. Resume it from the Jobs list.'
    : 'Start it again. If it stops again at the same file, leave that file out.',
  severity: 'error'
})
