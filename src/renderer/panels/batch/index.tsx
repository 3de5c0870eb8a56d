import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import { labelsOf } from '../../../shared/domain/labels'
import { CANNOT_RATE } from '../../../shared/domain/rows'
import { canEdit } from '../../session/desk-segments'
import { closeDialog } from '../../session/dialogs'
import type { Dialogs } from '../../session/dialogs'
import { tryOut } from '../../session/drafts'
import { apply, undo } from '../../session/edit'
import { readSegments, schemeOf, trackOf, useProject } from '../../session/project'
import { toast } from '../../session/toasts'
import { trackTitle } from '../../session/track-edits'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { formatCount, plural } from '../../ui/format'
import { Select } from '../../ui/select'
import type { SelectOption } from '../../ui/select'
import { Field, TextInput } from '../../ui/text-field'
import { batchCommands, LEAVE, NONE, noChange } from './batch-commands'
import type { BatchChange } from './batch-commands'
import './batch.css'

/** Change many segments at once, as one edit. Fields left as they are stay different. */
export default function Batch({ segments }: Dialogs['batch']): ReactNode {
  const persons = useProject((state) => state.snapshot?.persons) ?? []
  const tracks = useProject((state) => state.index.tracks)
  const [change, setChange] = useState<BatchChange>(noChange)
  const set = (part: Partial<BatchChange>): void => setChange((now) => ({ ...now, ...part }))
  const mine = useMemo(
    () => segments.filter((segment) => canEdit(tracks.get(segment.trackId))),
    [segments, tracks]
  )
  const answer = useMemo(() => batchCommands(change, segments, mine), [change, segments, mine])
  const recordings = new Set(segments.map((segment) => segment.recordingId))
  const only = recordings.size === 1 ? segments[0]?.recordingId : undefined
  const problem = useMemo(
    () =>
      !answer.ok
        ? answer.error
        : only !== undefined && answer.value.commands.length > 0
          ? tryOut(only, answer.value.commands).problem
          : undefined,
    [answer, only]
  )
  const count = answer.ok ? answer.value.count : 0
  const others = segments.length - mine.length
  const save = async (): Promise<void> => {
    if (!answer.ok || problem || count === 0) return
    if (!(await apply(answer.value.commands))) return
    closeDialog()
    await Promise.all([...recordings].map((id) => readSegments(id).catch(() => undefined)))
    toast(`${plural(count, 'segment')} changed.`, {
      tone: 'good',
      action: { label: 'Undo', run: () => void undo() }
    })
  }
  return (
    <Dialog
      title={`Change ${plural(segments.length, 'segment')}`}
      widthPx={560}
      onClose={closeDialog}
      foot={
        <>
          <span className="batch-count" role="status">
            {count === 0 ? 'Nothing changes yet' : `Changes ${plural(count, 'segment')}`}
            {others > 0 &&
              `; ${formatCount(others)} of others ${others === 1 ? 'stays' : 'stay'}, but for comment and flag`}
          </span>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button tone="primary" disabled={count === 0 || problem !== undefined} onClick={() => void save()}>
            Change {plural(count, 'segment')}
          </Button>
        </>
      }
    >
      <div className="batch">
        <Pick
          label="Label"
          value={change.label}
          options={labelOptions(mine)}
          onChange={(label) => set({ label })}
        />
        <Pick
          label="About"
          value={change.person}
          options={[
            { id: NONE, title: 'Whoever the track is about' },
            ...persons.map((person) => ({ id: person.id, title: person.name }))
          ]}
          onChange={(person) => set({ person })}
        />
        <Pick
          label="Confidence"
          value={change.confidence}
          options={[
            { id: NONE, title: 'None' },
            ...[1, 2, 3, 4, 5].map((level) => ({ id: String(level / 5), title: `${level} of 5` }))
          ]}
          onChange={(confidence) => set({ confidence })}
        />
        <Pick
          label="Flag"
          value={change.flag}
          options={[
            { id: 'on', title: 'Flag' },
            { id: 'off', title: 'Take the flag off' }
          ]}
          onChange={(flag) => set({ flag })}
        />
        <Pick
          label="Comment"
          value={change.comment}
          options={[
            { id: 'set', title: 'Set to' },
            { id: 'add', title: 'Add below' },
            { id: NONE, title: 'Remove' }
          ]}
          onChange={(comment) => set({ comment })}
        />
        {(change.comment === 'set' || change.comment === 'add') && (
          <Field label="Words of the comment">
            {(id) => (
              <TextInput
                id={id}
                value={change.commentText}
                onChange={(event) => set({ commentText: event.target.value })}
              />
            )}
          </Field>
        )}
        <Pick
          label="Track"
          value={only === undefined ? LEAVE : change.trackId}
          options={[...tracks.values()]
            .filter((track) => track.recordingId === only && canEdit(track) && track.kind !== 'trace')
            .map((track) => ({ id: track.id, title: trackTitle(track) }))}
          disabled={only === undefined}
          onChange={(trackId) => set({ trackId })}
        />
        <Field label="Shift by, milliseconds" hint="Later with a plain number, earlier with a minus.">
          {(id) => (
            <TextInput
              id={id}
              className="mono"
              placeholder="0"
              value={change.shiftMs}
              onChange={(event) => set({ shiftMs: event.target.value })}
            />
          )}
        </Field>
        <Field
          label="Stretch by, factor"
          hint="Times from the start of the recording; 1.001 for a clock that ran 0.1 % too fast."
        >
          {(id) => (
            <TextInput
              id={id}
              className="mono"
              placeholder="1"
              value={change.factor}
              onChange={(event) => set({ factor: event.target.value })}
            />
          )}
        </Field>
      </div>
      {problem && (
        <p className="hint" data-tone="bad" role="alert">
          {problem.message} {problem.hint}
        </p>
      )}
    </Dialog>
  )
}

function Pick({
  label,
  options,
  ...rest
}: {
  label: string
  value: string
  options: readonly SelectOption[]
  disabled?: boolean
  onChange: (id: string) => void
}): ReactNode {
  return (
    <Field label={label}>
      {(id) => (
        <Select
          id={id}
          label={label}
          options={[{ id: LEAVE, title: <span className="faint">Leave as it is</span> }, ...options]}
          {...rest}
        />
      )}
    </Field>
  )
}

/** Labels that every one of the segments could get. */
function labelOptions(segments: Dialogs['batch']['segments']): readonly SelectOption[] {
  const lists = [...new Set(segments.map((segment) => segment.trackId))].map((id) => {
    const track = trackOf(id)
    return labelsOf(schemeOf(track?.schemeId), track?.attributeId)
  })
  const [first = [], ...rest] = lists
  const shared = first.filter((label) => rest.every((list) => list.some((other) => other.id === label.id)))
  return [
    ...shared.map((label) => ({ id: label.id, title: `${label.letter} · ${label.name}` })),
    { id: CANNOT_RATE, title: 'Cannot rate' },
    { id: NONE, title: 'No label' }
  ]
}
