import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import type { Track } from '../../../shared/domain/rows'
import { fromSeconds, toSeconds } from '../../../shared/domain/time'
import type { CommandCall } from '../../../shared/contract'
import { traceDims } from '../../../shared/trace/trace-dims'
import { closeDialog } from '../../session/dialogs'
import { apply, command, undo } from '../../session/edit'
import { project, useProject } from '../../session/project'
import { takesOf } from '../../session/takes'
import { toast } from '../../session/toasts'
import { trackTitle } from '../../session/track-edits'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { plural } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { Select } from '../../ui/select'
import { Tabs } from '../../ui/tabs'
import { CommitInput, Field } from '../../ui/text-field'
import { LagPreview } from './lag-preview'
import { LagRows } from './lag-rows'
import { othersMean } from './others-mean'
import { referenceOptions, readReference } from './references'
import { useLags } from './use-lags'
import './traces.css'

/** Longest lag searched when the dialogue opens; reactions to faces and voices lie between 0.5 and 4 s. */
const USUAL_LONGEST = 5

/** Find how late annotators react, see what taking the lag out does, and store it on their takes. */
export default function LagDialog({
  recordingId,
  trackId
}: {
  recordingId: string
  trackId?: string
}): ReactNode {
  const index = useProject((state) => state.index)
  const tracks = useMemo(
    () =>
      comparable(recordingId, trackId, index.tracksByRecording.get(recordingId) ?? [], index.takesByTrack),
    [recordingId, trackId, index]
  )
  const [against, setAgainst] = useState('group')
  const [longest, setLongest] = useState(USUAL_LONGEST)
  const [shared, setShared] = useState(0)
  const [typed, setTyped] = useState<Readonly<Record<string, number>>>({})
  const [left, setLeft] = useState<readonly string[]>([])
  const [shownId, setShownId] = useState(trackId)
  const [dim, setDim] = useState('0')
  const reference = readReference(against)
  const search = useLags(tracks, reference, longest)
  const common = reference.kind === 'group' ? shared : 0
  const lagOf = (id: string): number | undefined => {
    const own = typed[id]
    if (own !== undefined) return own
    const found = search.rows.find(({ track }) => track.id === id)?.found
    return found && 'seconds' in found ? found.seconds + common : undefined
  }
  const shown = search.rows.find(({ track }) => track.id === shownId) ?? search.rows[0]
  const at = Number(dim)
  const held = search.reference
    ? search.reference[at]
    : othersMean(search.rows, shown?.track.id, at, (id) => lagOf(id) ?? 0, search.stretch.rateHz)
  const chosen = search.rows.filter(({ track }) => !left.includes(track.id) && lagOf(track.id) !== undefined)
  const store = async (): Promise<void> => {
    const commands = chosen.flatMap(({ track, found }): CommandCall[] => {
      const seconds = lagOf(track.id) ?? 0
      const ids = takesOf(track.id).map(({ id }) => id)
      const kind = typed[track.id] !== undefined ? 'typed' : reference.kind === 'group' ? 'group' : 'feature'
      const correlation = found && 'seconds' in found && kind !== 'typed' ? found.correlation : undefined
      const patch =
        Math.abs(seconds) < 0.001
          ? { lag: null }
          : {
              lag: fromSeconds(seconds),
              lagSource: { kind, ...(correlation === undefined ? {} : { correlation }) }
            }
      return ids.length === 0 ? [] : [command('take-set', { ids, patch })]
    })
    if (commands.length === 0 || !(await apply(commands))) return
    closeDialog()
    toast(`Lags of ${plural(chosen.length, 'trace')} are taken out wherever they are read.`, {
      tone: 'good',
      action: { label: 'Undo', run: () => void undo() }
    })
  }
  const clear = async (): Promise<void> => {
    const ids = tracks.flatMap(({ id }) =>
      takesOf(id).flatMap((take) => (take.lag === undefined ? [] : [take.id]))
    )
    if (ids.length > 0 && (await apply([command('take-set', { ids, patch: { lag: null } })])))
      toast('The traces are read as they were rated.', { action: { label: 'Undo', run: () => void undo() } })
  }
  const lagged = tracks.some(({ id }) => takesOf(id).some(({ lag }) => lag !== undefined))
  const dims = shown
    ? traceDims(
        index.schemes.get(shown.track.schemeId),
        shown.track.attributeId,
        shown.track.trace?.dims ?? []
      )
    : []
  return (
    <Dialog
      title="Reaction lag"
      widthPx={880}
      onClose={closeDialog}
      foot={
        <>
          <Button disabled={!lagged} onClick={() => void clear()}>
            Take all lags away
          </Button>
          <span className="grow" />
          <Button onClick={closeDialog}>Cancel</Button>
          <Button tone="primary" disabled={chosen.length === 0} onClick={() => void store()}>
            Store for {plural(chosen.length, 'trace')}
          </Button>
        </>
      }
    >
      {tracks.length === 0 ? (
        <p className="muted">
          No trace in this recording has a take. Rate one in the Rate layout, or import ratings.
        </p>
      ) : (
        <>
          <div className="lag-question">
            <Field label="Held against">
              {(id) => (
                <Select
                  id={id}
                  label="Held against"
                  value={against}
                  size="small"
                  options={referenceOptions(recordingId, index)}
                  onChange={(next) => {
                    setAgainst(next)
                    setTyped({})
                  }}
                />
              )}
            </Field>
            <Field label="Longest lag, s">
              {() => (
                <CommitInput
                  label="Longest lag in seconds"
                  value={String(longest)}
                  mono
                  onCommit={(text) => setWithin(text, 0.2, 30, setLongest)}
                />
              )}
            </Field>
            {reference.kind === 'group' && (
              <Field label="Shared by all, s">
                {() => (
                  <CommitInput
                    label="Lag that all share in seconds"
                    value={String(shared)}
                    mono
                    onCommit={(text) => setWithin(text, 0, 10, setShared)}
                  />
                )}
              </Field>
            )}
          </div>
          <p className="muted">
            {reference.kind === 'group'
              ? 'Each annotator is held against the mean of the others. A group tells differences only: the earliest gets 0, and what all share can be added.'
              : 'Each trace is moved until it correlates best with what it is held against.'}{' '}
            Samples stay where they were rated; dimensions rated together share one lag.
          </p>
          {reference.kind === 'group' && tracks.length < 2 && (
            <Notice tone="warn" icon={<TriangleAlert size={14} />}>
              Only one annotator rated this, so there is no group. Hold the trace against a signal or another
              trace.
            </Notice>
          )}
          {search.state === 'failed' && (
            <Notice tone="warn" icon={<TriangleAlert size={14} />}>
              The traces could not be read. Close this and try again.
            </Notice>
          )}
          <LagRows
            rows={search.rows}
            searching={search.state === 'searching'}
            shownId={shown?.track.id}
            onShow={setShownId}
            left={left}
            onLeave={setLeft}
            lagOf={lagOf}
            typed={typed}
            onType={(id, seconds) =>
              setTyped((now) =>
                seconds === undefined
                  ? Object.fromEntries(Object.entries(now).filter(([key]) => key !== id))
                  : { ...now, [id]: seconds }
              )
            }
          />
          {dims.length > 1 && (
            <Tabs
              label="Dimension shown"
              value={dims[at] === undefined ? '0' : dim}
              options={dims.map(({ name }, i) => ({ id: String(i), title: name }))}
              onChange={setDim}
            />
          )}
          {shown && (
            <LagPreview
              stretch={search.stretch}
              reference={held}
              own={shown.columns[at] ?? shown.columns[0]}
              lagSeconds={lagOf(shown.track.id) ?? currentLag(shown.track)}
              color={shown.author?.color ?? 'currentColor'}
              name={trackTitle(shown.track)}
            />
          )}
        </>
      )}
    </Dialog>
  )
}

/** Lag that the takes of a track have now, seconds; of several the newest one's. */
export const currentLag = (track: Track): number => toSeconds(takesOf(track.id).at(-1)?.lag ?? 0)

/** Trace tracks that say the same thing about the same person as the chosen one, and have takes. */
function comparable(
  recordingId: string,
  trackId: string | undefined,
  tracks: readonly Track[],
  takes: ReadonlyMap<string, readonly unknown[]>
): readonly Track[] {
  const traces = tracks.filter(({ id, kind }) => kind === 'trace' && (takes.get(id)?.length ?? 0) > 0)
  const chosen =
    traces.find(({ id }) => id === trackId) ?? project().index.tracks.get(trackId ?? '') ?? traces[0]
  if (chosen?.recordingId !== recordingId) return []
  return traces.filter(
    (track) =>
      track.schemeId === chosen.schemeId &&
      track.attributeId === chosen.attributeId &&
      track.personId === chosen.personId
  )
}

function setWithin(text: string, low: number, high: number, set: (value: number) => void): boolean {
  const value = Number(text.replace(',', '.'))
  if (!(value >= low && value <= high)) {
    toast(`Type a number of seconds from ${low} to ${high}.`, { tone: 'bad' })
    return false
  }
  set(value)
  return true
}
