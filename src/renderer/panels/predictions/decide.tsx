import type { ReactNode } from 'react'
import { useEffect, useMemo, useState } from 'react'
import { labelOf } from '../../../shared/domain/labels'
import { confidenceHistogram, countFrom } from '../../../shared/predictions/confidence-histogram'
import { closeDialog } from '../../session/dialogs'
import { undo } from '../../session/edit'
import { showPanel } from '../../session/layout'
import { acceptTargets, modelsWithSegments, undecidedOf } from '../../session/predictions'
import type { PredictionScope, Undecided } from '../../session/predictions'
import { authorOf, schemeOf, trackOf } from '../../session/project'
import {
  effectOf,
  leftText,
  mappingsOf,
  partsToMap,
  rememberTables,
  type ChosenTables
} from '../../session/mapped-accept'
import { acceptPredictions, rejectPredictions } from '../../session/row-edits'
import { selection, setQueue } from '../../session/selection'
import { toast } from '../../session/toasts'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { formatCount, plural } from '../../ui/format'
import { Select } from '../../ui/select'
import { Tabs } from '../../ui/tabs'
import { Field } from '../../ui/text-field'
import { Histogram } from './histogram'
import { LabelTables } from './label-tables'
import { Threshold } from './threshold'

/** Accept the predictions that are sure enough, or reject those that are not; one edit for all of them. */
export function Decide({ tabs }: { tabs: ReactNode }): ReactNode {
  const models = modelsWithSegments()
  const chosenTrack = trackOf(selection().trackId)
  const chosenModel = models.find((author) => author.id === chosenTrack?.authorId)
  const [authorId, setAuthorId] = useState(chosenModel?.id ?? models[0]?.id ?? '')
  const [scope, setScope] = useState<PredictionScope>(chosenModel ? 'track' : 'open')
  const [threshold, setThreshold] = useState(0.8)
  const [busy, setBusy] = useState(false)
  const [tables, setTables] = useState<ChosenTables>({})
  const targets = useMemo(() => acceptTargets(authorId), [authorId])
  const [targetKey, setTargetKey] = useState<string>()
  const into = (targets.find(({ key }) => key === targetKey) ?? targets[0])?.ref
  const undecided = useUndecided(authorId, scope)
  const confidences = useMemo(() => (undecided ?? []).map(({ segment }) => segment.confidence), [undecided])
  const histogram = useMemo(() => confidenceHistogram(confidences), [confidences])
  const above = countFrom(confidences, threshold)
  const below = confidences.length - histogram.without - above
  const isBelow = ({ segment }: Undecided): boolean =>
    segment.confidence !== undefined && segment.confidence < threshold
  const sure = useMemo(
    () => (undecided ?? []).filter(({ segment }) => (segment.confidence ?? -1) >= threshold),
    [undecided, threshold]
  )
  const parts = useMemo(
    () =>
      into
        ? partsToMap(
            sure.map(({ segment }) => segment),
            into
          )
        : [],
    [sure, into]
  )
  const { left } = effectOf(parts, tables)
  const takes = above - left
  const decide = async (what: 'accept' | 'reject'): Promise<void> => {
    const ids = (what === 'accept' ? sure : (undecided ?? []).filter(isBelow)).map((each) => each.segment.id)
    setBusy(true)
    const done = await (what === 'reject'
      ? rejectPredictions(ids)
      : into
        ? acceptPredictions(ids, into, mappingsOf(parts, tables), rememberTables(parts, tables))
        : acceptPredictions(ids))
    setBusy(false)
    if (!done) return
    closeDialog()
    toast(
      what === 'accept'
        ? `${plural(ids.length - left, 'prediction')} accepted where your time was free.`
        : `${plural(ids.length, 'prediction')} rejected.`,
      {
        tone: 'good',
        ...(what === 'accept' && left > 0 ? { hint: leftText(left) ?? '' } : {}),
        action: { label: 'Undo', run: () => void undo() }
      }
    )
  }
  const look = (): void => {
    setQueue(`Predictions from ${threshold.toFixed(2)} on`, sure.map(itemOf))
    closeDialog()
    showPanel('queue')
  }
  return (
    <Dialog
      title="Predictions"
      widthPx={520}
      onClose={closeDialog}
      foot={
        <>
          <Button disabled={busy || above === 0} onClick={look}>
            Look at them first
          </Button>
          <span className="grow" />
          <Button disabled={busy || below === 0} onClick={() => void decide('reject')}>
            Reject {formatCount(below)} below
          </Button>
          <Button tone="primary" disabled={busy || takes === 0} onClick={() => void decide('accept')}>
            Accept {formatCount(takes)}
          </Button>
        </>
      }
    >
      {tabs}
      <Field label="Model">
        {(id) => (
          <Select
            id={id}
            label="Model"
            value={authorId}
            options={models.map((author) => ({ id: author.id, title: author.name }))}
            onChange={(to) => {
              setAuthorId(to)
              if (scope === 'track') setScope('open')
            }}
          />
        )}
      </Field>
      <Tabs
        label="Where"
        value={scope}
        options={[
          ...(chosenModel?.id === authorId ? [{ id: 'track' as const, title: 'This track' }] : []),
          { id: 'open' as const, title: 'This recording' },
          { id: 'all' as const, title: 'All recordings' }
        ]}
        onChange={setScope}
      />
      <Histogram histogram={histogram} threshold={threshold} />
      <Threshold label="At least" value={threshold} onChange={setThreshold} />
      <p role="status">
        {undecided === undefined
          ? 'Reading the predictions…'
          : undecided.length === 0
            ? 'Every prediction here is decided already.'
            : `${formatCount(above)} of ${plural(undecided.length, 'undecided prediction')} ${above === 1 ? 'is' : 'are'} at least ${threshold.toFixed(2)} sure.`}
      </p>
      {targets.length > 1 && (
        <Field label="Labels to give">
          {(id) => (
            <Select
              id={id}
              label="Labels to give"
              value={targetKey ?? targets[0]?.key}
              options={targets.map(({ key, title }) => ({ id: key, title }))}
              onChange={setTargetKey}
            />
          )}
        </Field>
      )}
      <LabelTables parts={parts} tables={tables} onChange={setTables} />
      <p className="muted">
        Accepting copies them to your tracks, with their origin, where no segment of yours is in the way; the
        predictions themselves stay.
      </p>
    </Dialog>
  )
}

function itemOf({ recordingId, segment }: Undecided): Parameters<typeof setQueue>[1][number] {
  const track = trackOf(segment.trackId)
  const label = labelOf(schemeOf(track?.schemeId), segment.label, track?.attributeId)?.name ?? 'not labelled'
  return {
    recordingId,
    segmentId: segment.id,
    trackId: segment.trackId,
    start: segment.start,
    end: segment.end,
    note: `${authorOf(track?.authorId)?.name ?? 'Model'}: ${label} ${(segment.confidence ?? 0).toFixed(2)}`
  }
}

function useUndecided(authorId: string, scope: PredictionScope): readonly Undecided[] | undefined {
  const [found, setFound] = useState<readonly Undecided[]>()
  useEffect(() => {
    const abort = new AbortController()
    undecidedOf(authorId, scope, abort.signal)
      .then((list) => !abort.signal.aborted && setFound(list))
      .catch(() => !abort.signal.aborted && setFound([]))
    return () => abort.abort()
  }, [authorId, scope])
  return found
}
