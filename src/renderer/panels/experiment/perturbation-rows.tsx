import type { ReactNode } from 'react'
import type { PerturbationId, PerturbationKind } from '../../../shared/variants/perturbations'
import { Checkbox } from '../../ui/checkbox'
import { TextInput } from '../../ui/text-field'
import { readSteps } from './steps-text'

/** Steps as typed, by perturbation; those that are absent are not asked for. */
export type Steps = Readonly<Partial<Record<PerturbationId, string>>>

/** One row for each way of making what a model reads worse: whether, in which steps, and what it does exactly. */
export function PerturbationRows({
  kinds,
  steps,
  onChange
}: {
  readonly kinds: readonly PerturbationKind[]
  readonly steps: Steps
  readonly onChange: (steps: Steps) => void
}): ReactNode {
  return (
    <div className="perturbations" role="group" aria-label="Perturbations">
      {kinds.map((kind) => {
        const text = steps[kind.id]
        const fault = text === undefined ? undefined : readSteps(text, kind).fault
        return (
          <div key={kind.id} className="perturbation" title={kind.says}>
            <Checkbox
              checked={text !== undefined}
              onChange={(on) => {
                const { [kind.id]: _, ...rest } = steps
                onChange(on ? { ...steps, [kind.id]: kind.steps.join(', ') } : rest)
              }}
            >
              {kind.name.slice(0, 1).toUpperCase() + kind.name.slice(1)}
            </Checkbox>
            {text !== undefined && (
              <>
                <TextInput
                  aria-label={`Steps of ${kind.name}`}
                  aria-invalid={fault !== undefined}
                  data-size="small"
                  className="mono"
                  value={text}
                  onChange={(event) => onChange({ ...steps, [kind.id]: event.currentTarget.value })}
                />
                <span className="faint">{kind.unit}</span>
                <p className={fault === undefined ? 'faint' : 'bad'}>{fault ?? kind.says}</p>
              </>
            )}
          </div>
        )
      })}
    </div>
  )
}
