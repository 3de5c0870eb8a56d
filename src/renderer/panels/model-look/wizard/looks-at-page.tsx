import type { ReactNode } from 'react'
import { lookingAt, waysToLook, wayOf } from '../../../../shared/model-wizard/looks-at'
import type { DraftInput, ModelDraft } from '../../../../shared/model-wizard/model-draft'
import type { OnnxFacts } from '../../../../shared/model-wizard/onnx-facts'
import { USES, withUse } from '../../../../shared/model-wizard/use-for'
import { formatBytes, plural } from '../../../ui/format'
import { Select } from '../../../ui/select'
import { Field } from '../../../ui/text-field'
import { NumberField } from './number-field'
import type { PageProps } from './page-props'

/** What the file is, what its inputs are taken for, and what of a recording the model sees in one go. */
export function LooksAtPage({
  facts,
  draft,
  onChange
}: PageProps & { readonly facts: OnnxFacts }): ReactNode {
  const ways = waysToLook(draft)
  const { type, windowSec, hopSec } = draft.unit
  const opset = facts.opsets['']
  return (
    <>
      <p className="muted">
        {formatBytes(facts.sizeBytes)}
        {opset !== undefined && `, operator set ${opset}`}, {plural(facts.nodes, 'node')}
        {facts.producer !== '' && `, made by ${facts.producer}`}
        {facts.externalData.length > 0 && `, weights in ${facts.externalData.join(', ')}`}
      </p>
      {draft.inputs.map((input) => (
        <Field
          key={input.name}
          label={`Input ${input.name}: ${input.dtype} [${input.shape.join(', ')}] is`}
          hint={hintOf(input)}
        >
          {(id) => (
            <Select
              id={id}
              label={`Input ${input.name}`}
              value={input.use.kind}
              options={USES.map(({ kind, title }) => ({ id: kind, title }))}
              onChange={(chosen) => {
                const use = USES.find(({ kind }) => kind === chosen)
                if (use) onChange(withUse(draft, input.name, use.kind))
              }}
            />
          )}
        </Field>
      ))}
      {draft.inputs.map(
        (input) =>
          input.use.kind === 'constant' && (
            <NumberField
              key={input.name}
              label={`Number for ${input.name}`}
              value={input.use.value}
              onChange={(value) => onChange(withConstant(draft, input, value))}
            />
          )
      )}
      <Field label="In one go it looks at">
        {(id) => (
          <Select
            id={id}
            label="In one go it looks at"
            value={wayOf(draft)}
            options={ways.map((one) => ({ id: one.id, title: one.title }))}
            onChange={(chosen) => {
              const found = ways.find((one) => one.id === chosen)
              if (found) onChange(lookingAt(draft, found))
            }}
          />
        )}
      </Field>
      {type === 'window' && (
        <div className="wizard-row">
          <NumberField
            label="Window, seconds"
            value={windowSec}
            min={0.01}
            max={3600}
            onChange={(value) => onChange({ ...draft, unit: { ...draft.unit, windowSec: value } })}
          />
          <NumberField
            label="Next one after, seconds"
            value={hopSec}
            min={0.01}
            max={3600}
            onChange={(value) => onChange({ ...draft, unit: { ...draft.unit, hopSec: value } })}
          />
        </div>
      )}
      {(type === 'frame' || type === 'person-frame') && (
        <NumberField
          label="A picture every, seconds"
          value={hopSec}
          min={0.02}
          max={60}
          onChange={(value) => onChange({ ...draft, unit: { ...draft.unit, hopSec: value } })}
        />
      )}
    </>
  )
}

const withConstant = (draft: ModelDraft, { name }: DraftInput, value: number): ModelDraft => ({
  ...draft,
  inputs: draft.inputs.map((input) =>
    input.name === name ? { ...input, use: { kind: 'constant', value } } : input
  )
})

/** What was read out of the axes. */
function hintOf({ use }: DraftInput): string | undefined {
  switch (use.kind) {
    case 'picture':
      return `${use.widthPx} x ${use.heightPx}, ${use.channels === 1 ? 'grey' : 'three colours'}, ${use.layout}${
        use.frames === undefined ? '' : `, ${use.frames} in a row`
      }`
    case 'waveform':
      return use.samples === undefined ? 'of any length' : `always ${use.samples} samples`
    case 'mel':
      return `${use.order === 'bands-first' ? 'bands, then time' : 'time, then bands'}${
        use.frames === undefined ? '' : `, always ${use.frames} frames`
      }`
    case 'channels':
      return `${use.count === undefined ? 'any number of' : use.count} channels, ${
        use.order === 'channels-first' ? 'channels, then time' : 'time, then channels'
      }${use.samples === undefined ? '' : `, always ${use.samples} samples`}`
    case 'ids':
      return use.length === undefined ? 'of any length' : `always ${use.length}`
    case 'mask':
    case 'typeIds':
    case 'constant':
      return undefined
  }
}
