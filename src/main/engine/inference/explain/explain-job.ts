import type { Explained, PartEffect } from '../../../../shared/explain/explained'
import { fail, ok, type Result } from '../../../../shared/domain/problem'
import type { JobContext, JobResult, JobSpec } from '../../protocol'
import { breathe } from '../breathe'
import { openDeclaredModel, type DeclaredModel } from '../declared/declared-model'
import { findModel } from '../list-models'
import { withLabels } from '../tasks/declared'
import { answerIn, sayingsOf, targetOf, type Answer } from './answer-of'
import { lookAtFace } from './look-at-face'
import { lookAtUnit } from './look-at-unit'
import { textIn, type LookedAt, type Values } from './looked-at'
import { modelMaps } from './model-maps'
import { occluded, withChanges } from './variants'

type ExplainSpec = Extract<JobSpec, { kind: 'explain' }>

/** Hide parts of what a model looks at, or change it, and see what becomes of its answer. */
export async function explainJob(spec: ExplainSpec, context: JobContext): Promise<Result<JobResult>> {
  const { info, model } = await findModel(context.environment, spec.modelId)
  if (!model)
    return info.problem
      ? { ok: false, error: info.problem }
      : fail('model', `the model "${spec.modelId}" cannot be used`)
  const runnable = { ...model, manifest: withLabels(model.manifest, spec.schemes) }
  const opened = await openDeclaredModel(runnable, spec.provider, context.environment.threads)
  if (!opened.ok) return opened
  try {
    const looked =
      model.manifest.unit.type === 'person-frame'
        ? await lookAtFace(runnable, opened.value, spec, context)
        : await lookAtUnit(opened.value, spec, context)
    if (!looked.ok) return looked
    try {
      return await explainWith(opened.value, looked.value, spec, context)
    } finally {
      await looked.value.close()
    }
  } finally {
    await opened.value.dispose()
  }
}

async function explainWith(
  model: DeclaredModel,
  looked: LookedAt,
  spec: ExplainSpec,
  context: JobContext
): Promise<Result<JobResult>> {
  const { unit, values, seen } = looked
  const output = model.manifest.outputs.find(({ id }) => id === spec.outputId) ?? model.manifest.outputs[0]
  if (!output) return fail('explain-output', `${model.manifest.name} has no output`)
  const sayings = await sayingsOf(model, looked, values)
  const whole = answerIn(sayings?.outputs.get(output.id))
  if (!sayings || !whole)
    return fail('explain-answer', `${model.manifest.name} gives no answer for this moment.`)
  const answers = async (variants: readonly (() => Values)[]): Promise<(Answer | undefined)[]> => {
    const found: (Answer | undefined)[] = []
    for (const variant of variants) {
      context.signal.throwIfAborted()
      found.push(await answerWith(variant()))
      context.progress(found.length, variants.length, 'runs')
      await breathe(context.signal)
    }
    return found
  }
  const answerWith = async (changed: Values): Promise<Answer | undefined> => {
    try {
      return answerIn((await sayingsOf(model, looked, changed, sayings))?.outputs.get(output.id))
    } catch {
      // Some nets cannot run at all without a part, too short a text for instance: no answer, which is told as such.
      return undefined
    }
  }
  if (spec.changes) {
    const { changes } = spec
    const [changed] = await answers([() => withChanges(model, values, changes)])
    return ok({
      kind: 'changed',
      labels: whole.labels,
      before: whole.scores,
      after: changed?.scores ?? null
    })
  }
  const target = targetOf(whole, spec.label)
  const variants = occluded(model, values)
  const found = await answers(variants.map((variant) => variant.values))
  const parts = variants.map(({ binding, part }, i): PartEffect => {
    const without = found[i]?.scores[target]
    const effect = without === undefined ? NaN : (whole.scores[target] ?? NaN) - without
    return { binding, part, effect: Number.isFinite(effect) ? effect : null }
  })
  const text = textIn(values)
  const maps = modelMaps(model, looked, sayings, spec.item, {
    labels: whole.labels.length,
    target
  })
  const explained: Explained = {
    modelId: spec.modelId,
    outputId: output.id,
    labels: whole.labels,
    scores: whole.scores,
    target,
    start: unit.start,
    end: unit.end,
    ...(text === undefined ? {} : { text }),
    ...(seen ? { seen } : {}),
    ...(maps.length > 0 ? { maps } : {}),
    parts,
    runs: variants.length + 1
  }
  return ok({ kind: 'explained', explained })
}
