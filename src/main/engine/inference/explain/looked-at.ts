import type { SeenPicture } from '../../../../shared/explain/explained'
import type { CompiledInput } from '../declared/compile-inputs'
import type { UnitFacts } from '../ops/op'
import type { Picture, Value } from '../ops/value'
import type { Unit } from '../units/unit'

/** What goes into the model: for every input the values of its branches. */
export type Values = readonly (readonly (Value | 'blank')[])[]

/** A moment as a model looks at it. */
export interface LookedAt {
  readonly unit: Unit
  readonly values: Values
  /** What steps of an input may know of the moment. */
  factsOf(input: CompiledInput): UnitFacts
  readonly seen?: SeenPicture
  /** Size of the whole picture that places are told in. */
  readonly picture?: { readonly widthPx: number; readonly heightPx: number }
  /** The whole picture in which faces were looked for. */
  whole?(): Picture
  close(): Promise<void> | void
}

/** The words of the unit itself, where it has some. */
export function textIn(values: Values): string | undefined {
  for (const value of values.flat()) {
    if (value === 'blank') continue
    if (value.kind === 'words') return value.text
    if (value.kind === 'dialogue') return value.turns[value.at]?.text
  }
  return undefined
}
