import type { ReactNode } from 'react'
import { useState } from 'react'
import type { Stream } from '../../../shared/domain/rows'
import { toMedia } from '../../../shared/domain/time'
import { Detector } from '../../../shared/signal/analyses/bodily-events'
import type { DetectorId } from '../../../shared/signal/analyses/bodily-events'
import { closeDialog } from '../../session/dialogs'
import { recordingOf, streamsOf } from '../../session/project'
import { selection } from '../../session/selection'
import { badText, useBadStretches } from '../../session/signals/bad-spans'
import { typeOf } from '../../session/signals/channels'
import { detectors, keepEvents } from '../../session/signals/detect'
import { signalState } from '../../session/signals/signal-state'
import { useAnalysis } from '../../session/signals/use-analysis'
import { streamTitle } from '../../session/sync'
import { toast } from '../../session/toasts'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Empty } from '../../ui/empty'
import { plural } from '../../ui/format'
import { Progress } from '../../ui/progress'
import { Select } from '../../ui/select'
import { Tabs } from '../../ui/tabs'
import { CommitInput, Field } from '../../ui/text-field'
import './detect.css'

interface Choice {
  readonly stream: Stream
  readonly channel: number
}

/** Find beats, breaths, skin conductance responses or muscle activity in a channel, see how many there are, and keep them as a track. */
export default function DetectDialog({ recordingId }: { recordingId: string }): ReactNode {
  const choices = streamsOf(recordingId)
    .filter(({ kind }) => kind === 'signal')
    .flatMap((stream) => (stream.info.channels ?? []).map((_, channel): Choice => ({ stream, channel })))
  const [key, setKey] = useState(() => keyOf(usual(choices)))
  const choice = choices.find((each) => keyOf(each) === key) ?? usual(choices)
  const type = choice && typeAt(choice)
  const [picked, setPicked] = useState<DetectorId>()
  const fitting = detectors.find(({ types }) => type !== undefined && types.includes(type))
  const facts = detectors.find(({ id }) => id === (picked ?? fitting?.id)) ?? detectors[0]
  const [values, setValues] = useState<Readonly<Record<string, number | string>>>({})
  const [where, setWhere] = useState<'all' | 'selection'>('all')
  const detector = Detector.safeParse({ id: facts?.id, ...values }).data ?? Detector.parse({ id: facts?.id })
  const { range } = selection()
  const bad = useBadStretches(choice?.stream)
  const span = choice && spanOf(choice.stream, where === 'selection' ? range : undefined)
  const left = span && badText([span], bad)
  const state = useAnalysis(
    choice &&
      span && {
        streamId: choice.stream.id,
        slot: 'detect',
        channels: [choice.channel],
        spans: [span],
        ...(bad.length > 0 ? { bad: [...bad] } : {}),
        analysis: { kind: 'bodily-events', detector }
      }
  )
  const found = state.loading ? undefined : state.shown?.result
  const [saving, setSaving] = useState(false)
  const keep = async (): Promise<void> => {
    if (!choice || !found) return
    setSaving(true)
    const end = recordingOf(recordingId)?.duration ?? 0
    const trackId = await keepEvents(choice.stream, choice.channel, detector, found.events, end)
    setSaving(false)
    if (trackId === undefined) return toast('Nothing was kept: none of the events lies within the recording.')
    closeDialog()
    toast(`${plural(found.events.length, 'event')} on a track of yours.`, {
      hint: 'Move, add, delete or relabel them as any labels; measures follow.'
    })
  }
  if (!choice || !facts)
    return (
      <Dialog
        title="Detect events of the body"
        widthPx={460}
        onClose={closeDialog}
        foot={<Button onClick={closeDialog}>Close</Button>}
      >
        <Empty size="small" title="No signal in this recording">
          Add a file with an ECG, a pulse wave, skin conductance, respiration or muscle signal.
        </Empty>
      </Dialog>
    )
  return (
    <Dialog
      title="Detect events of the body"
      widthPx={480}
      onClose={closeDialog}
      foot={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button
            tone="primary"
            disabled={!found || found.events.length === 0 || saving}
            onClick={() => void keep()}
          >
            Keep as a track
          </Button>
        </>
      }
    >
      <Field label="Channel">
        {(id) => (
          <Select
            id={id}
            label="Channel"
            value={keyOf(choice)}
            options={choices.map((each) => ({
              id: keyOf(each),
              title: each.stream.info.channels?.[each.channel]?.label ?? '',
              hint: streamTitle(each.stream)
            }))}
            onChange={(next) => {
              setKey(next)
              setPicked(undefined)
              setValues({})
            }}
          />
        )}
      </Field>
      <Field label="What to find" hint={facts.source}>
        {(id) => (
          <Select
            id={id}
            label="What to find"
            value={facts.id}
            options={detectors.map((each) => ({ id: each.id, title: each.title }))}
            onChange={(next) => {
              setPicked(next as DetectorId)
              setValues({})
            }}
          />
        )}
      </Field>
      <Parameters detector={detector} onChange={(patch) => setValues({ ...values, ...patch })} />
      {range && (
        <Tabs
          label="Where"
          value={where}
          options={[
            { id: 'all', title: 'The whole signal' },
            { id: 'selection', title: 'The selected stretch' }
          ]}
          onChange={setWhere}
        />
      )}
      <p className="detect-found" role="status">
        {state.problem ? (
          <span className="detect-bad">
            {state.problem.message} {state.problem.hint}
          </span>
        ) : found ? (
          <>
            <b>{found.events.length}</b> in {formatSeconds(found.seconds)}
            {rateText(found.events.length, found.seconds)}
            {left !== undefined && `; ${left} left out`}
          </>
        ) : (
          'Looking…'
        )}
      </p>
      {state.loading && <Progress share={state.share} label="Looking" widthPx="100%" />}
    </Dialog>
  )
}

