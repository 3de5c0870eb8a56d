import { FileQuestion, Hourglass } from 'lucide-react'
import type { MediaFile } from '../../../shared/domain/rows'
import { openDialog } from '../../session/dialogs'
import { isActive, useJobs } from '../../session/jobs'
import { relink } from '../../session/relink'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { baseName, formatTimeLeft } from '../../ui/format'
import { Progress } from '../../ui/progress'

/** A file that cannot be played now: it is missing, or its proxy is still being made. */
export function NotPlayable({ file }: { readonly file: MediaFile }): React.JSX.Element {
  return file.missing ? <Missing file={file} /> : <Waiting file={file} />
}

function Missing({ file }: { readonly file: MediaFile }): React.JSX.Element {
  return (
    <Empty
      icon={<FileQuestion size={28} />}
      title={`${baseName(file.path)} is not where it was`}
      action={
        <Button tone="primary" onClick={() => void relink(file)}>
          Find file…
        </Button>
      }
    >
      It was last seen at {file.path}. Labels are safe; choose where the file is now.
    </Empty>
  )
}

function Waiting({ file }: { readonly file: MediaFile }): React.JSX.Element {
  const job = useJobs((jobs) =>
    jobs.findLast((each) => each.kind === 'proxy' && each.recordingId === file.recordingId)
  )
  const share = job && job.total > 0 ? job.done / job.total : undefined
  if (!job)
    return (
      <Empty
        icon={<FileQuestion size={28} />}
        title={`${baseName(file.path)} needs a playable copy`}
        action={<Button onClick={() => openDialog({ id: 'settings', props: {} })}>Open settings</Button>}
      >
        This window cannot play the format itself. ffmpeg makes the copy; install it, or say in Settings where
        it is.
      </Empty>
    )
  if (job && !isActive(job))
    return (
      <Empty icon={<FileQuestion size={28} />} title={`${baseName(file.path)} cannot be played yet`}>
        {job.problem?.message ?? 'Making a copy that this window can play was stopped.'} {job.problem?.hint}
      </Empty>
    )
  return (
    <Empty
      icon={<Hourglass size={28} />}
      title={`A playable copy of ${baseName(file.path)} is being made`}
      action={<Progress label="Playable copy" share={share} widthPx={180} />}
    >
      The original stays untouched.{' '}
      {job?.secondsLeft !== undefined ? `About ${formatTimeLeft(job.secondsLeft)} left.` : ''}
    </Empty>
  )
}
