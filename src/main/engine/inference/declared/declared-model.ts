import { join } from 'node:path'
import { fail, ok, type Result } from '../../../../shared/domain/problem'
import { readAssets } from '../assets'
import { compileDecode, type OutputDecoder } from '../decode/compile-decode'
import type { Decoded, DecodeFacts } from '../decode/decoded'
import type { Manifest, ManifestOutput } from '../manifest'
import type { OpStep } from '../op-step'
import type { Assets } from '../ops/op'
import type { RunnableModel } from '../runnable-model'
import type { ProviderChoice } from '../session'
import type { Stopwatch } from '../stopwatch'
import { isBatched, stacked, type BatchRules } from './batches'
import { compileInputs, type CompiledInput } from './compile-inputs'
import { cutOutput, graphName, takesLengths, type RawOutput } from './cut-outputs'
import { openChoosingSession } from './open-session'
import type { PreparedUnit } from './prepare-unit'

/** A model run as its manifest says: units in, decoded outputs out. */
export interface DeclaredModel {
  readonly manifest: Manifest
  readonly inputs: readonly CompiledInput[]
  readonly assets: Assets
  readonly choice: ProviderChoice
  readonly rules: BatchRules
  /** One run over units that fit together; what every output says of each, in their order. */
  infer(
    batch: readonly PreparedUnit[],
    stopwatch: Stopwatch,
    watch?: OutputWatch
  ): Promise<ReadonlyMap<string, Decoded>[]>
  dispose(): Promise<void>
}

/** For those who want to see what a network gave, and what became of it step by step. */
export interface OutputWatch {
  raw(output: ManifestOutput, value: RawOutput): void
  step(output: ManifestOutput, step: OpStep, made: Decoded): void
}

export async function openDeclaredModel(
  model: RunnableModel,
  asked: string,
  threads: number
): Promise<Result<DeclaredModel>> {
  const { manifest, folder } = model
  const file = join(folder, 'manifest.json')
  const assets = await readAssets(folder, manifest, model.places)
  if (!assets.ok) return assets
  const inputs = compileInputs(manifest, file, assets.value)
  if (!inputs.ok) return inputs
  const decoders: { readonly output: ManifestOutput; readonly decode: OutputDecoder }[] = []
  for (const output of manifest.outputs) {
    const decode = compileDecode(output, file, assets.value)
    if (!decode.ok) return decode
    decoders.push({ output, decode: decode.value })
  }
  const session = await openChoosingSession(model, asked, threads)
  if (!session.ok) return session
  const names = [...new Set(manifest.outputs.map(graphName))]
  const batch = manifest.runtime?.batch
  const rules: BatchRules = {
    max: batch?.max ?? 1,
    byLength: batch?.bucketBy !== 'none',
    padTo: batch?.padTo,
    equalLengths: !takesLengths(manifest),
    ranks: inputs.value.map(({ input }) => input.shape.length)
  }
  return ok({
    manifest,
    inputs: inputs.value,
    assets: assets.value,
    rules,
    get choice() {
      return session.value.choice
    },
    async infer(units, stopwatch, watch) {
      const alone = !isBatched(units[0]?.inputs ?? [], rules.ranks)
      const tensors = stopwatch.time('preprocess', () => stacked(units, rules))
      const feeds = Object.fromEntries(
        inputs.value.map(({ input }, at) => [input.name, tensorAt(tensors, at)])
      )
      const { values, seconds } = await session.value.run(feeds, names)
      stopwatch.add('inference', seconds)
      return stopwatch.time('output', () => {
        const found = units.map(() => new Map<string, Decoded>())
        for (const { output, decode } of decoders) {
          const value = values[graphName(output)]
          if (!value) throw new Error(`the model gave no output "${graphName(output)}"`)
          cutOutput(value, output, units, manifest, alone).forEach((raw, at) => {
            const unit = units[at]
            if (!unit) return
            watch?.raw(output, raw)
            const facts: DecodeFacts = {
              ...factsOf(unit, inputs.value),
              ...(watch && { watch: (step, made) => watch.step(output, step, made) })
            }
            found[at]?.set(output.id, fitting(decode(raw.data, raw.dims, facts), output))
          })
        }
        return found
      })
    },
    dispose: session.value.dispose
  })
}

/** One number for each label, where labels are named: with another number of them none would be right. */
function fitting(decoded: Decoded, { id, task }: ManifestOutput): Decoded {
  if (task !== 'classification' && task !== 'multilabel' && task !== 'distribution') return decoded
  const { labels, chosen, dims } = decoded
  const width = dims.at(-1) ?? 1
  if (labels && !chosen && width !== labels.length)
    throw new Error(
      `output "${id}" gives ${width} numbers for ${labels.length} labels (${labels.join(', ')}); correct its labels or its "decode"`
    )
  return decoded
}

function factsOf({ unit, inputs }: PreparedUnit, compiled: readonly CompiledInput[]) {
  return {
    input: (name: string) => inputs[compiled.findIndex(({ input }) => input.name === name)],
    seconds: (unit.end - unit.start) / 1e6
  }
}

function tensorAt<T>(tensors: readonly T[], at: number): T {
  const tensor = tensors[at]
  if (!tensor) throw new Error(`input ${at + 1} was not prepared`)
  return tensor
}

/** Hold a manifest against what can be run, without its files. */
export function checkDeclared(manifest: Manifest, file: string): Result<void> {
  if ((manifest.inputs ?? []).some(({ dtype }) => dtype === 'string'))
    return fail(
      'model-inputs',
      `${file}: inputs of type "string" cannot be made`,
      'Put the tokenizer into the manifest and let the model take numbers.',
      file
    )
  return ok(undefined)
}
