import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import { canEdit, targetTrack } from '../../session/desk-segments'
import { closeDialog } from '../../session/dialogs'
import { edit, shownSegments, tryOut } from '../../session/drafts'
import { command, undo } from '../../session/edit'
import {
  effectOf,
  leftText,
  mappingsOf,
  partsToMap,
  rememberTables,
  type ChosenTables
} from '../../session/mapped-accept'
import { modelsWithSegments } from '../../session/predictions'
import { tracksOf } from '../../session/project'
import { select, selection } from '../../session/selection'
import { toast } from '../../session/toasts'
import { trackTitle } from '../../session/track-edits'
import { confidenceHistogram } from '../../../shared/predictions/confidence-histogram'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Empty } from '../../ui/empty'
import { formatLength, plural } from '../../ui/format'
import { Select } from '../../ui/select'
import { Field } from '../../ui/text-field'
import { Histogram } from './histogram'
import { LabelTables } from './label-tables'
import { Threshold } from './threshold'

/** Fill what is not labelled yet on a track of mine with what a model says there. */
export function Complete({ tabs }: { tabs: ReactNode }): ReactNode {
  const recordingId = selection().recordingId ?? ''
  const models = modelsWithSegments(recordingId)
  const mine = tracksOf(recordingId).filter((track) => canEdit(track) && track.kind === 'segments')
  const [trackId, setTrackId] = useState(targetTrack(recordingId)?.track?.id ?? mine[0]?.id)
  const [authorId, setAuthorId] = useState(models[0]?.id)
  const [threshold, setThreshold] = useState(0.5)
  const track = mine.find((each) => each.id === trackId)
  const sources = useMemo(
    () => tracksOf(recordingId).filter((each) => each.authorId === authorId && each.kind !== 'frames'),
    [recordingId, authorId]
  )
  // A track about one person is completed by what the model says about that person, where it says so at all.
  const fitting = sources.filter((each) => each.personId === track?.personId)
  const used = fitting.length > 0 ? fitting : sources
  const histogram = useMemo(
    () =>
      confidenceHistogram(used.flatMap((each) => shownSegments(each)).map((segment) => segment.confidence)),
    [used]
  )
  const [tables, setTables] = useState<ChosenTables>({})
  const parts = useMemo(() => {
    const sure = used
      .flatMap((each) => shownSegments(each))
      .filter(({ review, confidence }) => review !== 'rejected' && (confidence ?? 0) >= threshold)
    return track ? partsToMap(sure, track) : []
  }, [used, track, threshold])
  const { left } = effectOf(parts, tables)
  const call = useMemo(
    () =>
      track && used.length > 0
        ? command('track-complete', {
            trackId: track.id,
            fromTrackIds: used.map((each) => each.id),
            mappings: mappingsOf(parts, tables),
            leastConfidence: threshold
          })
        : undefined,
    [track, used, threshold, parts, tables]
  )
  const trial = useMemo(() => call && tryOut(recordingId, [call]), [call, recordingId])
  if (models.length === 0 || mine.length === 0)
    return (
      <Dialog
        title="Predictions"
        widthPx={520}
        onClose={closeDialog}
        foot={<Button onClick={closeDialog}>Close</Button>}
      >
        {tabs}
        <Empty
          size="small"
          title={models.length === 0 ? 'No model has segments here' : 'You have no track here'}
        >
          {models.length === 0
            ? 'Run a model on this recording first.'
            : 'Label a first segment, or make a track, and a model can complete it.'}
        </Empty>
      </Dialog>
    )
  const before = track ? shownSegments(track) : []
  const known = new Map(before.map((segment) => [segment.id, segment.label]))
  const filled = (trial && track ? (trial.segments.get(track.id) ?? []) : []).filter(
    (segment) =>
      segment.label !== undefined &&
      segment.origin?.kind === 'prediction' &&
      known.get(segment.id) === undefined
  )
  const time = filled.reduce((sum, segment) => sum + segment.end - segment.start, 0)
  const save = async (): Promise<void> => {
    if (!call || !track || trial?.problem) return
    closeDialog()
    if (!(await edit(recordingId, [...rememberTables(parts, tables), call]))) return
    select({ trackId: track.id })
    toast(`${plural(filled.length, 'segment')} of ${trackTitle(track)} come from the model now.`, {
      tone: 'good',
      ...(left > 0 ? { hint: leftText(left) ?? '' } : {}),
      action: { label: 'Undo', run: () => void undo() }
    })
  }
  return (
    <Dialog
      title="Predictions"
      widthPx={520}
      onClose={closeDialog}
      foot={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button
            tone="primary"
            disabled={trial === undefined || trial.problem !== undefined}
            onClick={() => void save()}
          >
            Fill {plural(filled.length, 'segment')}
          </Button>
        </>
      }
    >
      {tabs}
      <Field label="Track to complete">
        {(id) => (
          <Select
            id={id}
            label="Track to complete"
            value={trackId}
            options={mine.map((each) => ({ id: each.id, title: trackTitle(each) }))}
            onChange={setTrackId}
          />
        )}
      </Field>
      <Field label="Model">
        {(id) => (
          <Select
            id={id}
            label="Model"
            value={authorId}
            options={models.map((author) => ({ id: author.id, title: author.name }))}
            onChange={setAuthorId}
          />
        )}
      </Field>
      <Histogram histogram={histogram} threshold={threshold} />
      <Threshold label="At least" value={threshold} onChange={setThreshold} />
      <LabelTables parts={parts} tables={tables} onChange={setTables} />
      <p role="status">
        {trial?.problem
          ? trial.problem.message
          : `Fills ${formatLength(time)} in ${plural(filled.length, 'segment')}.`}
      </p>
      <p className="muted">
        Your labels stay; only time without a label is filled, and each piece says which prediction it came
        from.
      </p>
    </Dialog>
  )
}
