import type { ReactNode } from 'react'
import type { CallInput } from '../../../shared/contract'
import type { ModelInfo } from '../../../shared/domain/model'
import { authorOf, project, tracksOf, useProject } from '../../session/project'
import { Select } from '../../ui/select'
import { Slider } from '../../ui/slider'
import { Tabs } from '../../ui/tabs'
import { Field } from '../../ui/text-field'

export type Options = NonNullable<CallInput<'prediction.run'>['options']>

/** Pictures looked at per second unless the user says otherwise: expressions rarely change faster than this. */
const USUAL_RATE_HZ = 5
const WINDOW_SECONDS = 3
const HOP_SECONDS = 1

/** What a model is run with when nothing was changed. */
export function defaultOptions(model: ModelInfo, recordingIds: readonly string[]): Options {
  if (model.input === 'video') return { rateHz: USUAL_RATE_HZ }
  const trackId = tracksFor(recordingIds)[0]?.id
  return trackId === undefined
    ? { mode: 'windows', windowSeconds: WINDOW_SECONDS, hopSeconds: HOP_SECONDS }
    : { mode: 'segments', trackId }
}

interface RunOptionsProps {
  readonly model: ModelInfo
  readonly options: Options
  readonly recordingIds: readonly string[]
  readonly onChange: (options: Options) => void
}

/** How a model looks at the recordings: how often, or at which spans. */
export function RunOptions({ model, options, recordingIds, onChange }: RunOptionsProps): ReactNode {
  if (model.input === 'video') {
    const rate = options.rateHz ?? USUAL_RATE_HZ
    return (
      <div className="field">
        <span className="field-label">Pictures per second: {rate}</span>
        <Slider
          label="Pictures per second"
          value={rate}
          min={1}
          max={30}
          onChange={(rateHz) => onChange({ ...options, rateHz })}
        />
        <div className="hint">
          More pictures take proportionally longer. A moment without a face is left empty; the label before it
          is not repeated.
        </div>
      </div>
    )
  }
  return <SoundOptions options={options} recordingIds={recordingIds} onChange={onChange} />
}

function SoundOptions({ options, recordingIds, onChange }: Omit<RunOptionsProps, 'model'>): ReactNode {
  useProject((state) => state.index)
  const tracks = tracksFor(recordingIds)
  const mode = options.mode ?? 'windows'
  const choose = (next: 'segments' | 'windows' | 'whole'): void => {
    if (next === 'segments') onChange({ mode: next, trackId: options.trackId ?? tracks[0]?.id })
    else if (next === 'windows')
      onChange({
        mode: next,
        windowSeconds: options.windowSeconds ?? WINDOW_SECONDS,
        hopSeconds: options.hopSeconds ?? HOP_SECONDS
      })
    else onChange({ mode: next })
  }
  return (
    <div className="field" style={{ gap: 10 }}>
      <span className="field-label">Units</span>
      <Tabs
        label="Units"
        value={mode}
        options={[
          { id: 'segments', title: 'Segments', hint: 'One answer per segment of a track' },
          { id: 'windows', title: 'Windows', hint: 'One answer per sliding window' },
          { id: 'whole', title: 'Whole', hint: 'One answer per recording' }
        ]}
        onChange={choose}
      />
      {mode === 'segments' && (
        <Field
          label="Segments of"
          hint={
            recordingIds.length > 1
              ? 'In other recordings: the track of the same author and name.'
              : undefined
          }
        >
          {(id) => (
            <Select
              id={id}
              label="Segments of"
              value={options.trackId}
              placeholder={tracks.length === 0 ? 'No track with segments' : 'Choose a track…'}
              options={tracks.map((track) => ({
                id: track.id,
                title: track.name,
                hint: authorOf(track.authorId)?.name
              }))}
              onChange={(trackId) => onChange({ ...options, trackId })}
            />
          )}
        </Field>
      )}
      {mode === 'windows' && (
        <>
          <div className="field">
            <span className="field-label">
              Window: {(options.windowSeconds ?? WINDOW_SECONDS).toFixed(1)} s
            </span>
            <Slider
              label="Window in seconds"
              value={options.windowSeconds ?? WINDOW_SECONDS}
              min={0.5}
              max={10}
              step={0.5}
              onChange={(windowSeconds) => onChange({ ...options, windowSeconds })}
            />
          </div>
          <div className="field">
            <span className="field-label">Every: {(options.hopSeconds ?? HOP_SECONDS).toFixed(2)} s</span>
            <Slider
              label="Hop in seconds"
              value={options.hopSeconds ?? HOP_SECONDS}
              min={0.25}
              max={5}
              step={0.25}
              onChange={(hopSeconds) => onChange({ ...options, hopSeconds })}
            />
          </div>
        </>
      )}
      {mode === 'whole' && <div className="hint">For clips with one emotion each.</div>}
    </div>
  )
}

/** Tracks of people whose segments a model can answer for, of the first recording chosen; transcripts first. */
function tracksFor(recordingIds: readonly string[]): ReturnType<typeof tracksOf> {
  const [first] = recordingIds
  if (first === undefined) return []
  return tracksOf(first)
    .filter(
      (track) =>
        track.kind !== 'frames' &&
        track.runId === undefined &&
        (project().index.counts.get(track.id)?.segments ?? 0) > 0
    )
    .toSorted((a, b) => Number(b.kind === 'utterances') - Number(a.kind === 'utterances'))
}
