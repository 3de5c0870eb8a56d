import type { ReactNode } from 'react'
import { useState } from 'react'
import type { ModelInfo } from '../../../shared/domain/model'
import { perturbations, sensesOf, type PerturbationId } from '../../../shared/variants/perturbations'
import type { RunVariant } from '../../../shared/variants/run-variant'
import { closeDialog } from '../../session/dialogs'
import { useModels } from '../../session/models'
import { useProject } from '../../session/project'
import { toastError } from '../../session/toasts'
import { robustnessChoice } from '../../session/variants'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { Dialog } from '../../ui/dialog'
import { plural } from '../../ui/format'
import { Field, TextInput } from '../../ui/text-field'
import { ChooseModel } from './choose-model'
import { PerturbationRows, type Steps } from './perturbation-rows'
import { startVariants } from './start-variants'
import { readSteps } from './steps-text'
import './experiment.css'

/** Run a model on recordings made worse on purpose, step by step. */
export default function RobustnessDialog({ modelId }: { readonly modelId?: string }): ReactNode {
  const models = useModels()?.filter(canBePerturbed)
  const [chosenId, setChosenId] = useState(modelId)
  if (!models)
    return (
      <Dialog title="Robustness" onClose={closeDialog}>
        <p className="muted">Looking for models…</p>
      </Dialog>
    )
  const model = models.find(({ id }) => id === chosenId) ?? models.find(hasLabels) ?? models[0]
  if (!model)
    return (
      <Dialog title="Robustness" onClose={closeDialog}>
        <p className="muted">No model here reads sound, pictures, words or signals.</p>
      </Dialog>
    )
  return <Perturb key={model.id} model={model} models={models} onModel={setChosenId} />
}

const canBePerturbed = (model: ModelInfo): boolean =>
  !model.problem && model.kind === 'onnx' && sensesOf(model.reads).size > 0
const hasLabels = (model: ModelInfo): boolean => model.labels.length > 0

interface PerturbProps {
  readonly model: ModelInfo
  readonly models: readonly ModelInfo[]
  readonly onModel: (id: string) => void
}

function Perturb({ model, models, onModel }: PerturbProps): ReactNode {
  const all = useProject((state) => state.snapshot?.recordings) ?? []
  const senses = sensesOf(model.reads)
  const kinds = perturbations.filter(({ sense }) => senses.has(sense))
  const [recordingIds, setRecordingIds] = useState<readonly string[]>([])
  const [steps, setSteps] = useState<Steps>(() => {
    const [first] = kinds
    return first ? { [first.id]: first.steps.join(', ') } : {}
  })
  const [seed, setSeed] = useState('1')
  const [again, setAgain] = useState(false)
  const [busy, setBusy] = useState(false)
  const variants = variantsOf(
    kinds.map(({ id }) => id),
    steps,
    Number(seed)
  )
  const faults = kinds.some((kind) => readSteps(steps[kind.id] ?? '', kind).fault !== undefined)
  const seedFault = !/^\d{1,6}$/.test(seed.trim())
  const ids = recordingIds.length > 0 ? recordingIds : all.map(({ id }) => id)
  const run = async (): Promise<void> => {
    setBusy(true)
    try {
      robustnessChoice.choose({ modelId: model.id })
      await startVariants({ modelId: model.id, recordingIds: [...ids], variants, again }, 'robustness')
    } catch (error) {
      toastError(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title="Robustness"
      widthPx={640}
      onClose={closeDialog}
      foot={
        <>
          <span className="grow muted">
            {plural(variants.length, 'run')} on {plural(ids.length, 'recording')}, and the model itself where
            it has not run
          </span>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button
            tone="primary"
            disabled={busy || faults || seedFault || variants.length === 0 || ids.length === 0}
            onClick={() => void run()}
          >
            Run {plural(variants.length, 'step')}
          </Button>
        </>
      }
    >
      <p className="muted">
        The model runs on changed sound, pictures or words; the recordings stay as they are. Each step is a
        run with an author of its own, with the options of the model’s newest run.
      </p>
      <ChooseModel
        model={model}
        models={models}
        onModel={onModel}
        recordingIds={recordingIds}
        onRecordings={setRecordingIds}
      />
      <PerturbationRows kinds={kinds} steps={steps} onChange={setSteps} />
      <div className="experiment-model">
        <Field label="Seed" hint="The same seed gives the same noise, to the sample.">
          {(id) => (
            <TextInput
              id={id}
              inputMode="numeric"
              aria-invalid={seedFault}
              value={seed}
              onChange={(event) => setSeed(event.currentTarget.value)}
            />
          )}
        </Field>
        <Checkbox checked={again} onChange={setAgain}>
          Also run steps that are there already
        </Checkbox>
      </div>
    </Dialog>
  )
}

function variantsOf(ids: readonly PerturbationId[], steps: Steps, seed: number): RunVariant[] {
  return ids.flatMap((change) => {
    const kind = perturbations.find(({ id }) => id === change)
    const text = steps[change]
    if (!kind || text === undefined) return []
    return readSteps(text, kind).levels.map((level) => ({
      kind: 'perturbation' as const,
      change,
      level,
      seed
    }))
  })
}
