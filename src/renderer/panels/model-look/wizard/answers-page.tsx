import type { ReactNode } from 'react'
import { labelsOf } from '../../../../shared/domain/labels'
import type { DraftOutput, OutputUse } from '../../../../shared/model-wizard/model-draft'
import { useProject } from '../../../session/project'
import { plural } from '../../../ui/format'
import { Select } from '../../../ui/select'
import { Field, TextInput } from '../../../ui/text-field'
import { ListField } from './list-field'
import { NumberField } from './number-field'
import type { PageProps } from './page-props'

const OUTPUT_USES: readonly { readonly id: OutputUse; readonly title: string }[] = [
  { id: 'one-label', title: 'One label out of several' },
  { id: 'several-labels', title: 'Any number of labels' },
  { id: 'dimensions', title: 'Values of dimensions' },
  { id: 'label-series', title: 'Labels over time' },
  { id: 'value-series', title: 'Values over time' },
  { id: 'embedding', title: 'An embedding' },
  { id: 'nothing', title: 'Nothing to keep' }
]
const ACTIVATIONS: readonly { readonly id: DraftOutput['activation']; readonly title: string }[] = [
  { id: 'softmax', title: 'Softmax of logits' },
  { id: 'sigmoid', title: 'Sigmoid of logits' },
  { id: 'log-softmax', title: 'They are logarithms of probabilities' },
  { id: 'none', title: 'Nothing: they are probabilities or values' }
]
const AGGREGATES = [
  { id: 'none', title: 'Not at all: each window has its own answer' },
  { id: 'utterance', title: 'Their mean, for each turn of the transcript' },
  { id: 'recording', title: 'Their mean, for the whole recording' }
] as const

/** What the outputs of the network say. */
export function AnswersPage({ draft, onChange }: PageProps): ReactNode {
  const set = (output: DraftOutput): void =>
    onChange({ ...draft, outputs: draft.outputs.map((one) => (one.name === output.name ? output : one)) })
  return (
    <>
      {draft.outputs.map((output) => (
        <OutputQuestions key={output.name} output={output} onChange={set} />
      ))}
      {draft.unit.type === 'window' && (
        <Field label="Answers of windows are put together">
          {(id) => (
            <Select
              id={id}
              label="Answers of windows are put together"
              value={draft.aggregate}
              options={AGGREGATES}
              onChange={(chosen) =>
                onChange({
                  ...draft,
                  aggregate: AGGREGATES.find((one) => one.id === chosen)?.id ?? draft.aggregate
                })
              }
            />
          )}
        </Field>
      )}
    </>
  )
}

const NEW = 'new'

function OutputQuestions({
  output,
  onChange
}: {
  readonly output: DraftOutput
  readonly onChange: (output: DraftOutput) => void
}): ReactNode {
  const { name, shape, use, labels, width, activation, scheme, hz } = output
  const schemes = useProject((state) => state.snapshot?.schemes) ?? []
  const values = use === 'dimensions' || use === 'value-series'
  const silent = use === 'embedding' || use === 'nothing'
  const chooseScheme = (id: string): void => {
    const { scheme: _, ...rest } = output
    const row = schemes.find((one) => one.id === id)
    if (!row) return onChange(rest)
    const own = labelsOf(row).map((label) => label.id)
    onChange({ ...rest, scheme: id, ...(own.length === width ? { labels: own } : {}) })
  }
  const wrong = !silent && width !== undefined && labels.length !== width
  return (
    <section className="wizard-output" aria-label={`Output ${name}`}>
      <Field label={`Output ${name} [${shape.join(', ')}] says`}>
        {(id) => (
          <Select
            id={id}
            label={`Output ${name}`}
            value={use}
            options={OUTPUT_USES}
            onChange={(chosen) => {
              const found = OUTPUT_USES.find((one) => one.id === chosen)?.id ?? use
              onChange({ ...output, use: found, activation: usualActivation(found, activation) })
            }}
          />
        )}
      </Field>
      {!silent && (
        <>
          {!values && (
            <Field label="Scheme of its labels">
              {(id) => (
                <Select
                  id={id}
                  label="Scheme of its labels"
                  value={scheme ?? NEW}
                  options={[
                    { id: NEW, title: 'A new one, of the labels below' },
                    ...schemes.map((one) => ({ id: one.id, title: one.name }))
                  ]}
                  onChange={chooseScheme}
                />
              )}
            </Field>
          )}
          <ListField
            label={values ? 'Dimensions in the order of the network' : 'Labels in the order of the network'}
            values={labels}
            hint={
              width === undefined
                ? 'One on each line, or with commas.'
                : isNumbered(labels)
                  ? `The file does not name them: paste ${plural(width, 'name')}, one on each line or with commas.`
                  : `${labels.length} of ${plural(width, 'number')}; one on each line, or with commas.`
            }
            bad={wrong}
            onChange={(next) => onChange({ ...output, labels: next })}
          />
          <Field label="Name of what is told">
            {(id) => (
              <TextInput
                id={id}
                value={output.attribute}
                onChange={(event) => onChange({ ...output, attribute: event.currentTarget.value })}
              />
            )}
          </Field>
          <Field label="Of its numbers is taken">
            {(id) => (
              <Select
                id={id}
                label="Of its numbers is taken"
                value={activation}
                options={ACTIVATIONS}
                onChange={(chosen) =>
                  onChange({
                    ...output,
                    activation: ACTIVATIONS.find((one) => one.id === chosen)?.id ?? activation
                  })
                }
              />
            )}
          </Field>
          {(use === 'label-series' || use === 'value-series') && (
            <NumberField
              label="Rows a second"
              value={hz}
              min={0.01}
              max={10_000}
              onChange={(value) => onChange({ ...output, hz: value })}
            />
          )}
        </>
      )}
    </section>
  )
}

/** Names that were only counted. */
const isNumbered = (labels: readonly string[]): boolean =>
  labels.length > 0 &&
  labels.every((label, i) => label === `label ${i + 1}` || label === `dimension ${i + 1}`)

const usualActivation = (use: OutputUse, before: DraftOutput['activation']): DraftOutput['activation'] => {
  if (use === 'several-labels') return before === 'softmax' ? 'sigmoid' : before
  return use === 'one-label' || use === 'label-series' ? before : 'none'
}
