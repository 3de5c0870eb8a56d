import { fail, ok, type Result } from '../../../../shared/domain/problem'
import type { Manifest, ManifestBinding, ManifestInput } from '../manifest'
import type { OpStep } from '../op-step'
import type { Assets, Reach, Step, UnitFacts } from '../ops/op'
import { asInput, compileSteps, reachOf } from '../ops/pipeline'
import type { ModelInput, Value } from '../ops/value'
import { sources } from '../sources'

/** One stream's way into an input. */
export interface Branch {
  /** Name of the binding. */
  readonly from: string
  readonly binding: ManifestBinding
  readonly pipeline: readonly OpStep[]
  readonly reach: Reach
  readonly run: Step
}

/** An input ready to be prepared: values of its branches in their order in, what the model takes out. */
export interface CompiledInput {
  readonly input: ManifestInput
  readonly branches: readonly Branch[]
  join(values: readonly Value[], facts: UnitFacts): ModelInput
}

/** Compile all inputs of a manifest. Names, parameters, bindings and files are checked here. */
export function compileInputs(
  manifest: Manifest,
  file: string,
  assets: Assets
): Result<readonly CompiledInput[]> {
  const compiled: CompiledInput[] = []
  for (const input of manifest.inputs ?? []) {
    const one = compileInput(input, manifest, file, assets)
    if (!one.ok) return one
    compiled.push(one.value)
  }
  if (compiled.length === 0) return fail('model-inputs', `${file} names no inputs`, undefined, file)
  return ok(compiled)
}

function compileInput(
  input: ManifestInput,
  manifest: Manifest,
  file: string,
  assets: Assets
): Result<CompiledInput> {
  // Without branches the whole pipeline belongs to the one stream, so that sources and references see all of it.
  const given = input.branches ?? [{ from: input.from ?? '', pipeline: input.pipeline }]
  const branches: Branch[] = []
  for (const { from, pipeline } of given) {
    const binding = manifest.bindings?.[from]
    if (!binding)
      return fail(
        'manifest',
        `${file}, input "${input.name}": there is no binding "${from}"; there are: ${Object.keys(manifest.bindings ?? {}).join(', ')}`,
        undefined,
        file
      )
    if (!sources.has(binding.modality))
      return fail(
        'model-source',
        `${file}, binding "${from}": nothing reads "${binding.modality}"; read: ${sources.all.map(({ id }) => id).join(', ')}`,
        undefined,
        file
      )
    const run = compileSteps(pipeline, input.name, file, assets)
    if (!run.ok) return run
    branches.push({
      from,
      binding,
      pipeline,
      reach: reachOf(pipeline, manifest.unit.windowSec),
      run: run.value
    })
  }
  const after = input.branches ? compileSteps(input.pipeline, input.name, file, assets) : ok(same)
  if (!after.ok) return after
  return ok({
    input,
    branches,
    join: (values, facts) => {
      const [only] = values
      const value: Value = input.branches || !only ? { kind: 'several', values: values.map(tensorOf) } : only
      return asInput(after.value(value, facts), input)
    }
  })

  function tensorOf(value: Value): Value {
    return value.kind === 'tensor' ? value : asInput(value, input)
  }
}

const same: Step = (value) => value
