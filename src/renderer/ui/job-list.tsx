import { CircleCheck, CircleSlash, CircleX, RotateCw, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Job } from '../../shared/domain/job'
import { Button, IconButton } from './button'
import { Empty } from './empty'
import { Progress } from './progress'

interface JobListProps {
  readonly jobs: readonly Job[]
  readonly onCancel: (jobId: string) => void
  readonly onDismiss: (jobId: string) => void
  readonly onResume: (runId: string) => void
  readonly textOf: (job: Job) => string
  readonly shareOf: (job: Job) => number | undefined
}

/** Long tasks, newest first, each with how far it is and what can be done about it. */
export function JobList({ jobs, onCancel, onDismiss, onResume, textOf, shareOf }: JobListProps): ReactNode {
  if (jobs.length === 0)
    return (
      <Empty size="small" title="No jobs">
        Imports, model runs and exports show here with their progress.
      </Empty>
    )
  return (
    <ul className="job-list">
      {[...jobs].reverse().map((job) => {
        const active = job.state === 'running' || job.state === 'queued'
        return (
          <li key={job.id} className="job">
            <div className="job-line">
              {!active && <StateIcon state={job.state} />}
              <span className="grow truncate" title={job.title}>
                {job.title}
              </span>
              {active && (
                <Button size="small" onClick={() => onCancel(job.id)}>
                  Cancel
                </Button>
              )}
              {!active && job.resumable && job.runId !== undefined && job.state !== 'done' && (
                <Button size="small" onClick={() => onResume(job.runId ?? '')}>
                  <RotateCw size={12} />
                  Resume
                </Button>
              )}
              {!active && (
                <IconButton label="Dismiss" size="small" onClick={() => onDismiss(job.id)}>
                  <X size={13} />
                </IconButton>
              )}
            </div>
            {active && <Progress label={job.title} share={shareOf(job)} widthPx="100%" />}
            <div className="job-text">{textOf(job)}</div>
            {active && job.note && <div className="job-text faint">{job.note}</div>}
            {job.problem?.hint && <div className="job-text">{job.problem.hint}</div>}
          </li>
        )
      })}
    </ul>
  )
}

function StateIcon({ state }: { state: Job['state'] }): ReactNode {
  if (state === 'done') return <CircleCheck size={14} color="var(--good)" aria-label="Done" />
  if (state === 'cancelled') return <CircleSlash size={14} color="var(--muted)" aria-label="Cancelled" />
  return <CircleX size={14} color="var(--bad)" aria-label="Failed" />
}
