import type { ReactNode } from 'react'
import type { ModelInfo } from '../../../shared/domain/model'
import { useProject } from '../../session/project'
import { Checkbox } from '../../ui/checkbox'
import { Select } from '../../ui/select'
import { Slider } from '../../ui/slider'
import { SpeechChoice } from '../../ui/speech-choice'
import { Tabs } from '../../ui/tabs'
import { Field } from '../../ui/text-field'
import { DeclaredOptions } from './declared-options'
import type { Options } from './run-choice'
import { sameSource, sourcesFor } from './run-sources'
import { TogetherOptions } from './together-options'

/** Pictures looked at per second unless the user says otherwise: expressions rarely change faster than this. */
const USUAL_RATE_HZ = 5
const WINDOW_SECONDS = 3
const HOP_SECONDS = 1

/** What a model is run with when nothing was changed. */
export function defaultOptions(model: ModelInfo, recordingIds: readonly string[]): Options {
  if (model.together || followsManifest(model)) return {}
  if (model.input === 'video') return { rateHz: USUAL_RATE_HZ }
  if (hearsSpeech(model)) return { speech: {} }
  const first = sourcesFor(recordingIds)[0]
  if (model.input === 'text') return first?.words ? { mode: 'segments', trackId: first.trackId } : {}
  const trackId = first?.trackId
  return trackId === undefined
    ? { mode: 'windows', windowSeconds: WINDOW_SECONDS, hopSeconds: HOP_SECONDS }
    : { mode: 'segments', trackId }
}

/** Models whose manifest says what they look at; those of words are asked whose words. */
const followsManifest = ({ task, input }: ModelInfo): boolean => task === 'declared' && input !== 'text'

/** Models that look for speech themselves. */
const hearsSpeech = ({ task }: ModelInfo): boolean => task === 'voice-activity' || task === 'transcription'

interface RunOptionsProps {
  readonly model: ModelInfo
  readonly options: Options
  readonly recordingIds: readonly string[]
  readonly onChange: (options: Options) => void
}

/** How a model looks at the recordings: how often, or at which spans. */
export function RunOptions({ model, options, recordingIds, onChange }: RunOptionsProps): ReactNode {
  if (model.together) return <TogetherOptions together={model.together} />
  if (followsManifest(model))
    return <DeclaredOptions model={model} options={options} recordingIds={recordingIds} onChange={onChange} />
  if (model.input === 'video') {
    const rate = options.rateHz ?? USUAL_RATE_HZ
    return (
      <div className="field" style={{ gap: 10 }}>
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
        <Checkbox
          checked={options.smallFaces ?? false}
          onChange={(smallFaces) => onChange({ ...options, smallFaces: smallFaces || undefined })}
        >
          Find small faces
        </Checkbox>
        <div className="hint">
          Faces down to about 2 % of the longer side of the picture, instead of 4 %: each picture is looked at
          again in six to nine parts, which takes four to ten times as long.
        </div>
      </div>
    )
  }
  if (hearsSpeech(model))
    return (
      <SpeechChoice
        options={options.speech ?? {}}
        words={model.task === 'transcription'}
        onChange={(speech) => onChange({ ...options, speech })}
      />
    )
  if (model.input === 'text')
    return <WordOptions options={options} recordingIds={recordingIds} onChange={onChange} />
  return <SoundOptions options={options} recordingIds={recordingIds} onChange={onChange} />
}

/** Whose words are read. */
function WordOptions({ options, recordingIds, onChange }: Omit<RunOptionsProps, 'model'>): ReactNode {
  useProject((state) => state.index)
  const sources = sourcesFor(recordingIds).filter(({ words }) => words)
  return (
    <SourceField
      label="Words of"
      hint="The turns of this transcript, in every chosen recording."
      none="The transcript of each recording"
      sources={sources}
      trackId={options.trackId}
      onChange={(trackId) => onChange({ ...options, mode: 'segments', trackId })}
    />
  )
}

interface SourceFieldProps {
  readonly label: string
  readonly hint: string
  /** Said where there is nothing to choose. */
  readonly none: string
  readonly sources: ReturnType<typeof sourcesFor>
  readonly trackId: string | undefined
  readonly onChange: (trackId: string) => void
}

/** Whose tracks a model looks at. */
const SourceField = ({ label, hint, none, sources, trackId, onChange }: SourceFieldProps): ReactNode => (
  <Field label={label} hint={hint}>
    {(id) => (
      <Select
        id={id}
        label={label}
        value={sameSource(sources, trackId)}
        placeholder={sources.length === 0 ? none : 'Choose whose…'}
        options={sources.map((source) => ({
          id: source.trackId,
          title: source.title,
          hint: String(source.segments)
        }))}
        onChange={onChange}
      />
    )}
  </Field>
)

function SoundOptions({ options, recordingIds, onChange }: Omit<RunOptionsProps, 'model'>): ReactNode {
  useProject((state) => state.index)
  const sources = sourcesFor(recordingIds)
  const mode = options.mode ?? 'windows'
  const choose = (next: 'segments' | 'windows' | 'whole'): void => {
    if (next === 'segments') onChange({ mode: next, trackId: options.trackId ?? sources[0]?.trackId })
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
        <SourceField
          label="Segments of"
          hint="All tracks of this annotator with the same scheme, in every chosen recording."
          none="Nobody has segments here"
          sources={sources}
          trackId={options.trackId}
          onChange={(trackId) => onChange({ ...options, trackId })}
        />
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
