import { Circle, CircleCheck, CircleDot, Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCurrentAuthor } from '../../session/author'
import { useProject } from '../../session/project'
import { workOn } from '../../session/study'

const marks = {
  open: { icon: Circle, text: 'assigned, not begun' },
  started: { icon: CircleDot, text: 'work is under way' },
  finished: { icon: CircleCheck, text: 'finished' },
  locked: { icon: Lock, text: 'locked' }
} as const

/** How far assigned work on a recording is; nothing where none is assigned. */
export function WorkMark({ recordingId }: { readonly recordingId: string }): ReactNode {
  const me = useCurrentAuthor()
  const state = useProject((project) => workOn(project, me?.id, recordingId)?.state)
  const mine = useProject((project) => workOn(project, me?.id, recordingId)?.mine)
  if (!state) return null
  const { icon: Icon, text } = marks[state]
  const title = `${mine ? 'Your work' : 'The annotators’ work'}: ${text}`
  return (
    <span className="work-mark" data-state={state} title={title} role="img" aria-label={title}>
      <Icon size={13} aria-hidden="true" />
    </span>
  )
}
