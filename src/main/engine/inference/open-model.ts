import { join } from 'node:path'
import { fail, ok, type Result } from '../../../shared/domain/problem'
import type { ManifestInput, ManifestOutput } from './manifest'
import type { RunnableModel } from './runnable-model'
import { compilePipeline } from './ops/pipeline'
import { stack } from './ops/stack'
import type { ModelInput, Value } from './ops/value'
import type { ProviderChoice, Tensors } from './session'
import type { Stopwatch } from './stopwatch'
import { emptyTensor, ownCopy, tensorTypeOf, type TensorValue } from './tensor-value'
import { openThreadedSession } from './threaded-session'

/** A model with one input, opened: values in, outputs by their manifest id. */
export interface OpenedModel {
  readonly choice: ProviderChoice
  /** Most items of one run. */
  readonly batchMax: number
  /** One run over at most `batchMax` items. */
  infer(items: readonly Value[], stopwatch: Stopwatch): Promise<Inferred>
  dispose(): Promise<void>
}

export interface Inferred {
  readonly inputs: readonly ModelInput[]
  /** Float32 values of an output by manifest id, all items one after the other. */
  output(id: string): Float32Array
}

/** Length given to axes that are free (samples) when the model is warmed up: one second of sound at 16 kHz. */
const WARM_UP_LENGTH = 16_000

/** The only input of a model, or the problem that it has another number of them. */
export function onlyInput(model: RunnableModel): Result<ManifestInput> {
  const [input, ...more] = model.manifest.inputs ?? []
  if (input && more.length === 0) return ok(input)
  const file = join(model.folder, 'manifest.json')
  return fail(
    'model-inputs',
    `${file} has ${more.length + (input ? 1 : 0)} inputs; this task takes models with one`,
    undefined,
    file
  )
}

/** Open a model for the outputs named by manifest id. */
export async function openModel(
  model: RunnableModel,
  outputs: readonly string[],
  asked: string,
  threads: number
): Promise<Result<OpenedModel>> {
  const input = onlyInput(model)
  if (!input.ok) return input
  const pipeline = compilePipeline(input.value, join(model.folder, 'manifest.json'))
  if (!pipeline.ok) return pipeline
  const { manifest } = model
  const feed = input.value.name
  const opened = await openThreadedSession({
    path: model.weightsPath,
    provider: asked,
    allowed: manifest.runtime?.providers,
    threads,
    warmUp: { [feed]: blank(input.value) }
  })
  if (!opened.ok) return opened
  const session = opened.value
  const names = new Map(outputs.map((id) => [id, outputName(manifest.outputs, id)]))
  const prepare = pipeline.value
  return ok({
    choice: session.choice,
    batchMax: manifest.runtime?.batch?.max ?? 1,
    async infer(items, stopwatch) {
      const inputs = stopwatch.time('preprocess', () => items.map((item) => prepare(item)))
      const tensor = stopwatch.time('preprocess', () =>
        hasBatchAxis(input.value) ? stack(inputs) : only(inputs)
      )
      const { values, seconds } = await session.run({ [feed]: tensor }, [...names.values()])
      stopwatch.add('inference', seconds)
      return { inputs, output: (id) => floats(values, names.get(id) ?? id) }
    },
    dispose: session.dispose
  })
}

function outputName(outputs: readonly ManifestOutput[], id: string): string {
  return outputs.find((output) => output.id === id)?.name ?? id
}

/** The first axis counts items: it is free, or it is 1 in front of what the pipeline gives. */
const hasBatchAxis = (input: ManifestInput): boolean =>
  typeof input.shape[0] === 'string' || input.shape[0] === 1

function only(inputs: readonly ModelInput[]): TensorValue {
  const [first, ...more] = inputs
  if (!first || more.length > 0) throw new Error(`this model takes one item at a time, got ${inputs.length}`)
  // The array is given away with the run, and the item may be a part of something larger.
  return ownCopy(first)
}

function floats(results: Tensors, name: string): Float32Array {
  const value = results[name]
  if (value?.type !== 'float32')
    throw new Error(`the model gave no float32 output "${name}"; it gave: ${Object.keys(results).join(', ')}`)
  return value.data
}

function blank(input: ManifestInput): TensorValue {
  const dims = input.shape.map((size, axis) =>
    typeof size === 'number' ? size : axis === 0 ? 1 : WARM_UP_LENGTH
  )
  return emptyTensor(tensorTypeOf(input.dtype), dims)
}
