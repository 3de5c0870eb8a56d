import type { Job } from '../../shared/domain/job'
import { formatTimeLeft } from './format'

/** Done part of a job, 0 to 1; undefined while the whole is not known. */
export const jobShare = (job: Job): number | undefined =>
  job.state === 'done' ? 1 : job.total > 0 ? job.done / job.total : undefined

/** What a job is doing, in a few words: count, rate and time left. */
export function jobText(job: Job): string {
  switch (job.state) {
    case 'queued':
      return 'waiting'
    case 'running':
      return (
        [countText(job), rateText(job), job.secondsLeft === undefined ? '' : formatTimeLeft(job.secondsLeft)]
          .filter(Boolean)
          .join(' · ') || 'starting'
      )
    case 'done':
      return job.note ?? 'done'
    case 'failed':
      return job.problem?.message ?? 'failed'
    case 'cancelled':
      return 'cancelled'
    case 'interrupted':
      return job.problem?.message ?? 'stopped before it was finished'
  }
}

const countText = (job: Job): string =>
  job.total > 0
    ? `${round(job.done)} of ${round(job.total)} ${job.unit}`
    : job.done > 0
      ? `${round(job.done)} ${job.unit}`
      : ''
const rateText = (job: Job): string =>
  job.rate === undefined || job.rate <= 0
    ? ''
    : job.unit === 'seconds'
      ? `${round(job.rate)}x real time`
      : `${round(job.rate)} ${job.unit}/s`
const round = (value: number): string =>
  value >= 100 || Number.isInteger(value) ? Math.round(value).toLocaleString('en-GB') : value.toFixed(1)
