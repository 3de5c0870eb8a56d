import { z } from 'zod'
import { Problem } from './problem'

/** What the status bar shows of one long task. */
export const Job = z.object({
  id: z.string(),
  /** import, peaks, proxy, predict, export, demo ... */
  kind: z.string(),
  title: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled', 'interrupted']),
  done: z.number(),
  /** 0 when not known. */
  total: z.number(),
  /** Noun of what is counted: frames, seconds, files, segments. */
  unit: z.string(),
  /** Units per second over the last seconds, when measurable. */
  rate: z.number().optional(),
  /** Seconds left, when measurable. */
  secondsLeft: z.number().optional(),
  note: z.string().optional(),
  problem: Problem.optional(),
  recordingId: z.string().optional(),
  runId: z.string().optional(),
  startedAt: z.string(),
  resumable: z.boolean().default(false)
})
export type Job = z.infer<typeof Job>
