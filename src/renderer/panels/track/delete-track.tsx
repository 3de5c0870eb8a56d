import type { ReactNode } from 'react'
import { closeDialog } from '../../session/dialogs'
import { undo } from '../../session/edit'
import { useProject } from '../../session/project'
import { deleteTracks } from '../../session/row-edits'
import { tracksBelow, trackTitle } from '../../session/track-edits'
import { toast } from '../../session/toasts'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { plural } from '../../ui/format'

/** What becomes of the tracks that lie within one that goes. */
export default function DeleteTrack({ trackId }: { trackId: string }): ReactNode {
  const track = useProject((state) => state.index.tracks.get(trackId))
  const counts = useProject((state) => state.index.counts)
  if (!track) return null
  const below = [...tracksBelow(trackId)]
  const segments = below.reduce((sum, id) => sum + (counts.get(id)?.segments ?? 0), 0)
  const remove = async (what: 'delete' | 'keep'): Promise<void> => {
    if (!(await deleteTracks([trackId], what))) return
    closeDialog()
    toast(
      `${trackTitle(track)} is deleted${what === 'delete' ? ` with ${plural(below.length, 'track')} within it` : ''}.`,
      { action: { label: 'Undo', run: () => void undo() } }
    )
  }
  return (
    <Dialog
      title={`Delete ${trackTitle(track)}`}
      widthPx={460}
      onClose={closeDialog}
      foot={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button onClick={() => void remove('keep')}>Keep them by themselves</Button>
          <Button tone="bad" onClick={() => void remove('delete')}>
            Delete all {below.length + 1} tracks
          </Button>
        </>
      }
    >
      <p>
        {plural(below.length, 'track')} with {plural(segments, 'segment')}{' '}
        {below.length === 1 ? 'lies' : 'lie'} within this one. Delete them too, or keep them as tracks of
        their own: their segments stay where they are.
      </p>
    </Dialog>
  )
}
