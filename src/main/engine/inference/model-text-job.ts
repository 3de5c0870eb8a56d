import { join } from 'node:path'
import { fail, ok, type Result } from '../../../shared/domain/problem'
import type { ModelText } from '../../../shared/text-model/model-text'
import type { JobContext, JobResult, JobSpec } from '../protocol'
import { readAssets } from './assets'
import type { Manifest, ManifestInput } from './manifest'
import { readModelFolder } from './model-folder'
import type { Assets, Step } from './ops/op'
import { compileSteps } from './ops/pipeline'
import { tokenizerOf } from './ops/text-tokenize'
import type { Tokens, Value } from './ops/value'
import { turnReader } from './sources/text'
import { unitsOf } from './units/units-of'
import type { Unit } from './units/unit'

export type ModelTextSpec = Extract<JobSpec, { kind: 'model-text' }>

/** The exact text that a model reads for a turn, input by input, without running it. */
export async function modelTextJob(spec: ModelTextSpec, context: JobContext): Promise<Result<JobResult>> {
  const folder = join(context.environment.modelsFolder, spec.modelId)
  const { info, model } = await readModelFolder(folder)
  if (!model)
    return info.problem
      ? { ok: false, error: info.problem }
      : fail('model', `the model "${spec.modelId}" cannot be used`)
  const assets = await readAssets(folder, model.manifest)
  if (!assets.ok) return assets
  const { manifest } = model
  const { units } = unitsOf(manifest, spec.item)
  const unit =
    units.find((one) => one.segmentId === spec.segmentId) ??
    units.find(({ segmentId, turns }) => segmentId === undefined && turns !== undefined)
  if (!unit)
    return fail(
      'model-text',
      `${info.name} does not look at this segment.`,
      'Choose a turn of the transcript.'
    )
  const texts: ModelText[] = []
  for (const input of manifest.inputs ?? []) {
    if (manifest.bindings?.[input.from ?? '']?.modality !== 'text') continue
    const read = await readInput(input, unit, { manifest, folder, assets: assets.value, spec })
    if (!read.ok) return read
    texts.push(...read.value)
  }
  return ok({ kind: 'model-text', texts })
}

interface Place {
  readonly manifest: Manifest
  readonly folder: string
  readonly assets: Assets
  readonly spec: ModelTextSpec
}

/** An input's text before it is cut into pieces, and its pieces. */
async function readInput(
  input: ManifestInput,
  unit: Unit,
  place: Place
): Promise<Result<readonly ModelText[]>> {
  const { manifest, folder, assets, spec } = place
  const cut = input.pipeline.findIndex(({ op }) => op === 'text.tokenize')
  const binding = manifest.bindings?.[input.from ?? '']
  if (cut < 0 || !binding) return ok([])
  const file = join(folder, 'manifest.json')
  const before = compileSteps(input.pipeline.slice(0, cut), input.name, file, assets)
  if (!before.ok) return before
  const tokenize = compileSteps(input.pipeline.slice(cut, cut + 1), input.name, file, assets)
  if (!tokenize.ok) return tokenize
  const value = await turnReader({ item: spec.item, pipeline: input.pipeline }).read(unit)
  if (value === undefined) return ok([])
  return ok(
    told(value, before.value, tokenize.value, { input, file: String(input.pipeline[cut]?.['file']), place })
  )
}

function told(
  value: Value,
  before: Step,
  tokenize: Step,
  { input, file, place }: { readonly input: ManifestInput; readonly file: string; readonly place: Place }
): readonly ModelText[] {
  const words = before(value, {})
  const tokenizer = tokenizerOf(place.assets, file)
  const pieces = listOf(tokenize(words, {}))
  const own =
    words.kind === 'dialogue' && pieces.length === words.turns.length
      ? ownTurn(words.turns, place.spec.segmentId)
      : undefined
  return pieces
    .filter((_, i) => own === undefined || i === own)
    .map((tokens) => ({
      input: input.name,
      text: tokens.text,
      ...(words.kind === 'words' && words.target ? { target: words.target } : {}),
      pieces: tokens.ids.map((id, i) => ({
        id,
        token: tokenizer.tokenOf(id) ?? '',
        range: tokens.offsets[i] ?? [0, 0]
      }))
    }))
}

/** Which row of a conversation's rows is the turn's. */
function ownTurn(turns: readonly { readonly id: string }[], id: string): number | undefined {
  const at = turns.findIndex((turn) => turn.id === id)
  return at < 0 ? undefined : at
}

function listOf(value: Value): readonly Tokens[] {
  if (value.kind === 'tokens') return [value]
  return value.kind === 'several' ? value.values.filter((one) => one.kind === 'tokens') : []
}
