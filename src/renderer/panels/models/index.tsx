import { Cpu, Eye, FileQuestion, Play, Plus, Radio, ScrollText, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { labelOf } from '../../../shared/domain/labels'
import type { ModelInfo } from '../../../shared/domain/model'
import { liveRefusal } from '../../../shared/live/live-refusal'
import { perform } from '../../session/actions'
import { useAppInfo } from '../../session/app-info'
import { openDialog } from '../../session/dialogs'
import { cancelJob, isActive, useJobs } from '../../session/jobs'
import { followWith } from '../../session/live'
import { showLook } from '../../session/look'
import { addModels, makeModel, modelState, removeModel, useModels } from '../../session/models'
import { providerNote } from '../../session/provider-note'
import { useProject } from '../../session/project'
import { useSelection } from '../../session/selection'
import { useSettings } from '../../session/settings'
import { Button } from '../../ui/button'
import { Badge, LabelChip } from '../../ui/chip'
import { Empty, Skeleton } from '../../ui/empty'
import { formatBytes, plural } from '../../ui/format'
import { jobShare, jobText } from '../../ui/job-text'
import { PanelHead } from '../../ui/panel-head'
import { Progress } from '../../ui/progress'
import './models.css'

/** The models of this machine: what each does, needs and may be used for, and how to run it. */
export default function Models(): ReactNode {
  const models = useModels()
  const info = useAppInfo()
  const provider = useSettings((state) => state.provider)
  const threads = useSettings((state) => state.threads)
  return (
    <div className="panel">
      <PanelHead>
        <span className="truncate">{providerNote(info, provider, threads)}</span>
        <Button size="small" onClick={() => void addModels()}>
          <Plus size={13} /> Add a model…
        </Button>
        <Button
          size="small"
          title="Say what the inputs and outputs of an ONNX file mean."
          onClick={() => perform(() => makeModel())}
        >
          <FileQuestion size={13} /> From an ONNX file…
        </Button>
      </PanelHead>
      <div className="panel-body models">
        {!models && [1, 2, 3].map((index) => <Skeleton key={index} height={148} />)}
        {models?.length === 0 && (
          <Empty icon={<Cpu size={20} />} title="No models here">
            Models are built when Affectory is set up. Run “npm run models” in its folder.
          </Empty>
        )}
        {models?.map((model) => (
          <ModelCard key={model.id} model={model} />
        ))}
      </div>
    </div>
  )
}

const failedTest = ({ selfTests }: ModelInfo) => selfTests?.find(({ passed }) => !passed)

/** What the tests that travel with a model came to. */
function SelfTests({ model }: { readonly model: ModelInfo }): ReactNode {
  const { selfTests } = model
  if (!selfTests) return null
  const failed = failedTest(model)
  if (!failed)
    return (
      <p className="muted">
        {plural(selfTests.length, 'self-test')} passed: {selfTests.map(({ name }) => name).join(', ')}.
      </p>
    )
  return (
    <p role="alert">
      Self-test “{failed.name}” fails at the stage {failed.stage}: {failed.reason ?? 'the numbers differ'}
      {typeof failed.difference === 'number' &&
        `, a difference of ${failed.difference.toPrecision(3)} where ${failed.tolerance} is allowed`}
      . Its results would not be those of the program that it comes from, so it is not run.
    </p>
  )
}

const INPUTS = {
  video: 'needs video',
  audio: 'needs sound',
  text: 'needs words',
  signal: 'needs signals'
} as const

function ModelCard({ model }: { model: ModelInfo }): ReactNode {
  const jobs = useJobs((list) => list)
  const runs = useProject((state) => state.snapshot?.runs) ?? []
  const scheme = useProject((state) => state.index.schemes.get(model.schemeId))
  const state = modelState(model, runs, jobs)
  const open = useSelection(({ recordingId }) => recordingId !== undefined)
  const job = jobs.find(
    (candidate) =>
      isActive(candidate) && runs.some((run) => run.modelId === model.id && run.id === candidate.runId)
  )
  return (
    <article className="model" aria-label={model.name}>
      <header>
        <h3 className="truncate">{model.name}</h3>
        <Badge tone={failedTest(model) ? 'bad' : state.tone}>
          {failedTest(model) ? 'not trusted' : state.text}
        </Badge>
      </header>
      <p>{model.problem ? model.problem.message : model.summary}</p>
      {model.problem?.hint && <p className="muted">{model.problem.hint}</p>}
      <SelfTests model={model} />
      <div className="model-labels">
        {model.labels.map((id) => (
          <LabelChip key={id} label={labelOf(scheme, id) ?? undefined} origin="model" />
        ))}
      </div>
      <div className="model-facts">
        <Badge>{INPUTS[model.input]}</Badge>
        {model.licence !== '' && <Badge title="Licence of the weights">{model.licence}</Badge>}
        <Badge>{formatBytes(model.sizeBytes)}</Badge>
        {model.version !== '' && (
          <Badge title={`Weights ${model.weightsHash}`}>version {model.version}</Badge>
        )}
      </div>
      {job && (
        <div className="model-job">
          <Progress label={job.title} share={jobShare(job)} widthPx="100%" />
          <span className="truncate grow">{jobText(job)}</span>
          <Button size="small" onClick={() => cancelJob(job.id)}>
            Cancel
          </Button>
        </div>
      )}
      <footer>
        <Button size="small" onClick={() => openDialog({ id: 'model-card', props: { modelId: model.id } })}>
          <ScrollText size={13} /> Model card
        </Button>
        {liveRefusal(model) === undefined && (
          <Button
            size="small"
            title="Show what it says of what plays now, without storing anything"
            onClick={() => followWith(model.id)}
          >
            <Radio size={13} /> Predict while playing
          </Button>
        )}
        {model.kind === 'onnx' && (
          <Button
            size="small"
            title="Every step between the chosen moment and what this model says of it."
            disabled={model.problem !== undefined || !open}
            onClick={() => showLook(model.id)}
          >
            <Eye size={13} /> Look
          </Button>
        )}
        {model.own && (
          <Button
            size="small"
            title="Delete the copy that the app made of this model. Its results stay."
            onClick={() => void removeModel(model.id)}
          >
            <Trash2 size={13} /> Remove
          </Button>
        )}
        <Button
          size="small"
          tone="primary"
          disabled={
            model.problem !== undefined ||
            (model.kind !== 'onnx' && !model.together) ||
            failedTest(model) !== undefined
          }
          onClick={() => openDialog({ id: 'run-model', props: { modelId: model.id } })}
        >
          <Play size={13} /> Run…
        </Button>
      </footer>
    </article>
  )
}
