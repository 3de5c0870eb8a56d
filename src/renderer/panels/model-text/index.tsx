import { useState } from 'react'
import type { ReactNode } from 'react'
import type { ModelInfo } from '../../../shared/domain/model'
import type { ModelText } from '../../../shared/text-model/model-text'
import { closeDialog } from '../../session/dialogs'
import { useModels } from '../../session/models'
import { useAnswer } from '../../session/use-answer'
import { Dialog } from '../../ui/dialog'
import { plural } from '../../ui/format'
import { Select } from '../../ui/select'
import { Field } from '../../ui/text-field'
import { MarkedText } from './marked-text'
import './model-text.css'

/** The exact text that a model reads for a turn, the turns around it included, and the pieces that the text becomes. */
export default function ModelTextDialog({
  recordingId,
  segmentId,
  modelId
}: {
  readonly recordingId: string
  readonly segmentId: string
  readonly modelId?: string
}): ReactNode {
  const models = useModels()?.filter(readsText)
  const [chosenId, setChosenId] = useState(modelId)
  const model = models?.find(({ id }) => id === chosenId) ?? models?.[0]
  return (
    <Dialog title="What a model reads of this turn" widthPx={760} onClose={closeDialog}>
      {models && !model && <p className="muted">No model that reads text is installed.</p>}
      {!models && <p className="muted">Looking for models…</p>}
      {models && model && (
        <div className="model-text">
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
          <Texts modelId={model.id} recordingId={recordingId} segmentId={segmentId} />
        </div>
      )}
    </Dialog>
  )
}

const readsText = (model: ModelInfo): boolean => model.input === 'text' && !model.problem

function Texts(query: { modelId: string; recordingId: string; segmentId: string }): ReactNode {
  const { shown, problem, loading } = useAnswer('model.text', query, noAuthors)
  if (problem)
    return (
      <p role="alert">
        {problem.message} {problem.hint}
      </p>
    )
  if (!shown) return <p className="muted">Reading…</p>
  if (shown.value.length === 0)
    return <p className="muted">This turn has no words, so the model does not look at it.</p>
  return (
    <div aria-busy={loading}>
      {shown.value.map((text, i) => (
        <OneText key={`${shown.query.modelId} ${i}`} text={text} />
      ))}
    </div>
  )
}

/** The words of a turn do not depend on anybody's labels. */
const noAuthors = (): readonly string[] => []

function OneText({ text }: { readonly text: ModelText }): ReactNode {
  const [lit, setLit] = useState<number>()
  const unlight = (): void => setLit(undefined)
  const read = readRange(text)
  const cut = `${text.text.slice(0, read[0])}${text.text.slice(read[1])}`.trim() !== ''
  return (
    <section className="model-text-one" aria-label={`Input ${text.input}`}>
      <h3>
        Input <span className="mono">{text.input}</span>
        <span className="faint">{plural(text.pieces.length, 'piece')}</span>
      </h3>
      <MarkedText
        text={text.text}
        target={text.target}
        read={read}
        lit={lit === undefined ? undefined : text.pieces[lit]?.range}
      />
      {cut && (
        <p className="hint">The model reads no more pieces than these; what is struck out is not read.</p>
      )}
      <ol className="model-text-pieces" aria-label="Pieces" onMouseLeave={unlight}>
        {text.pieces.map((piece, i) => (
          <li
            key={i}
            tabIndex={0}
            className={i === lit ? 'is-lit' : undefined}
            onMouseEnter={() => setLit(i)}
            onFocus={() => setLit(i)}
            onBlur={unlight}
          >
            <bdi>{piece.token}</bdi>
            <span className="faint mono">{piece.id}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** From the first to the last character that a piece is of. */
function readRange({ pieces }: ModelText): readonly [from: number, to: number] {
  const ranges = pieces.map(({ range }) => range).filter(([from, to]) => to > from)
  const last = Math.max(0, ...ranges.map(([, to]) => to))
  return [Math.min(last, ...ranges.map(([from]) => from)), last]
}
