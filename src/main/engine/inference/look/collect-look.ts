import type { CompiledInput } from '../declared/compile-inputs'
import type { RawOutput } from '../declared/cut-outputs'
import type { DeclaredModel } from '../declared/declared-model'
import { inputOf } from '../declared/prepare-unit'
import type { Decoded } from '../decode/decoded'
import type { LookedAt } from '../explain/looked-at'
import type { ManifestBinding, ManifestOutput } from '../manifest'
import type { OpStep } from '../op-step'
import type { ModelInput, Value } from '../ops/value'
import { createStopwatch } from '../stopwatch'

/** A step and what it made. */
export interface Made<T> {
  readonly step: OpStep
  readonly made: T
}

export interface CollectedInput {
  readonly compiled: CompiledInput
  /** For each branch what the recording gave, and what its steps made of it. */
  readonly branches: readonly { readonly given: Value | 'blank'; readonly made: readonly Made<Value>[] }[]
  readonly joined: readonly Made<Value>[]
  readonly taken?: ModelInput
  readonly fault?: string
}

export interface CollectedOutput {
  readonly output: ManifestOutput
  readonly raw?: RawOutput
  readonly made: readonly Made<Decoded>[]
  readonly decoded?: Decoded
}

/** Every value between a moment and what a model says of it, as they are. */
export interface Collected {
  readonly inputs: readonly CollectedInput[]
  readonly outputs: readonly CollectedOutput[]
  readonly stopped?: string
  readonly seconds?: number
}

/** Prepare and run a model on what was looked at, by the same pieces as a run, and keep what each of them made. */
export async function collectLook(
  model: DeclaredModel,
  looked: LookedAt,
  onlyInputs: boolean
): Promise<Collected> {
  const inputs = model.inputs.map((compiled, at) => collectInput(compiled, looked, at))
  const fault = inputs.find((input) => input.fault !== undefined)?.fault
  const silent = model.manifest.outputs.map((output): CollectedOutput => ({ output, made: [] }))
  const taken = inputs.flatMap((input) => input.taken ?? [])
  if (fault !== undefined || taken.length < inputs.length)
    return {
      inputs,
      outputs: silent,
      stopped: 'The network was not run, because an input could not be prepared.'
    }
  if (onlyInputs)
    return {
      inputs,
      outputs: [],
      stopped: 'This recording is being labelled blind, so what the model says about it is hidden.'
    }
  if (model.manifest.runtime?.stateful)
    return {
      inputs,
      outputs: silent,
      stopped:
        'This model remembers what it heard before and is run many times for one answer, so its runs cannot be shown one by one.'
    }
  const misfit = inputs.map(misfitOf).find((sentence) => sentence !== undefined)
  if (misfit !== undefined) return { inputs, outputs: silent, stopped: misfit }
  return { inputs, ...(await collectOutputs(model, looked, taken, silent)) }
}

/** What happens where nothing was recorded, unless the manifest says otherwise. */
const isSkipped = ({ optional, whenMissing = optional ? 'zero' : 'skip-unit' }: ManifestBinding): boolean =>
  whenMissing === 'skip-unit' || whenMissing === 'error'

/** What is given in place of what the network takes, where sizes that are fixed differ. */
function misfitOf({ compiled, taken }: CollectedInput): string | undefined {
  const { name, shape } = compiled.input
  if (!taken) return undefined
  const wanted = taken.dims.length < shape.length ? shape.slice(1) : shape
  const fits =
    taken.dims.length === wanted.length &&
    wanted.every((size, axis) => typeof size === 'string' || size === taken.dims[axis])
  return fits
    ? undefined
    : `The network takes [${wanted.join(', ')}] for “${name}”, and the steps give [${taken.dims.join(', ')}], so it was not run.`
}

function collectInput(compiled: CompiledInput, looked: LookedAt, at: number): CollectedInput {
  const values = looked.values[at] ?? []
  const branches = compiled.branches.map((_, b) => {
    const made: Made<Value>[] = []
    return { given: values[b] ?? ('blank' as const), made }
  })
  const joined: Made<Value>[] = []
  const absent = compiled.branches.find(
    ({ binding }, b) => branches[b]?.given === 'blank' && isSkipped(binding)
  )
  if (absent)
    return {
      compiled,
      branches,
      joined,
      fault: `Nothing of “${absent.from}” is there at this moment, so a run passes it over.`
    }
  try {
    const taken = inputOf(compiled, values, {
      ...looked.factsOf(compiled),
      watch: (step, made, branch) =>
        (branch === undefined ? joined : branches[branch]?.made)?.push({ step, made })
    })
    return { compiled, branches, joined, taken }
  } catch (error) {
    return { compiled, branches, joined, fault: reasonOf(error) }
  }
}

async function collectOutputs(
  model: DeclaredModel,
  { unit }: LookedAt,
  inputs: readonly ModelInput[],
  silent: readonly CollectedOutput[]
): Promise<Omit<Collected, 'inputs'>> {
  const raws = new Map<string, RawOutput>()
  const steps = new Map<string, Made<Decoded>[]>()
  const stopwatch = createStopwatch()
  let found: ReadonlyMap<string, Decoded> | undefined
  let stopped: string | undefined
  try {
    const answers = await model.infer([{ unit, inputs }], stopwatch, {
      raw: ({ id }, raw) => void raws.set(id, raw),
      step: ({ id }, step, made) => {
        const known = steps.get(id) ?? []
        known.push({ step, made })
        steps.set(id, known)
      }
    })
    found = answers[0]
  } catch (error) {
    stopped = reasonOf(error)
  }
  return {
    outputs: silent.map(({ output }) => {
      const raw = raws.get(output.id)
      const decoded = found?.get(output.id)
      return {
        output,
        made: steps.get(output.id) ?? [],
        ...(raw ? { raw } : {}),
        ...(decoded ? { decoded } : {})
      }
    }),
    ...(stopped === undefined ? {} : { stopped }),
    seconds: stopwatch.take()['inference'] ?? 0
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
