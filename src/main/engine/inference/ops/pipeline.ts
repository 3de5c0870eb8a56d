import { z } from 'zod'
import { fail, ok, type Result } from '../../../../shared/domain/problem'
import type { ManifestInput, OpStep } from '../manifest'
import { noAssets, type Assets, type Reach, type Step, type UnitFacts } from './op'
import { audioWaveform } from './audio-series'
import { channelsTensor } from './channel-values'
import { imageResizeParameters } from './image-ops'
import { ops } from './index'
import { tokenInput, tokenRows } from './token-input'
import type { ModelInput, Value } from './value'

/** An input's pipeline, ready to run: from one picture or piece of sound to what the model takes, without its batch axis. */
export type Pipeline = (value: Value, unit?: UnitFacts) => ModelInput

/** Compile the value steps of an input; `task` steps are left to the task. The names and parameters are checked here. */
export function compilePipeline(
  input: ManifestInput,
  file: string,
  assets: Assets = noAssets
): Result<Pipeline> {
  const compiled = compileSteps(input.pipeline, input.name, file, assets)
  if (!compiled.ok) return compiled
  return ok((value, unit = {}) => asInput(compiled.value(value, unit), input))
}

/** The value steps of a pipeline or of one of its branches, one after the other. */
export function compileSteps(
  pipeline: readonly OpStep[],
  inputName: string,
  file: string,
  assets: Assets = noAssets
): Result<Step> {
  const steps: { readonly step: OpStep; readonly run: Step }[] = []
  for (const [place, step] of pipeline.entries()) {
    const fault = faultOf(step)
    if (fault)
      return fail(
        'model-op',
        `${file}, input "${inputName}": ${fault}`,
        'This version cannot prepare its input; no result is better than a wrong one.',
        file
      )
    const op = ops.get(step.op)
    if (op.kind !== 'value') continue
    try {
      const given = isRoundedNext(pipeline, place) ? { ...step, rounded: true } : step
      steps.push({ step, run: op.compile(given, assets) })
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      return fail('model-op', `${file}, input "${inputName}", step "${step.op}": ${reason}`, undefined, file)
    }
  }
  return ok((value, unit) =>
    steps.reduce((current, { step, run }) => {
      const made = run(current, unit)
      unit.watch?.(step, made)
      return made
    }, value)
  )
}

/** Seconds around a unit that a pipeline looks at in all; `unitSeconds` is how long units are, where the manifest says it. */
export function reachOf(pipeline: readonly OpStep[], unitSeconds?: number): Reach {
  let [beforeSeconds, afterSeconds] = [0, 0]
  for (const step of pipeline) {
    const op = ops.has(step.op) ? ops.get(step.op) : undefined
    const reach = op?.kind === 'value' ? op.reach?.(step, unitSeconds) : undefined
    beforeSeconds += reach?.beforeSeconds ?? 0
    afterSeconds += reach?.afterSeconds ?? 0
  }
  return { beforeSeconds, afterSeconds }
}

/** Size that an input's pictures are resized to and rounded, where their aspect is not kept and nothing aliases; absent where the pipeline does anything else with size. */
export function roundedStretch({
  pipeline
}: ManifestInput): { readonly w: number; readonly h: number } | undefined {
  const place = pipeline.findIndex(({ op }) => op === 'image.resize')
  const resize = imageResizeParameters.safeParse(pipeline[place])
  if (!resize.success || !isRoundedNext(pipeline, place)) return undefined
  const { w, h, antialias, fit, filter, kernel } = resize.data
  return antialias && fit === 'stretch' && filter === 'bilinear' && kernel === 'float' ? { w, h } : undefined
}

/** A resize whose values are only put into a tensor and cast to whole numbers rounds them itself. */
function isRoundedNext(pipeline: readonly OpStep[], place: number): boolean {
  const [step, layout, cast] = pipeline.slice(place, place + 3)
  return (
    step?.op === 'image.resize' &&
    layout?.op === 'image.layout' &&
    layout['to'] === 'NHWC' &&
    cast?.op === 'tensor.cast' &&
    cast['dtype'] === 'uint8'
  )
}

/** The parameters of one step of a pipeline, or its defaults where the manifest does not name it. */
export function stepParameters<P extends z.ZodType>(
  input: ManifestInput,
  op: string,
  parameters: P
): z.output<P> {
  return parameters.parse(input.pipeline.find((step) => step.op === op) ?? {})
}

function faultOf(step: OpStep): string | undefined {
  if (!ops.has(step.op))
    return `the step "${step.op}" is not built; built: ${ops.all.map((op) => op.id).join(', ')}`
  const parsed = ops.get(step.op).parameters.safeParse(step)
  if (parsed.success) return undefined
  const issue = parsed.error.issues[0]
  return `the step "${step.op}" has a wrong "${issue?.path.join('.') ?? ''}": ${issue?.message ?? ''}`
}

/** What the last step gave, as the model takes it. */
export function asInput(value: Value, { name, dtype }: Pick<ManifestInput, 'name' | 'dtype'>): ModelInput {
  if (value.kind === 'tensor' && value.type === 'uint8' && dtype === 'float32')
    return { ...value, type: 'float32', data: new Float32Array(value.data) }
  if (value.kind === 'tensor') return value
  if (value.kind === 'sound') return audioWaveform(value.samples)
  if (value.kind === 'tokens') return tokenInput(value)
  if (value.kind === 'several' && value.values.every(({ kind }) => kind === 'tokens')) return tokenRows(value)
  if (value.kind === 'channels') return channelsTensor(value)
  if (value.kind === 'picture')
    throw new Error(
      `the pipeline of input "${name}" ends in a picture; "image.layout" must turn it into a tensor`
    )
  throw new Error(`the pipeline of input "${name}" ends in ${value.kind}, which is no tensor`)
}
