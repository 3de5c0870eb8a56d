import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { MessageCircleQuestion } from 'lucide-react'
import type { ExplainQuery } from '../../../shared/contract/explain'
import type { ModelInfo } from '../../../shared/domain/model'
import type { Stream } from '../../../shared/domain/rows'
import { formatClock } from '../../../shared/domain/time'
import { explainMethod, type Explained } from '../../../shared/explain/explained'
import { hasInput } from '../../session/has-input'
import { labelOrId } from '../../session/label-or-id'
import { useModels } from '../../session/models'
import { recordingOf, schemeOf, useProject } from '../../session/project'
import { useSelection } from '../../session/selection'
import { clearWhy, explain, momentMeant, watchWhy, whyStore } from '../../session/why'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { formatLength, plural } from '../../ui/format'
import { PanelHead } from '../../ui/panel-head'
import { Section } from '../../ui/section'
import { Select } from '../../ui/select'
import { ModelMaps } from './model-maps'
import { Parts } from './parts'
import { WhatIf } from './what-if'
import './why.css'

/** What a model's answer hangs on: parts of its input are hidden in turn; and what it would say were they otherwise. */
export default function WhyPanel(): ReactNode {
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(clearWhy, [projectId])
  useEffect(watchWhy, [])
  const recordingId = useSelection((state) => state.recordingId)
  const streams = useProject((state) => state.index.streamsByRecording.get(recordingId ?? '') ?? noStreams)
  const words = useProject(
    (state) =>
      state.index.tracksByRecording.get(recordingId ?? '')?.some(({ kind }) => kind === 'utterances') ?? false
  )
  const models = useModels()?.filter(canBeAsked)
  const [chosen, setChosen] = useState<string>()
  const suited = models?.filter((one) => hasInput(one, streams, words))
  const model =
    models?.find(({ id }) => id === chosen) ??
    suited?.find(({ task }) => task !== 'declared') ??
    suited?.[0] ??
    models?.[0]
  if (recordingId === undefined || !model)
    return (
      <section className="panel why">
        <Empty icon={<MessageCircleQuestion size={20} />} title="Why does the model say so?">
          {recordingId === undefined
            ? 'Open a recording and choose a segment or a moment: parts of it are hidden from a model in turn, and you see which of them its answer hangs on.'
            : 'No model is there that can be asked: models that answer with labels or numbers can.'}
        </Empty>
      </section>
    )
  return <Why key={model.id} model={model} models={models ?? []} onModel={setChosen} />
}

const noStreams: readonly Stream[] = []

/** Models put together of others have no input of their own to hide; vectors are no answers, and a detector's are boxes without number. */
const canBeAsked = ({ problem, kind, task, outputs }: ModelInfo): boolean =>
  !problem && kind === 'onnx' && task !== 'face-detection' && outputs.some(isAnswer)

const isAnswer = ({ aux, task }: ModelInfo['outputs'][number]): boolean =>
  !aux && task !== 'embedding' && task !== 'detection' && task !== 'pairs' && task !== 'free-text'

interface WhyProps {
  readonly model: ModelInfo
  readonly models: readonly ModelInfo[]
  readonly onModel: (id: string) => void
}

