import type { Job } from '../../shared/domain/job'
import { call, on } from '../client'
import { makeStore } from './store'
import { toastError } from './toasts'

const jobStore = makeStore<{ readonly jobs: readonly Job[] }>({ jobs: [] })
export const useJobs = <T>(selector: (jobs: readonly Job[]) => T): T =>
  jobStore((state) => selector(state.jobs))
export const jobs = (): readonly Job[] => jobStore.getState().jobs

export const isActive = (job: Job): boolean => job.state === 'running' || job.state === 'queued'

/** Stop a job; it says itself when it has stopped. */
export const cancelJob = (jobId: string): void => void call('job.cancel', { jobId }).catch(toastError)

/** Take a finished job off the list. */
export function dismissJob(jobId: string): void {
  jobStore.setState(({ jobs: list }) => ({ jobs: list.filter((job) => job.id !== jobId) }))
  void call('job.dismiss', { jobId }).catch(toastError)
}

/** Go on with a run behind what it has done already. */
export const resumeRun = (runId: string): void => void call('prediction.resume', { runId }).catch(toastError)

/** Wait for a job to end. Answers the job in its last state. */
export function whenDone(jobId: string): Promise<Job> {
  return new Promise((resolve) => {
    const check = (list: readonly Job[]): boolean => {
      const job = list.find((candidate) => candidate.id === jobId)
      if (!job || isActive(job)) return false
      resolve(job)
      return true
    }
    if (check(jobs())) return
    const stop = jobStore.subscribe((state) => {
      if (check(state.jobs)) stop()
    })
  })
}

/** Read the jobs and follow their progress. */
export function followJobs(): () => void {
  void call('job.list')
    .then((list) => jobStore.setState({ jobs: list }))
    .catch(toastError)
  return on('job', (job) =>
    jobStore.setState(({ jobs: list }) => ({
      jobs: list.some((known) => known.id === job.id)
        ? list.map((known) => (known.id === job.id ? job : known))
        : [...list, job]
    }))
  )
}
