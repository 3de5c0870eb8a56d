import type { ReactNode } from 'react'
import { useState } from 'react'
import type { ModelInfo } from '../../../shared/domain/model'
import type { Recording } from '../../../shared/domain/rows'
import { call } from '../../client'
import { rememberCard, useCardKnown } from '../../session/card-read'
import { useAppInfo } from '../../session/app-info'
import { closeDialog } from '../../session/dialogs'
import { showPanel } from '../../session/layout'
import { useModels } from '../../session/models'
import { project, streamsOf, tracksOf, useProject } from '../../session/project'
import { providerName, providerNote } from '../../session/provider-note'
import { selection } from '../../session/selection'
import { useSettings } from '../../session/settings'
import { toast, toastError } from '../../session/toasts'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { Dialog } from '../../ui/dialog'
import { formatLength, formatTimeLeft, plural } from '../../ui/format'
import { Prose } from '../../ui/prose'
import { Select } from '../../ui/select'
import { Tabs } from '../../ui/tabs'
import { Field } from '../../ui/text-field'
import { RunOptions, defaultOptions } from './run-options'
import type { Options } from './run-choice'
import './models.css'

/** Choose a model, recordings and options; the card comes before the first run. */
export default function RunDialog({
  modelId,
  recordingIds
}: {
  modelId?: string
  recordingIds?: readonly string[]
}): ReactNode {
  const models = useModels()?.filter((model) => !model.problem) ?? []
  const [chosenId, setChosenId] = useState(modelId)
  const model = models.find((candidate) => candidate.id === chosenId) ?? models.find(usual) ?? models[0]
  return model ? (
    <RunModel
      key={model.id}
      model={model}
      models={models}
      onModel={setChosenId}
      recordingIds={recordingIds}
    />
  ) : (
    <Dialog title="Run a model" onClose={closeDialog}>
      <p className="muted">Looking for models…</p>
    </Dialog>
  )
}

interface RunModelProps {
  readonly model: ModelInfo
  readonly models: readonly ModelInfo[]
  readonly onModel: (id: string) => void
  readonly recordingIds?: readonly string[]
}

function RunModel({ model, models, onModel, recordingIds }: RunModelProps): ReactNode {
  const all = useProject((state) => state.snapshot?.recordings) ?? []
  const fitting = all.filter((recording) => fits(recording, model))
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => initial(fitting, recordingIds))
  const [options, setOptions] = useState<Options>(() => defaultOptions(model, [...chosen]))
  const known = useCardKnown(model.id)
  const [read, setRead] = useState(false)
  const [busy, setBusy] = useState(false)
  const ids = fitting.filter((recording) => chosen.has(recording.id)).map((recording) => recording.id)
  const ready =
    ids.length > 0 &&
    (known || read) &&
    !busy &&
    (options.mode !== 'segments' || options.trackId !== undefined || model.input === 'video')

  const run = async (): Promise<void> => {
    setBusy(true)
    try {
      await call('prediction.run', { modelId: model.id, recordingIds: ids, options })
      rememberCard(model.id)
      closeDialog()
      toast(
        `${model.name} runs on ${plural(ids.length, 'recording')}; results appear as tracks while it goes on.`,
        { action: { label: 'Models', run: () => showPanel('models') } }
      )
    } catch (error) {
      toastError(error)
      setBusy(false)
    }
  }

  return (
    <Dialog
      title="Run a model"
      widthPx={720}
      onClose={closeDialog}
      foot={
        <>
          <ProviderLine />
          <Button onClick={closeDialog}>Cancel</Button>
          <Button tone="primary" disabled={!ready} onClick={() => void run()}>
            Run on {plural(ids.length, 'recording')}
          </Button>
        </>
      }
    >
      <Field label="Model" hint={model.summary}>
        {(id) => (
          <Select
            id={id}
            label="Model"
            value={model.id}
            options={models.map((candidate) => ({ id: candidate.id, title: candidate.name }))}
            onChange={onModel}
          />
        )}
      </Field>
      {!known && (
        <div className="run-card">
          <div className="run-card-text" role="region" aria-label="Model card" tabIndex={0}>
            <Prose text={model.card} />
          </div>
          <Checkbox checked={read} onChange={setRead}>
            I know what this model is for and where it fails
          </Checkbox>
        </div>
      )}
      <div className="run-columns">
        <ChooseRecordings
          fitting={fitting}
          total={all.length}
          model={model}
          chosen={chosen}
          onChange={setChosen}
        />
        <RunOptions model={model} options={options} recordingIds={ids} onChange={setOptions} />
      </div>
    </Dialog>
  )
}