function Why({ model, models, onModel }: WhyProps): ReactNode {
  const explained = whyStore((state) => state.explained)
  const explaining = whyStore((state) => state.explaining)
  const outputs = model.outputs.filter(isAnswer)
  const [wished, setWished] = useState<string>()
  const output = outputs.find(({ id }) => id === wished) ?? outputs[0]
  const shown = explained?.query.modelId === model.id ? explained : undefined
  const ask = (): void => {
    const moment = momentMeant()
    if (moment && output) void explain({ modelId: model.id, outputId: output.id, ...moment })
  }
  /** The same moment, another answer or another face. */
  const askAgain = (more: Pick<ExplainQuery, 'label' | 'face'>): void => {
    if (shown) void explain({ ...shown.query, ...more })
  }
  return (
    <section className="panel why" aria-busy={explaining}>
      <PanelHead>{shown && <span className="muted">{whereOf(shown.query, shown.made)}</span>}</PanelHead>
      <div className="report-bar">
        <Select
          label="Model"
          size="small"
          value={model.id}
          options={models.map(({ id, name }) => ({ id, title: name }))}
          onChange={onModel}
        />
        {outputs.length > 1 && (
          <Select
            label="Answer"
            size="small"
            value={output?.id}
            options={outputs.map(({ id }) => ({ id, title: id }))}
            onChange={setWished}
          />
        )}
        <Button size="small" tone="primary" disabled={explaining} onClick={ask}>
          {explaining ? 'Looking…' : 'Explain this moment'}
        </Button>
      </div>
      <div className="why-body">
        {shown ? (
          <Report query={shown.query} made={shown.made} schemeId={output?.schemeId} onAgain={askAgain} />
        ) : (
          <p className="muted why-hint">
            Choose a segment, or put the playhead where the model looks, and ask. The model is run once for
            each part that is hidden; Jobs shows how far it is and stops it.
          </p>
        )}
      </div>
    </section>
  )
}

function whereOf({ recordingId }: ExplainQuery, { start, end }: Explained): string {
  const name = recordingOf(recordingId)?.name ?? 'Recording'
  // A single picture is over within a fraction of a second.
  const where =
    end - start < 1e6
      ? `at ${formatClock((start + end) / 2)}`
      : `${formatLength(start)} to ${formatLength(end)}`
  return `${name}, ${where}`
}

function Report({
  query,
  made,
  schemeId,
  onAgain
}: {
  readonly query: ExplainQuery
  readonly made: Explained
  readonly schemeId: string | undefined
  readonly onAgain: (more: Pick<ExplainQuery, 'label' | 'face'>) => void
}): ReactNode {
  const [openParts, setOpenParts] = useState(true)
  const [openMaps, setOpenMaps] = useState(true)
  const [openChange, setOpenChange] = useState(true)
  const { faces = [], face } = made.seen ?? {}
  const scheme = schemeOf(schemeId)
  const nameOf = (id: string): string => labelOrId(scheme, id).name
  return (
    <>
      <div className="why-answers" role="group" aria-label="Answer">
        {made.labels
          .map((label, i) => ({ label, score: made.scores[i] ?? 0, i }))
          .sort((a, b) => b.score - a.score)
          .slice(0, 8)
          .map(({ label, score, i }) => (
            <button
              key={label}
              type="button"
              aria-pressed={i === made.target}
              title="Explain this answer"
              onClick={() => onAgain({ label })}
            >
              <span className="truncate">{nameOf(label)}</span>
              <span className="mono">{score.toFixed(3)}</span>
            </button>
          ))}
      </div>
      {faces.length > 1 && (
        <div className="why-faces">
          <Select
            label="Face"
            size="small"
            value={`${face}`}
            options={faces.map((_, i) => ({
              id: `${i}`,
              title: `Face ${i + 1} of ${faces.length} from the left`
            }))}
            onChange={(id) => onAgain({ face: Number(id) })}
          />
        </div>
      )}
      <Section
        title={`What “${nameOf(made.labels[made.target] ?? '')}” hangs on`}
        open={openParts}
        onOpenChange={setOpenParts}
      >
        <Parts recordingId={query.recordingId} made={made} />
        <p className="faint why-method">
          {explainMethod} {plural(made.runs, 'run')} of the model.
        </p>
      </Section>
      {made.maps && (
        <Section title="Where the model says it looked" open={openMaps} onOpenChange={setOpenMaps}>
          <ModelMaps recordingId={query.recordingId} made={made} />
        </Section>
      )}
      <Section title="What if" open={openChange} onOpenChange={setOpenChange}>
        <WhatIf query={query} made={made} nameOf={nameOf} />
      </Section>
    </>
  )
}
