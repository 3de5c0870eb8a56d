import type { z } from 'zod'
import type { Entry } from '../../../../shared/registry'
import type { Value } from './value'

/**
 * One preprocessing step that manifests may name. `task` ops say how a task finds its pictures or sound and are
 * read by the task; the others turn one value into the next.
 */
export type Op =
  | (Entry & { readonly kind: 'task'; readonly parameters: z.ZodType })
  | (Entry & { readonly kind: 'value'; readonly parameters: z.ZodType; compile(parameters: unknown): Step })

export type Step = (value: Value) => Value

/** A value op whose parameters are typed by their schema; wrong ones throw when the model is opened. */
export function valueOp<P extends z.ZodType>(
  id: string,
  parameters: P,
  compile: (parameters: z.output<P>) => Step
): Op {
  return { id, kind: 'value', parameters, compile: (given) => compile(parameters.parse(given)) }
}

/** A step for one kind of value; another kind is a fault of the manifest. */
export function onlyFor<K extends Value['kind']>(
  id: string,
  kind: K,
  step: (value: Extract<Value, { kind: K }>) => Value
): Step {
  return (value) => {
    if (!isKind(value, kind)) throw new Error(`${id} takes a ${kind}, got a ${value.kind}`)
    return step(value)
  }
}

const isKind = <K extends Value['kind']>(value: Value, kind: K): value is Extract<Value, { kind: K }> =>
  value.kind === kind
