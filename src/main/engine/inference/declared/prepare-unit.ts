import type { ManifestBinding } from '../manifest'
import type { UnitFacts } from '../ops/op'
import { reportFault } from './unit-fault'
import type { ModelInput, Value } from '../ops/value'
import type { Stopwatch } from '../stopwatch'
import { emptyTensor, tensorTypeOf } from '../tensor-value'
import type { Unit } from '../units/unit'
import type { Branch, CompiledInput } from './compile-inputs'
import type { Readers } from './open-readers'

/** A unit with everything that the model takes of it. */
export interface PreparedUnit {
  readonly unit: Unit
  /** In the order of the inputs. */
  readonly inputs: readonly ModelInput[]
}

export type Preparation =
  | ({ readonly kind: 'ready' } & PreparedUnit)
  /** Nothing is there that the model could look at. */
  | { readonly kind: 'missing'; readonly unit: Unit; readonly binding: string }
  /** It could not be prepared; `reason` is a sentence. */
  | { readonly kind: 'fault'; readonly unit: Unit; readonly reason: string }

/** Read and prepare one unit. What is wrong with it is told, so that the others go on. */
export async function prepareUnit(
  unit: Unit,
  inputs: readonly CompiledInput[],
  readers: Readers,
  { recordingId, stopwatch }: { readonly recordingId: string; readonly stopwatch: Stopwatch }
): Promise<Preparation> {
  const prepared: ModelInput[] = []
  for (const compiled of inputs) {
    const values: (Value | 'blank')[] = []
    for (const branch of compiled.branches) {
      const value = await valueOf(unit, branch, readers)
      if (value === 'skip') return { kind: 'missing', unit, binding: branch.from }
      values.push(value)
    }
    try {
      prepared.push(
        stopwatch.time('preprocess', () =>
          inputOf(compiled, values, factsOf(unit, recordingId, compiled, readers))
        )
      )
    } catch (error) {
      return { kind: 'fault', unit, reason: reportFault(compiled.input.name, error) }
    }
  }
  return { kind: 'ready', unit, inputs: prepared }
}

/** What is there for a unit, or what stands in for it where nothing was recorded. */
export async function valueOf(
  unit: Unit,
  branch: Branch,
  readers: Readers
): Promise<Value | 'blank' | 'skip'> {
  const reader = readers.of(branch)
  const value = await reader?.read(unit)
  if (value !== undefined) return value
  const policy = branch.binding.whenMissing ?? (branch.binding.optional ? 'zero' : 'skip-unit')
  if (policy === 'skip-unit') return 'skip'
  if (policy === 'error')
    throw new Error(
      `there is nothing of "${branch.from}" at ${(unit.start / 1e6).toFixed(2)} s, and the model does not do without`
    )
  return reader?.blank?.(unit, fillOf(policy)) ?? 'blank'
}

const fillOf = (policy: ManifestBinding['whenMissing']): number => (policy === 'nan' ? Number.NaN : 0)

/** What a model takes of values, which may be blank where nothing was recorded. */
export function inputOf(
  compiled: CompiledInput,
  values: readonly (Value | 'blank')[],
  facts: UnitFacts
): ModelInput {
  const made = values.map((value, index): Value | 'blank' => {
    const branch = compiled.branches[index]
    return value === 'blank' || !branch ? value : branch.run(value, ofBranch(facts, index))
  })
  const known = made.filter((value) => value !== 'blank')
  if (known.length === made.length) return compiled.join(known, facts)
  if (made.length === 1) return blankInput(compiled)
  throw new Error('one of its streams was not recorded, and how many numbers it would give is not known')
}

/** Whoever watches is told which branch a step belongs to. */
const ofBranch = (facts: UnitFacts, branch: number): UnitFacts => {
  const { watch } = facts
  return watch ? { ...facts, watch: (step, made) => watch(step, made, branch) } : facts
}

/** An input that nothing was recorded for, where its size is known. */
function blankInput({ input, branches }: CompiledInput): ModelInput {
  const [, ...rest] = input.shape
  const sizes = typeof input.shape[0] === 'string' ? rest : input.shape
  const dims = sizes.map((size) => (typeof size === 'number' ? size : 1))
  const blank = emptyTensor(tensorTypeOf(input.dtype), dims)
  const fill = fillOf(branches[0]?.binding.whenMissing)
  if (blank.type === 'float32') blank.data.fill(fill)
  return { kind: 'tensor', ...blank }
}

/** What steps may know of a unit. */
export function factsOf(
  unit: Unit,
  recordingId: string,
  { branches }: CompiledInput,
  readers: Readers
): UnitFacts {
  const { parent, personId } = unit
  return {
    recordingId,
    ...(personId === undefined ? {} : { personId }),
    startSeconds: unit.start / 1e6,
    endSeconds: unit.end / 1e6,
    ...(parent ? { trial: { startSeconds: parent.start / 1e6, endSeconds: parent.end / 1e6 } } : {}),
    statistics: (scope) => {
      for (const branch of branches) {
        const found = readers.of(branch)?.statistics?.(scope, unit)
        if (found) return found
      }
      return undefined
    }
  }
}