const keyOf = (choice: Choice | undefined): string => (choice ? `${choice.stream.id} ${choice.channel}` : '')

const typeAt = ({ stream, channel }: Choice): ReturnType<typeof typeOf> | undefined => {
  const facts = stream.info.channels?.[channel]
  return facts && typeOf(facts)
}

/** The channel chosen in the Signals panel, else the first in which something can be found. */
function usual(choices: readonly Choice[]): Choice | undefined {
  const { streamId, chosen } = signalState()
  const picked = choices.find(({ stream, channel }) => stream.id === streamId && channel === chosen[0])
  const can = (choice: Choice): boolean => {
    const type = typeAt(choice)
    return type !== undefined && detectors.some(({ types }) => types.includes(type))
  }
  return picked ?? choices.find(can) ?? choices[0]
}

const spanOf = (
  stream: Stream,
  range: { readonly start: number; readonly end: number } | undefined
): { fromUs: number; toUs: number } => {
  const from = range ? Math.max(0, toMedia(stream, range.start)) : 0
  const to = range ? Math.min(stream.duration, toMedia(stream, range.end)) : stream.duration
  return { fromUs: from, toUs: Math.max(from + 1, to) }
}

function Parameters({
  detector,
  onChange
}: {
  detector: Detector
  onChange: (patch: Record<string, number | string>) => void
}): ReactNode {
  const number = (label: string, name: string, value: number, unit: string): ReactNode => (
    <Field label={label} hint={unit}>
      {() => (
        <CommitInput
          label={label}
          mono
          value={String(value)}
          onCommit={(text) => {
            const next = Number(text.replace(',', '.'))
            if (text.trim() !== '' && Number.isFinite(next)) onChange({ [name]: next })
          }}
        />
      )}
    </Field>
  )
  switch (detector.id) {
    case 'ecg':
      return (
        <Tabs
          label="Mains"
          value={String(detector.mainsHz)}
          options={[
            { id: '50', title: 'Mains 50 Hz' },
            { id: '60', title: 'Mains 60 Hz' }
          ]}
          onChange={(id) => onChange({ mainsHz: Number(id) })}
        />
      )
    case 'scr':
      return (
        <div className="detect-row">
          {number('Smallest, share of the largest', 'leastShare', detector.leastShare, '0 to 1')}
          {number(
            'Smallest amplitude',
            'leastAmplitude',
            detector.leastAmplitude,
            'in the unit of the channel; 0.01 to 0.05 µS by custom'
          )}
        </div>
      )
    case 'breaths':
      return number('Smallest rise', 'leastShare', detector.leastShare, 'share of the median breath')
    case 'emg':
      return (
        <div className="detect-row">
          {number('Above rest', 'deviations', detector.deviations, 'standard deviations')}
          {number('Shortest', 'leastSeconds', detector.leastSeconds, 'seconds')}
        </div>
      )
    default:
      return null
  }
}

const formatSeconds = (seconds: number): string =>
  seconds >= 120 ? `${(seconds / 60).toFixed(1)} min` : `${seconds.toFixed(1)} s`

const rateText = (count: number, seconds: number): string =>
  count > 1 && seconds > 0 ? `, ${((count / seconds) * 60).toFixed(1)} a minute` : ''
