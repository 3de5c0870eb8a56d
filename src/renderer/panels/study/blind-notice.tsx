import { EyeOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCurrentAuthor } from '../../session/author'
import { useProject } from '../../session/project'
import { plural } from '../../ui/format'
import { Notice } from '../../ui/notice'

/** Says that labels of others are hidden from the one who works here, and until when. */
export function BlindNotice(): ReactNode {
  const me = useCurrentAuthor()
  const count = useProject((state) => state.snapshot?.viewer.blindRecordingIds.length ?? 0)
  if (count === 0) return null
  return (
    <Notice icon={<EyeOff size={15} />}>
      {me?.name ?? 'You'} works blind on {plural(count, 'recording')}: labels, predictions and history of
      others are not handed out there until all of the assignment is locked.
    </Notice>
  )
}
