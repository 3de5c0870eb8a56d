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

/** Ways into an input. Without branches the whole pipeline belongs to the one stream, so that sources and references see all of it. */
export const branchesOf = (
  input: ManifestInput
): readonly { readonly from: string; readonly pipeline: readonly OpStep[] }[] =>
  input.branches ?? [{ from: input.from ?? '', pipeline: input.pipeline }]

/** The binding that an input names, if something reads it. */
export function boundTo(
  from: string,
  input: ManifestInput,
  manifest: Manifest,
  file: string
): Result<ManifestBinding> {
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
  return ok(binding)
}

function compileInput(
  input: ManifestInput,
  manifest: Manifest,
  file: string,
  assets: Assets
): Result<CompiledInput> {
  const branches: Branch[] = []
  for (const { from, pipeline } of branchesOf(input)) {
    const binding = boundTo(from, input, manifest, file)
    if (!binding.ok) return binding
    const run = compileSteps(pipeline, input.name, file, assets)
    if (!run.ok) return run
    branches.push({
      from,
      binding: binding.value,
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
