import type { ReactNode } from 'react'
import type { ModelInfo } from '../../../shared/domain/model'
import { useProject } from '../../session/project'
import { Select } from '../../ui/select'
import { Field } from '../../ui/text-field'
import type { Options } from './run-choice'
import { sameSource, sourcesFor } from './run-sources'

interface DeclaredOptionsProps {
  readonly model: ModelInfo
  readonly options: Options
  readonly recordingIds: readonly string[]
  readonly onChange: (options: Options) => void
}

/** Choice of the track that the model's units are cut from, where the manifest leaves it open or names one that is not there. */
const AS_DECLARED = 'as-declared'

/** What a model of one's own looks at: as its manifest says, or the segments of a track that is chosen. */
export function DeclaredOptions({ model, options, recordingIds, onChange }: DeclaredOptionsProps): ReactNode {
  useProject((state) => state.index)
  const sources = sourcesFor(recordingIds)
  const cut = cutsSegments(model)
  return (
    <div className="field" style={{ gap: 10 }}>
      <span className="field-label">Looks at {unitText(model)}</span>
      {cut && (
        <Field label="Segments of" hint="The same annotator and scheme in every chosen recording.">
          {(id) => (
            <Select
              id={id}
              label="Segments of"
              value={sameSource(sources, options.trackId) ?? AS_DECLARED}
              options={[
                { id: AS_DECLARED, title: 'As the model says', hint: model.tier ?? '' },
                ...sources.map(({ trackId, title, segments }) => ({
                  id: trackId,
                  title,
                  hint: String(segments)
                }))
              ]}
              onChange={(trackId) => onChange(trackId === AS_DECLARED ? {} : { mode: 'segments', trackId })}
            />
          )}
        </Field>
      )}
      <div className="hint">
        Windows, steps and what becomes of its answers stand in the manifest of the model.
      </div>
    </div>
  )
}

/** Kinds of units that are segments of a track, or lie within some. */
const ofSegments = new Set(['utterance', 'segment', 'trial', 'pair', 'sentence'])

const cutsSegments = ({ unit, tier }: ModelInfo): boolean =>
  ofSegments.has(unit) || (unit === 'window' && tier !== undefined)

const units: Readonly<Record<string, string>> = {
  utterance: 'utterances, or the whole recording where there are none',
  segment: 'segments, or the whole recording where there are none',
  trial: 'trials',
  dialogue: 'the conversation as a whole',
  recording: 'the recording as a whole',
  song: 'the song as a whole',
  image: 'the picture',
  document: 'documents',
  sentence: 'sentences',
  pair: 'pairs of turns',
  frame: 'pictures one by one',
  'person-frame': 'each face in each picture'
}

const unitText = ({ unit, tier }: ModelInfo): string =>
  unit === 'window'
    ? tier === undefined
      ? 'windows that slide over the recording'
      : `windows within the ${tier}`
    : (units[unit] ?? unit)
