import { command } from '../../session/edit'
import { edit, shownSegments } from '../../session/drafts'
import { setProgress, useProgress } from '../../session/desk-progress'
import { segmentOf, trackOf } from '../../session/project'
import { timeToX, viewport } from '../../session/viewport'
import { CommitInput } from '../../ui/text-field'
import { placeText } from '../../session/pages/item-axis'

/** The comment of a segment, written beside it. */
export function CommentBox({ recordingId }: { readonly recordingId: string }): React.JSX.Element | null {
  const id = useProgress((state) => state.commentOn)
  const segment = segmentOf(recordingId, id)
  const track = trackOf(segment?.trackId)
  if (id === undefined || !segment || !track) return null
  const shown = shownSegments(track).find((each) => each.id === id) ?? segment
  const lane = document.querySelector<HTMLElement>(`.tl-lane[data-track-id="${CSS.escape(track.id)}"]`)
  const { view } = viewport.getState()
  const left = Math.max(4, Math.min(view.widthPx - 290, timeToX(view, shown.start)))
  const top =
    (lane?.parentElement?.offsetTop ?? 40) +
    (lane?.offsetHeight ?? 28) -
    (lane?.closest('.tl-body')?.scrollTop ?? 0) +
    2
  const close = (): void => {
    setProgress({ commentOn: undefined })
    document.querySelector<HTMLElement>('.tl')?.focus({ preventScroll: true })
  }
  return (
    <div
      className="tl-comment"
      style={{ left: `calc(var(--tl-gutter) + ${left}px)`, top }}
      role="group"
      aria-label="Comment"
    >
      <p>Comment at {placeText(recordingId, shown.start)}. Enter saves, Escape leaves it.</p>
      <CommitInput
        label="Comment"
        value={shown.comment ?? ''}
        autoFocus
        multiline
        onCancel={close}
        onCommit={(text) => {
          const comment = text.trim() === '' ? null : text.trim()
          void edit(recordingId, [command('segment-set', { ids: [id], patch: { comment } })])
          close()
        }}
      />
    </div>
  )
}
