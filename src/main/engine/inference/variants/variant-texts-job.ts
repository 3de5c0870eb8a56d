import { join } from 'node:path'
import { fail, ok, type Result } from '../../../../shared/domain/problem'
import type { RunVariant } from '../../../../shared/variants/run-variant'
import type { JobContext, JobResult, JobSpec } from '../../protocol'
import { readAssets } from '../assets'
import { compileInputs, type Branch } from '../declared/compile-inputs'
import { findModel } from '../list-models'
import type { Manifest } from '../manifest'
import { withReferences } from '../ops/step-references'
import type { Assets, Step } from '../ops/op'
import { compileSteps } from '../ops/pipeline'
import type { Value } from '../ops/value'
import { turnReader } from '../sources/text'
import { unitsOf } from '../units/units-of'
import type { Unit } from '../units/unit'
import { changedItem } from './changed-item'
import { changedManifest } from './changed-manifest'
import { changedReaders } from './changed-readers'
import { contextUnits } from './context-units'

type TextsSpec = Extract<JobSpec, { kind: 'variant-texts' }>

/** The words that a model reads for one turn, in each of several variants, without running it. */
export async function variantTextsJob(spec: TextsSpec, context: JobContext): Promise<Result<JobResult>> {
  const { info, model } = await findModel(context.environment, spec.modelId)
  if (!model)
    return info.problem
      ? { ok: false, error: info.problem }
      : fail('model', `the model "${spec.modelId}" cannot be used`)
  const assets = await readAssets(model.folder, model.manifest)
  if (!assets.ok) return assets
  const texts: string[] = []
  for (const variant of spec.variants) {
    const read = await textOf(
      model.manifest,
      join(model.folder, 'manifest.json'),
      assets.value,
      variant,
      spec
    )
    if (!read.ok) return read
    texts.push(read.value)
  }
  return ok({ kind: 'variant-texts', texts })
}

async function textOf(
  original: Manifest,
  file: string,
  assets: Assets,
  variant: RunVariant,
  { item: asRecorded, segmentId, vocabulary }: TextsSpec
): Promise<Result<string>> {
  const changed = changedManifest(original, variant)
  if (!changed.ok) return changed
  const manifest = withReferences(changed.value, file)
  if (!manifest.ok) return manifest
  const item = changedItem(asRecorded, variant, vocabulary)
  const unit = contextUnits(unitsOf(manifest.value, item).units, variant).find((one) =>
    isMeant(one, segmentId)
  )
  if (!unit)
    return fail(
      'variant-text',
      `${original.name} does not look at this segment.`,
      'Choose a turn of the transcript.'
    )
  const inputs = compileInputs(manifest.value, file, assets)
  if (!inputs.ok) return inputs
  const parts: string[] = []
  for (const branch of inputs.value.flatMap(({ branches }) => branches)) {
    if (branch.binding.modality !== 'text') continue
    const steps = stepsBeforeTokens(branch, file, assets)
    if (!steps.ok) return steps
    const reader = turnReader({ item, pipeline: branch.pipeline })
    const value = await changedReaders({ of: () => reader, close: () => undefined }, variant)
      .of(branch)
      ?.read(unit)
    const text = value === undefined ? '' : wordsOf(steps.value(value, {}))
    // Ids and mask are read from the same words.
    if (!parts.includes(text)) parts.push(text)
  }
  return ok(parts.join('\n\n'))
}

const isMeant = ({ segmentId, turns, tells }: Unit, wanted: string): boolean =>
  segmentId === wanted || (tells !== undefined && turns?.[tells]?.id === wanted)

/** Steps that work on words; what makes numbers of them, and what follows, is left out. */
function stepsBeforeTokens({ pipeline, from }: Branch, file: string, assets: Assets): Result<Step> {
  const cut = pipeline.findIndex(({ op }) => op === 'text.tokenize')
  return compileSteps(cut < 0 ? [] : pipeline.slice(0, cut), from, file, assets)
}

function wordsOf(value: Value): string {
  switch (value.kind) {
    case 'words':
      return value.pair === undefined ? value.text : `${value.text}\n${value.pair}`
    case 'dialogue':
      return value.turns
        .map(
          ({ text, speaker }, at) =>
            `${at === value.at ? '▸ ' : ''}${speaker === undefined ? '' : `${speaker}: `}${text}`
        )
        .join('\n')
    case 'several':
      return value.values.map(wordsOf).join('\n')
    default:
      return ''
  }
}
