import { CircleAlert, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useAppInfo } from '../../session/app-info'
import { useSaved } from '../../session/edit'
import { isActive, cancelJob, useJobs } from '../../session/jobs'
import { showPanel } from '../../session/layout'
import { useProblems } from '../../session/problems'
import { useProject } from '../../session/project'
import { useSettings } from '../../session/settings'
import { jobShare, jobText } from '../../ui/job-text'
import { providerNote } from '../../session/provider-note'
import { Popover } from '../../ui/popover'
import { Progress } from '../../ui/progress'
import { formatCount, plural } from '../../ui/format'
import { JobList } from '../../ui/job-list'
import { dismissJob, resumeRun } from '../../session/jobs'
import './status-bar.css'

/** Is my work saved, what runs, what went wrong, and on what it computes. */
export default function StatusBar(): ReactNode {
  return (
    <div className="status-bar">
      <Saved />
      <RunningJob />
      <span className="grow" />
      <Problems />
      <Provider />
    </div>
  )
}

function Saved(): ReactNode {
  const { pending, revision: mine = 0 } = useSaved()
  const known = useProject((state) => state.snapshot?.revision ?? 0)
  const revision = Math.max(mine, known)
  return (
    <button
      type="button"
      className="status-item"
      data-tone={pending === 0 ? 'good' : undefined}
      onClick={() => showPanel('history')}
      title="Every edit is written to the project file at once. Click for the history."
    >
      <i className="dot" style={{ background: 'currentColor' }} aria-hidden="true" />
      <span role="status">
        {pending === 0 ? `All changes saved, r${formatCount(revision).replace(',', ' ')}` : 'Saving…'}
      </span>
    </button>
  )
}

function RunningJob(): ReactNode {
  const jobs = useJobs((list) => list)
  const active = jobs.filter(isActive)
  const shown = active.find((job) => job.state === 'running') ?? active[0]
  if (jobs.length === 0) return null
  const failed = jobs.filter((job) => job.state === 'failed' || job.state === 'interrupted').length
  return (
    <div className="status-job">
      <Popover
        label="Jobs"
        side="top"
        widthPx={420}
        trigger={
          <button type="button" className="status-item">
            {shown ? (
              <>
                <span className="truncate">{shown.title}</span>
                <Progress label={shown.title} share={jobShare(shown)} widthPx={110} />
                <span className="truncate">{jobText(shown)}</span>
                {active.length > 1 && <span className="faint">+{active.length - 1} more</span>}
              </>
            ) : (
              <span>
                {failed > 0
                  ? `${plural(failed, 'job')} did not finish`
                  : `${plural(jobs.length, 'job')} done`}
              </span>
            )}
          </button>
        }
      >
        <JobList
          jobs={jobs}
          onCancel={cancelJob}
          onDismiss={dismissJob}
          onResume={resumeRun}
          textOf={jobText}
          shareOf={jobShare}
        />
      </Popover>
      {shown && (
        <button
          type="button"
          className="status-item"
          onClick={() => cancelJob(shown.id)}
          aria-label={`Cancel ${shown.title}`}
        >
          cancel
        </button>
      )}
    </div>
  )
}

function Problems(): ReactNode {
  const errors = useProblems((list) => list.filter((problem) => problem.severity === 'error').length)
  const count = useProblems((list) => list.length)
  if (count === 0) return null
  return (
    <button
      type="button"
      className="status-item"
      data-tone={errors > 0 ? 'bad' : 'warn'}
      onClick={() => showPanel('problems')}
    >
      {errors > 0 ? <CircleAlert size={13} /> : <TriangleAlert size={13} />}
      {plural(count, 'problem')}
    </button>
  )
}

function Provider(): ReactNode {
  const info = useAppInfo()
  const provider = useSettings((state) => state.provider)
  const threads = useSettings((state) => state.threads)
  return <span className="status-provider truncate">{providerNote(info, provider, threads)}</span>
}
