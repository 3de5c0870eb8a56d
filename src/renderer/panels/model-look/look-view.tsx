import type { ReactNode } from 'react'
import type { LookInput, LookStep, ModelLook } from '../../../shared/model-look/model-look'
import { LookAnswers } from './look-answers'
import { StepRow } from './step-row'
import './model-look.css'

/** Each step on the way into a model in order, and beside them what the model says. */
export function LookView({ look }: { readonly look: ModelLook }): ReactNode {
  return (
    <div className="look-columns">
      <div className="look-steps" role="region" aria-label="Steps" tabIndex={0}>
        {look.inputs.map((input) => (
          <InputSteps key={input.name} input={input} alone={look.inputs.length === 1} />
        ))}
      </div>
      <LookAnswers look={look} />
    </div>
  )
}

function InputSteps({ input, alone }: { readonly input: LookInput; readonly alone: boolean }): ReactNode {
  const { branches, joined, taken } = input
  const told = (steps: readonly LookStep[]): readonly LookStep[] => untilFault(steps)
  const broken = branches.some(({ steps }) => steps.some(({ fault }) => fault !== undefined))
  return (
    <section aria-label={`Input ${input.name}`}>
      <h3>
        Input <span className="mono">{input.name}</span>
        <span className="faint mono">
          {input.dtype} [{input.shape.join(', ')}]
        </span>
      </h3>
      {branches.map(({ from, steps }, branch) => (
        <ol
          key={branch}
          className="look-list"
          aria-label={alone ? `Steps of ${from}` : `Steps of ${from} for ${input.name}`}
        >
          {told(steps).map((step, i) => (
            <StepRow key={i} step={step} source={from} />
          ))}
        </ol>
      ))}
      {!broken && joined.length > 0 && (
        <ol className="look-list" aria-label="Steps of all together">
          {told(joined).map((step, i) => (
            <StepRow key={i} step={step} source="" />
          ))}
        </ol>
      )}
      {taken && (
        <ol className="look-list" aria-label="What the network takes">
          <StepRow step={{ op: 'the network takes', parameters: '', made: taken }} source="" />
        </ol>
      )}
    </section>
  )
}

/** What comes behind a step that failed was never made. */
function untilFault(steps: readonly LookStep[]): readonly LookStep[] {
  const at = steps.findIndex(({ fault }) => fault !== undefined)
  return at < 0 ? steps : steps.slice(0, at + 1)
}
