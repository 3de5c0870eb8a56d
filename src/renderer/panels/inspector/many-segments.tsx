import { Flag, ListChecks, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Segment } from '../../../shared/domain/rows'
import { itemText } from '../../../shared/documents/item-axis'
import { formatClock } from '../../../shared/domain/time'
import { runAction } from '../../session/actions'
import { canEdit } from '../../session/desk-segments'
import { taskOfTrack } from '../../session/desk-values'
import { useItemAxis } from '../../session/pages/item-axis'
import { trackOf } from '../../session/project'
import { deleteSegments, setSegments } from '../../session/row-edits'
import { Button } from '../../ui/button'
import { plural } from '../../ui/format'
import { AnswerEditor } from './answer/answer-editor'

/** Several segments at once: one change is one edit for all of them. */
export function ManySegments({ segments }: { segments: readonly Segment[] }): ReactNode {
  const ids = segments.map((segment) => segment.id)
  const track = trackOf(segments[0]?.trackId)
  const sameScheme = segments.every((segment) => {
    const other = trackOf(segment.trackId)
    return other?.schemeId === track?.schemeId && other?.attributeId === track?.attributeId
  })
  const editable = segments.every((segment) => canEdit(trackOf(segment.trackId)))
  const shared = segments.every((segment) => segment.label === segments[0]?.label)
    ? segments[0]?.label
    : undefined
  const said = segments.map((segment) => JSON.stringify(segment.value))
  const sharedValue = said.every((value) => value === said[0]) ? segments[0]?.value : undefined
  const task = taskOfTrack(track)
  const axis = useItemAxis(track?.recordingId)
  const from = segments.reduce((least, { start }) => Math.min(least, start), Infinity)
  const to = segments.reduce((most, { end }) => Math.max(most, end), -Infinity)
  const total = segments.reduce((sum, segment) => sum + segment.end - segment.start, 0)
  const allFlagged = segments.every((segment) => segment.flagged)
  return (
    <>
      <section>
        <h3>{plural(segments.length, 'segment')} selected</h3>
        <div className="kv">
          {axis ? (
            <>
              <span>Place</span>
              <b className="plain">{itemText(axis, from, to)}</b>
            </>
          ) : (
            <>
              <span>From</span>
              <b>{formatClock(from)}</b>
              <span>To</span>
              <b>{formatClock(to)}</b>
              <span>Together</span>
              <b>{(total / 1e6).toFixed(3)} s</b>
            </>
          )}
        </div>
      </section>
      {sameScheme && track && task && (
        <AnswerEditor
          title={task.kind === 'label' ? 'Label all' : `${task.name} of all`}
          task={task}
          value={sharedValue}
          label={shared}
          disabled={!editable}
          segmentId={segments[0]?.id ?? ''}
          trackId={track.id}
          onChange={(value) => void setSegments(ids, { value: value ?? null })}
          onLabel={(label) => void setSegments(ids, { label })}
          onMissing={(missing) => void setSegments(ids, { missing })}
        />
      )}
      <section>
        <div className="inspector-row">
          <Button size="small" onClick={() => void setSegments(ids, { flagged: !allFlagged })}>
            <Flag size={13} /> {allFlagged ? 'Take flags off' : 'Flag all'}
          </Button>
          <Button size="small" onClick={() => runAction('segment.batch')}>
            <ListChecks size={13} /> Change all…
          </Button>
          <Button size="small" tone="bad" disabled={!editable} onClick={() => void deleteSegments(ids)}>
            <Trash2 size={13} /> Delete
          </Button>
        </div>
      </section>
    </>
  )
}
