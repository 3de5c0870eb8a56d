import type { InputChange, PartEffect } from '../../../../shared/explain/explained'
import type { DeclaredModel } from '../declared/declared-model'
import type { Value } from '../ops/value'
import { changedValue } from './change-value'
import type { Values } from './looked-at'
import { partsOf, withoutPart } from './occlude'

const RULES = { slices: 24, patches: 7 }

export interface Variant {
  readonly binding: string
  readonly part: PartEffect['part']
  /** Made when its turn comes: pictures taken together would fill the memory. */
  values(): Values
}

/** Every part of every stream taken away in turn, and every stream as a whole where the model has several. */
export function occluded(model: DeclaredModel, values: Values): Variant[] {
  const bindings = [...new Set(model.inputs.flatMap(({ branches }) => branches.map(({ from }) => from)))]
  return bindings.flatMap((binding) => {
    const own = model.inputs
      .flatMap(({ branches }, at) => branches.map(({ from }, b) => ({ from, value: values[at]?.[b] })))
      .find(({ from, value }) => from === binding && value !== 'blank')?.value
    const parts = own && own !== 'blank' ? partsOf(own, RULES) : []
    const hidden = parts.map((part): Variant => ({
      binding,
      part,
      values: () =>
        mapped(model, values, binding, (value) => (value === 'blank' ? value : withoutPart(value, part)))
    }))
    const all: Variant = {
      binding,
      part: { kind: 'stream' },
      values: () => mapped(model, values, binding, () => 'blank')
    }
    return bindings.length > 1 ? [...hidden, all] : hidden
  })
}

/** The values with changes made to them, one after the other. */
export const withChanges = (model: DeclaredModel, values: Values, changes: readonly InputChange[]): Values =>
  changes.reduce(
    (current, change) =>
      mapped(model, current, change.binding, (value) =>
        change.kind === 'drop' ? 'blank' : value === 'blank' ? value : changedValue(value, change)
      ),
    values
  )

/** The same values with those of one binding made anew. */
const mapped = (
  model: DeclaredModel,
  values: Values,
  binding: string,
  make: (value: Value | 'blank') => Value | 'blank'
): Values =>
  values.map((own, at) =>
    own.map((value, b) => (model.inputs[at]?.branches[b]?.from === binding ? make(value) : value))
  )
