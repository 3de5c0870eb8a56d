import { expect, test } from 'vitest'
import type { EngineLink, JobListener } from '../../../src/main/engine/link'
import { jobBoard } from '../../../src/main/handlers/job-board'
import type { JobRequest } from '../../../src/main/handlers/job-board'
import type { Job } from '../../../src/shared/domain/job'
import type { Problem } from '../../../src/shared/domain/problem'

/** The engine's end of the wire, in the test's hands. */
function board() {
  const listeners = new Map<string, JobListener>()
  const cancelled: string[] = []
  const link: EngineLink = {
    start: (jobId, _job, listener) => void listeners.set(jobId, listener),
    give: () => undefined,
    cancel: (jobId) => void cancelled.push(jobId),
    setEnvironment: () => undefined,
    close: () => undefined
  }
  const told: Job[] = []
  const problems: Problem[] = []
  const jobs = jobBoard(
    link,
    (job) => told.push(job),
    (problem) => problems.push(problem)
  )
  return { jobs, listeners, cancelled, told, problems }
}

const request = (title: string, lane: JobRequest['lane'] = 'compute'): JobRequest => ({
  kind: 'predict',
  title,
  lane,
  spec: () => ({ kind: 'models' })
})

test('jobs of one lane run one after another, jobs of another lane at the same time', () => {
  const { jobs, listeners } = board()
  const first = jobs.start(request('first'))
  const second = jobs.start(request('second'))
  const other = jobs.start(request('other', 'export'))
  expect([...listeners.keys()]).toEqual([first, other])
  listeners.get(first)?.done({ kind: 'none' })
  expect([...listeners.keys()]).toContain(second)
})

test('a job that waits is cancelled without ever starting', () => {
  const { jobs, listeners } = board()
  const first = jobs.start(request('first'))
  const second = jobs.start(request('second'))
  jobs.cancel(second)
  listeners.get(first)?.done({ kind: 'none' })
  expect(listeners.has(second)).toBe(false)
  expect(jobs.list().find(({ id }) => id === second)?.state).toBe('cancelled')
})

test('cancelling is not failing: it leaves no problem behind', () => {
  const { jobs, listeners, cancelled, problems } = board()
  const id = jobs.start(request('run'))
  jobs.cancel(id)
  expect(cancelled).toEqual([id])
  listeners.get(id)?.cancelled()
  expect(jobs.list()[0]?.state).toBe('cancelled')
  expect(problems).toEqual([])
})

test('when the engine dies the job is marked interrupted, a sentence says so, and the next job of the lane starts', () => {
  const { jobs, listeners, problems } = board()
  const first = jobs.start({ ...request('Face expression: clip'), resumable: true })
  const second = jobs.start(request('second'))
  listeners.get(first)?.interrupted()
  expect(jobs.list().find(({ id }) => id === first)?.state).toBe('interrupted')
  expect(problems[0]?.message).toContain('Face expression: clip')
  expect(problems[0]?.hint).toContain('Resume')
  expect(listeners.has(second)).toBe(true)
})

test('a job whose work is gone when its turn comes ends as done', () => {
  const { jobs } = board()
  const id = jobs.start({ ...request('nothing left'), spec: () => undefined })
  expect(jobs.list().find((job) => job.id === id)?.state).toBe('done')
})
