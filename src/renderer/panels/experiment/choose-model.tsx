import type { ReactNode } from 'react'
import type { ModelInfo } from '../../../shared/domain/model'
import { useProject } from '../../session/project'
import { RecordingsChoice } from '../../ui/recordings-choice'
import { Select } from '../../ui/select'
import { Field } from '../../ui/text-field'

interface ChooseModelProps {
  readonly model: ModelInfo
  readonly models: readonly ModelInfo[]
  readonly onModel: (id: string) => void
  readonly recordingIds: readonly string[]
  readonly onRecordings: (ids: readonly string[]) => void
}

/** Which model an experiment is about, and on which recordings. */
export function ChooseModel({
  model,
  models,
  onModel,
  recordingIds,
  onRecordings
}: ChooseModelProps): ReactNode {
  const recordings = useProject((state) => state.index.recordings)
  return (
    <div className="experiment-model">
      <Field label="Model">
        {(id) => (
          <Select
            id={id}
            label="Model"
            value={model.id}
            options={models.map(({ id: own, name, summary }) => ({ id: own, title: name, hint: summary }))}
            onChange={onModel}
          />
        )}
      </Field>
      <div className="field">
        <span className="field-label">Recordings</span>
        <RecordingsChoice recordings={recordings} chosenIds={recordingIds} onChoose={onRecordings} />
      </div>
    </div>
  )
}
