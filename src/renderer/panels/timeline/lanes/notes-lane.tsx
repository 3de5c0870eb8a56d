import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Note } from '../../../../shared/music/notes'
import { loadNotes } from '../../../session/notes'
import { LaneCanvas, type Painting } from '../lane-canvas'
import type { Lane } from '../lanes'
import { paintGrid } from '../paint-grid'
import { notesPicture, paintNotes } from '../paint-notes'

/** Notes of a piece of music as a piano roll. */
export function NotesLane({ lane }: { readonly lane: Extract<Lane, { kind: 'notes' }> }): React.JSX.Element {
  const { stream } = lane
  const [notes, setNotes] = useState<readonly Note[] | 'unreadable'>()
  useEffect(() => {
    const abort = new AbortController()
    loadNotes(stream.id, abort.signal)
      .then((read) => setNotes(read ?? 'unreadable'))
      .catch(() => !abort.signal.aborted && setNotes('unreadable'))
    return () => abort.abort()
  }, [stream.id, stream.cache])
  const picture = useMemo(() => (Array.isArray(notes) ? notesPicture(notes) : undefined), [notes])
  const paint = useCallback(
    (painting: Painting) => {
      paintGrid(painting)
      if (picture) return paintNotes(painting, picture, stream)
      const { context, heightPx, theme } = painting
      context.font = `11px ${theme.font}`
      context.textBaseline = 'middle'
      context.fillStyle = theme.faint
      context.fillText(
        notes === undefined ? 'Reading the notes' : 'These notes cannot be read. See Problems.',
        10,
        heightPx / 2
      )
    },
    [picture, notes, stream]
  )
  const label = picture ? `Piano roll of ${picture.notes.length} notes` : 'Piano roll'
  return <LaneCanvas paint={paint} label={label} />
}
