import type { ReactNode } from 'react'
import { useState } from 'react'
import type { ModelInfo } from '../../../shared/domain/model'
import { variantKey, variantName, type RunVariant } from '../../../shared/variants/run-variant'
import { closeDialog } from '../../session/dialogs'
import { useModels } from '../../session/models'
import { useProject } from '../../session/project'
import { toastError } from '../../session/toasts'
import { ablationChoice } from '../../session/variants'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { Dialog } from '../../ui/dialog'
import { plural } from '../../ui/format'
import { Tabs } from '../../ui/tabs'
import { Field, TextInput } from '../../ui/text-field'
import {
  ablationSets,
  componentSets,
  contexts,
  memberSets,
  MOST_PARTS,
  windowLengths,
  type AblationSet
} from './ablation-sets'
import { ChooseModel } from './choose-model'
import { startVariants } from './start-variants'
import { readSteps } from './steps-text'
import './experiment.css'

/** Run a model with something taken away, once for each way. */
export default function AblationDialog({ modelId }: { readonly modelId?: string }): ReactNode {
  const layers = useLayers()
  const models = useModels()?.filter((model) => !model.problem && ablationSets(model, layers).length > 0)
  const [chosenId, setChosenId] = useState(modelId)
  const model =
    models?.find(({ id }) => id === chosenId) ?? models?.find(({ looksAround }) => looksAround) ?? models?.[0]
  if (!models || !model)
    return (
      <Dialog title="Ablation" onClose={closeDialog}>
        <p className="muted">
          {models
            ? 'No model here has anything that could be taken away: context, members, components or windows.'
            : 'Looking for models…'}
        </p>
      </Dialog>
    )
  return <Ablate key={model.id} model={model} models={models} layers={layers} onModel={setChosenId} />
}

/** Names of the layers of all transcripts, in alphabetical order. */
function useLayers(): readonly string[] {
  const tracks = useProject((state) => state.index.tracks)
  return [
    ...new Set(
      [...tracks.values()].flatMap(({ kind, layer }) => (kind === 'utterances' && layer ? [layer] : []))
    )
  ].toSorted((a, b) => a.localeCompare(b))
}

interface AblateProps {
  readonly model: ModelInfo
  readonly models: readonly ModelInfo[]
  readonly layers: readonly string[]
  readonly onModel: (id: string) => void
}

const WINDOWS = { range: [0.5, 60] as const, unit: 's' }
const TURNS = { range: [1, 1000] as const, unit: '' }

function Ablate({ model, models, layers, onModel }: AblateProps): ReactNode {
  const all = useProject((state) => state.snapshot?.recordings) ?? []
  const sets = ablationSets(model, layers)
  const [kind, setKind] = useState(sets[0]?.kind ?? 'context')
  const [recordingIds, setRecordingIds] = useState<readonly string[]>([])
  const [turns, setTurns] = useState('')
  const [seconds, setSeconds] = useState('1, 2, 3, 5')
  const [parts, setParts] = useState<readonly string[]>(layers.slice(0, MOST_PARTS))
  const [again, setAgain] = useState(false)
  const [busy, setBusy] = useState(false)
  const set = sets.find((one) => one.kind === kind) ?? sets[0]
  const ids = recordingIds.length > 0 ? recordingIds : all.map(({ id }) => id)
  const fault = kind === 'window' ? readSteps(seconds, WINDOWS).fault : readSteps(turns, TURNS).fault
  const variants = set ? variantsOf(set, model, { turns, seconds, parts }) : []
  const run = async (): Promise<void> => {
    setBusy(true)
    try {
      ablationChoice.choose({ modelId: model.id, set: kind })
      await startVariants({ modelId: model.id, recordingIds: [...ids], variants, again }, 'ablation')
    } catch (error) {
      toastError(error)
      setBusy(false)
    }
  }
  if (!set) return null
  return (
    <Dialog
      title="Ablation"
      widthPx={600}
      onClose={closeDialog}
      foot={
        <>
          <span className="grow muted">on {plural(ids.length, 'recording')}</span>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button
            tone="primary"
            disabled={busy || fault !== undefined || variants.length === 0 || ids.length === 0}
            onClick={() => void run()}
          >
            Run {plural(variants.length, 'variant')}
          </Button>
        </>
      }
    >
      <ChooseModel
        model={model}
        models={models}
        onModel={onModel}
        recordingIds={recordingIds}
        onRecordings={setRecordingIds}
      />
      <Tabs
        label="What is taken away"
        value={set.kind}
        options={sets.map(({ kind: id, title }) => ({ id, title }))}
        onChange={setKind}
      />
      <div className="ablation-sets">
        <p className="muted">{set.says}</p>
        {set.kind === 'context' && (
          <Field
            label="Most turns on a side"
            {...(fault === undefined ? {} : { tone: 'bad' as const })}
            hint={fault ?? 'Empty: as many as the manifest says.'}
          >
            {(id) => (
              <TextInput
                id={id}
                inputMode="numeric"
                value={turns}
                onChange={(event) => setTurns(event.currentTarget.value)}
              />
            )}
          </Field>
        )}
        {set.kind === 'window' && (
          <Field
            label="Lengths in seconds"
            hint={fault}
            {...(fault === undefined ? {} : { tone: 'bad' as const })}
          >
            {(id) => (
              <TextInput
                id={id}
                className="mono"
                value={seconds}
                onChange={(event) => setSeconds(event.currentTarget.value)}
              />
            )}
          </Field>
        )}
        {set.kind === 'components' && (
          <div role="group" aria-label="Components">
            {layers.map((layer) => (
              <Checkbox
                key={layer}
                checked={parts.includes(layer)}
                disabled={!parts.includes(layer) && parts.length >= MOST_PARTS}
                onChange={(on) =>
                  setParts(layers.filter((each) => (each === layer ? on : parts.includes(each))))
                }
              >
                {layer}
              </Checkbox>
            ))}
          </div>
        )}
        <ul aria-label="Runs">
          {variants.map((variant) => (
            <li key={variantKey(variant)}>{variantName(variant)}</li>
          ))}
        </ul>
        <Checkbox checked={again} onChange={setAgain}>
          Also run variants that are there already
        </Checkbox>
      </div>
    </Dialog>
  )
}

function variantsOf(
  { kind }: AblationSet,
  model: ModelInfo,
  {
    turns,
    seconds,
    parts
  }: { readonly turns: string; readonly seconds: string; readonly parts: readonly string[] }
): RunVariant[] {
  switch (kind) {
    case 'context':
      return contexts(readSteps(turns, TURNS).levels[0])
    case 'members':
      return model.together?.kind === 'fusion'
        ? memberSets(model.together.members.slice(0, MOST_PARTS).map(({ id }) => id))
        : []
    case 'components':
      return parts.length > 0 ? componentSets(parts) : []
    case 'window':
      return windowLengths(readSteps(seconds, WINDOWS).levels)
  }
}
