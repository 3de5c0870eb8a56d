import type { ReactNode } from 'react'
import { closeDialog } from '../../session/dialogs'
import { cancelJob, dismissJob, isActive, resumeRun, useJobs } from '../../session/jobs'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { JobList } from '../../ui/job-list'
import { jobShare, jobText } from '../../ui/job-text'

/** Every long task of this sitting. */
export default function Jobs(): ReactNode {
  const jobs = useJobs((list) => list)
  const finished = jobs.filter((job) => !isActive(job))
  return (
    <Dialog
      title="Jobs"
      onClose={closeDialog}
      foot={
        <Button
          disabled={finished.length === 0}
          onClick={() => finished.forEach((job) => dismissJob(job.id))}
        >
          Clear finished
        </Button>
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
    </Dialog>
  )
}
