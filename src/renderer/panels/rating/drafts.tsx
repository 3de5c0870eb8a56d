import type { ReactNode } from 'react'
import { History } from 'lucide-react'
import { perform } from '../../session/actions'
import { recordingOf, trackOf } from '../../session/project'
import { discardDraft, draftLength, keepDraft, useTakeDrafts } from '../../session/rating/take-drafts'
import { trackTitle } from '../../session/track-edits'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'

/** Ratings that were under way when the program stopped, to be kept or discarded. */
export function Drafts(): ReactNode {
  const drafts = useTakeDrafts()
  return drafts.map((draft) => {
    const track = trackOf(draft.trackId)
    const recording = recordingOf(track?.recordingId)
    return (
      <Notice
        key={draft.takeId}
        icon={<History size={14} />}
        tone="warn"
        action={
          <>
            <Button size="small" tone="primary" onClick={() => perform(() => keepDraft(draft))}>
              Keep {draftLength(draft)}
            </Button>
            <Button size="small" onClick={() => perform(() => discardDraft(draft))}>
              Discard
            </Button>
          </>
        }
      >
        {draftLength(draft)} of rating were left when the program stopped
        {track && recording ? `: ${trackTitle(track)} in ${recording.name}` : ''}.
      </Notice>
    )
  })
}
