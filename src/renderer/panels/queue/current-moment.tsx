import { Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { labelOf } from '../../../shared/domain/labels'
import { CANNOT_RATE } from '../../../shared/domain/rows'
import { runAction } from '../../session/actions'
import { useCurrentAuthor } from '../../session/author'
import { fixLabel, fixTarget, setFixAsMe, useFixAsMe } from '../../session/fix-label'
import { ensureSegments, segmentOf, useProject } from '../../session/project'
import type { QueueItem } from '../../session/selection'
import { select, selection } from '../../session/selection'
import { toastError } from '../../session/toasts'
import { useKeys } from '../../session/use-keys'
import { Button, IconButton } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { LabelChip } from '../../ui/chip'

/** The moment looked at: its label can be put right here, by a click or by its digit. */
export function CurrentMoment({ item }: { item: QueueItem }): ReactNode {
  useTrackOf(item)
  const consent = useFixAsMe()
  const me = useCurrentAuthor()
  const undoKeys = useKeys('edit.undo')
  const undoTitle = useProject((state) => state.snapshot?.canUndo)
  // Drawn again when segments, tracks or authors change.
  useProject((state) => state.segments.get(item.recordingId))
  useProject((state) => state.index)
  const target = fixTarget(item)
  if (!target) return <div className="moment" aria-busy="true" />
  if ('reason' in target) return <p className="moment faint">{target.reason}</p>
  const blocked = target.asks && !consent
  return (
    <div className="moment" role="group" aria-label={`Label of ${target.author.name}`}>
      <div className="moment-head">
        <span className="truncate muted">
          {target.side === undefined ? '' : target.side === 'reference' ? 'Reference · ' : 'Candidate · '}
          {target.author.name}
          {me && me.id !== target.author.id && !blocked && (
            <span className="faint"> · changed as {me.name}</span>
          )}
        </span>
        <span className="grow" />
        <IconButton
          label={undoTitle === undefined ? 'Undo' : `Undo: ${undoTitle}`}
          keys={undoKeys}
          size="small"
          disabled={undoTitle === undefined}
          onClick={() => runAction('edit.undo')}
        >
          <Undo2 size={13} />
        </IconButton>
      </div>
      {target.asks && (
        <Checkbox checked={consent} onChange={setFixAsMe}>
          Fix as {me?.name ?? 'me'}
          <span className="faint">
            {' '}
            ({target.author.kind === 'gold' ? 'gold' : 'imported'} labels; the history keeps the old ones)
          </span>
        </Checkbox>
      )}
      {blocked ? null : target.labels.length === 0 ? (
        <Button size="small" disabled>
          The scheme has no labels
        </Button>
      ) : (
        <div className="moment-labels">
          {[...target.labels, ...cannotRate].map((label) => (
            <LabelChip
              key={label.id}
              label={label}
              selected={target.segment.label === label.id}
              note={label.key}
              onClick={() => void fixLabel(item, label.id)}
            />
          ))}
        </div>
      )}
    </div>
  )
}

/** Read the segments of the moment's recording, and show its track as the selected one. */
function useTrackOf(item: QueueItem): void {
  useEffect(() => {
    let ended = false
    void ensureSegments(item.recordingId)
      .then(() => {
        const { segmentIds, recordingId, trackId } = selection()
        const own = segmentOf(item.recordingId, item.segmentId)
        if (
          ended ||
          !own ||
          recordingId !== item.recordingId ||
          segmentIds[0] !== own.id ||
          trackId === own.trackId
        )
          return
        select({ trackId: own.trackId })
      })
      .catch(toastError)
    return () => {
      ended = true
    }
  }, [item])
}

/** What every scheme allows besides its labels. */
const cannotRate = [labelOf(undefined, CANNOT_RATE) ?? []].flat()