function ProviderLine(): ReactNode {
  const info = useAppInfo()
  const provider = useSettings((state) => state.provider)
  const threads = useSettings((state) => state.threads)
  return (
    <span
      className="grow muted truncate"
      title={info ? `Can be opened here: ${info.providers.map(providerName).join(', ')}` : undefined}
    >
      {providerNote(info, provider, threads)}
    </span>
  )
}

interface ChooseProps {
  readonly fitting: readonly Recording[]
  readonly total: number
  readonly model: ModelInfo
  readonly chosen: ReadonlySet<string>
  readonly onChange: (chosen: ReadonlySet<string>) => void
}

function ChooseRecordings({ fitting, total, model, chosen, onChange }: ChooseProps): ReactNode {
  const here = fitting.filter((recording) => chosen.has(recording.id))
  const length = here.reduce((sum, recording) => sum + recording.duration, 0)
  const others = total - fitting.length
  const current = selection().recordingId
  const set = (id: string, on: boolean): void => {
    const next = new Set(chosen)
    if (on) next.add(id)
    else next.delete(id)
    onChange(next)
  }
  return (
    <div className="field">
      <span className="field-label">Recordings</span>
      <Tabs
        label="Recordings"
        value={
          here.length === fitting.length
            ? 'all'
            : here.length === 1 && here[0]?.id === current
              ? 'open'
              : 'some'
        }
        options={[
          { id: 'open', title: 'The open one' },
          { id: 'all', title: `All ${fitting.length}` },
          { id: 'some', title: 'Chosen' }
        ]}
        onChange={(which) => {
          if (which === 'all') onChange(new Set(fitting.map((recording) => recording.id)))
          else if (which === 'open') onChange(new Set(current === undefined ? [] : [current]))
        }}
      />
      <div className="run-recordings" role="group" aria-label="Recordings to run on">
        {fitting.map((recording) => (
          <div key={recording.id}>
            <Checkbox checked={chosen.has(recording.id)} onChange={(on) => set(recording.id, on)}>
              {recording.name}
            </Checkbox>
            <span className="faint mono">{formatLength(recording.duration)}</span>
          </div>
        ))}
        {fitting.length === 0 && (
          <p className="muted">No recording of this project has {nounOf(model.input)}.</p>
        )}
      </div>
      <div className="hint">
        {plural(here.length, 'recording')}, {formatTimeLeft(length / 1e6)} of material
        {others > 0 ? ` · ${others} without ${nounOf(model.input)}` : ''}
      </div>
    </div>
  )
}

const nounOf = (input: ModelInfo['input']): string =>
  input === 'audio' ? 'sound' : input === 'text' ? 'a transcript' : input

/** The model offered first: a network that answers with labels and can look at the open recording. */
const usual = (model: ModelInfo): boolean => {
  const open = project().index.recordings.get(selection().recordingId ?? '')
  return !model.together && model.labels.length > 0 && (open === undefined || fits(open, model))
}

const fits = (recording: Recording, model: ModelInfo): boolean =>
  model.input === 'text'
    ? tracksOf(recording.id).some((track) => track.kind === 'utterances')
    : streamsOf(recording.id).some(
        ({ kind }) =>
          kind === model.input ||
          (kind === 'image' && model.reads.some(({ modality }) => modality === 'image'))
      )

function initial(fitting: readonly Recording[], wanted: readonly string[] | undefined): ReadonlySet<string> {
  const open = selection().recordingId
  const ids = wanted ?? (open === undefined ? [] : [open])
  return new Set(fitting.filter((recording) => ids.includes(recording.id)).map((recording) => recording.id))
}
