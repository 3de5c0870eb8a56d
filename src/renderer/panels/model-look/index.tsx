import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import type { MomentMeant } from '../../../shared/contract/model-look'
import type { ModelInfo } from '../../../shared/domain/model'
import { closeDialog } from '../../session/dialogs'
import { lookThrough, stopLooking, type LookOutcome } from '../../session/look'
import { useModels } from '../../session/models'
import { recordingOf } from '../../session/project'
import { Dialog } from '../../ui/dialog'
import { formatLength } from '../../ui/format'
import { Select } from '../../ui/select'
import { Field } from '../../ui/text-field'
import { LookView } from './look-view'
import './model-look.css'

interface LookDialogProps {
  readonly moment: MomentMeant
  readonly modelId?: string
  /** Models that read text go first. */
  readonly reads?: 'text'
}

/** Everything between the chosen moment and what a model says of it. */
export default function LookDialog({ moment, modelId, reads }: LookDialogProps): ReactNode {
  const models = useModels()?.filter(canBeLookedAt)
  const [chosenId, setChosenId] = useState(modelId)
  const model =
    models?.find(({ id }) => id === chosenId) ??
    models?.find(({ input }) => reads === undefined || input === reads) ??
    models?.[0]
  return (
    <Dialog title="What the model sees" widthPx={1180} onClose={closeDialog}>
      {!models && <p className="muted">Looking for models…</p>}
      {models && !model && <p className="muted">No model with a network of its own is installed.</p>}
      {models && model && (
        <div className="look">
          <Field label="Model" hint={model.summary}>
            {(id) => (
              <Select
                id={id}
                label="Model"
                value={model.id}
                options={models.map((one) => ({ id: one.id, title: one.name }))}
                onChange={setChosenId}
              />
            )}
          </Field>
          <Look key={model.id} model={model} moment={moment} />
        </div>
      )}
    </Dialog>
  )
}

const canBeLookedAt = ({ kind, problem }: ModelInfo): boolean => kind === 'onnx' && !problem

function Look({ model, moment }: { readonly model: ModelInfo; readonly moment: MomentMeant }): ReactNode {
  const [outcome, setOutcome] = useState<LookOutcome | 'stopped'>()
  useEffect(() => {
    let gone = false
    void lookThrough({ ...moment, model: { kind: 'installed', modelId: model.id } }).then((found) => {
      if (!gone) setOutcome(found ?? 'stopped')
    })
    return () => {
      gone = true
      stopLooking()
    }
  }, [model.id, moment])
  if (!outcome) return <p className="muted">Looking…</p>
  if (outcome === 'stopped') return <p className="muted">It was stopped.</p>
  if (outcome.kind === 'problem')
    return (
      <p role="alert">
        {outcome.problem.message} {outcome.problem.hint}
      </p>
    )
  const { start, end } = outcome.look
  return (
    <>
      <p className="muted">
        {recordingOf(moment.recordingId)?.name}, {formatLength(start)} to {formatLength(end)}
      </p>
      <LookView look={outcome.look} />
    </>
  )
}
