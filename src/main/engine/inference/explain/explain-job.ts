import type { Explained, InputChange, PartEffect } from '../../../../shared/explain/explained'
import { fail, ok, type Result } from '../../../../shared/domain/problem'
import type { JobContext, JobResult, JobSpec } from '../../protocol'
import { breathe } from '../breathe'
import type { Decoded } from '../decode/decoded'
import { openDeclaredModel, type DeclaredModel } from '../declared/declared-model'
import { openReaders, type Readers } from '../declared/open-readers'
import { factsOf, inputOf, type PreparedUnit } from '../declared/prepare-unit'
import { findModel } from '../list-models'
import type { ModelInput, Value } from '../ops/value'
import { createStopwatch } from '../stopwatch'
import { withLabels } from '../tasks/declared'
import type { Unit } from '../units/unit'
import { unitsOf } from '../units/units-of'
import { changedValue } from './change-value'
import { partsOf, withoutPart } from './occlude'

type ExplainSpec = Extract<JobSpec, { kind: 'explain' }>

const RULES = { slices: 24, patches: 7 }

/** Hide parts of what a model looks at, or change it, and see what becomes of its answer. */
export async function explainJob(spec: ExplainSpec, context: JobContext): Promise<Result<JobResult>> {
  const { info, model } = await findModel(context.environment, spec.modelId)
  if (!model)
    return info.problem
      ? { ok: false, error: info.problem }
      : fail('model', `the model "${spec.modelId}" cannot be used`)
  if (model.manifest.unit.type === 'person-frame')
    return fail(
      'explain-unit',
      `${info.name} looks at faces that are found first; parts of those cannot be hidden yet.`,
      'Choose a model of sound, words, signals or whole pictures.'
    )
  const manifest = withLabels(model.manifest, spec.schemes)
  const opened = await openDeclaredModel({ ...model, manifest }, spec.provider, context.environment.threads)
  if (!opened.ok) return opened
  try {
    return await explainWith(opened.value, spec, context)
  } finally {
    await opened.value.dispose()
  }
}

/** What goes into the model: for every input the values of its branches. */
type Values = readonly (readonly (Value | 'blank')[])[]

async function explainWith(
  model: DeclaredModel,
  spec: ExplainSpec,
  context: JobContext
): Promise<Result<JobResult>> {
  const unit = unitAt(model, spec)
  if (!unit)
    return fail(
      'explain-unit',
      `${model.manifest.name} looks at nothing at this moment.`,
      'Choose a segment or a moment that the model looks at.'
    )
  const output = model.manifest.outputs.find(({ id }) => id === spec.outputId) ?? model.manifest.outputs[0]
  if (!output) return fail('explain-output', `${model.manifest.name} has no output`)
  const decoder = await context.decoder()
  const stopwatch = createStopwatch()
  const readers = await openReaders(model.inputs, {
    item: spec.item,
    units: [unit],
    assets: model.assets,
    decoder,
    signal: context.signal,
    stopwatch
  })
  if (!readers.ok) return readers
  try {
    const values = await readValues(model, unit, readers.value)
    const answers = async (variants: readonly (() => Values)[]): Promise<(Answer | undefined)[]> => {
      const found: (Answer | undefined)[] = []
      for (const variant of variants) {
        context.signal.throwIfAborted()
        found.push(await answerOf(model, unit, variant(), readers.value, output.id, spec))
        context.progress(found.length, variants.length, 'runs')
        await breathe(context.signal)
      }
      return found
    }
    const [whole] = await answers([() => values])
    if (!whole) return fail('explain-answer', `${model.manifest.name} gives no answer for this moment.`)
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
    const text = textOf(values)
    const explained: Explained = {
      modelId: spec.modelId,
      outputId: output.id,
      labels: whole.labels,
      scores: whole.scores,
      target,
      start: unit.start,
      end: unit.end,
      ...(text === undefined ? {} : { text }),
      parts,
      runs: variants.length + 1
    }
    return ok({ kind: 'explained', explained })
  } finally {
    readers.value.close()
  }
}

/** The unit of the segment, or the one whose middle is nearest to the moment among those that hold it. */
function unitAt(
  { manifest }: DeclaredModel,
  { item, segmentId, time, options }: ExplainSpec
): Unit | undefined {
  const { units } = unitsOf(manifest, item, options)
  const own = units.filter(
    ({ segmentId: id, parent }) =>
      segmentId !== undefined && (id === segmentId || parent?.segmentId === segmentId)
  )
  const here = (own.length > 0 ? own : units).filter(({ start, end }) => start <= time && time <= end)
  const middle = ({ start, end }: Unit): number => Math.abs((start + end) / 2 - time)
  return [...(here.length > 0 ? here : own)].sort((a, b) => middle(a) - middle(b))[0]
}

async function readValues(model: DeclaredModel, unit: Unit, readers: Readers): Promise<Values> {
  const values: (Value | 'blank')[][] = []
  for (const { branches } of model.inputs) {
    const own: (Value | 'blank')[] = []
    for (const branch of branches) own.push((await readers.of(branch)?.read(unit)) ?? 'blank')
    values.push(own)
  }
  return values
}

interface Answer {
  readonly labels: readonly string[]
  readonly scores: readonly number[]
}

/** What the model says of values; undefined where nothing can be made of them. */
async function answerOf(
  model: DeclaredModel,
  unit: Unit,
  values: Values,
  readers: Readers,
  outputId: string,
  { item }: ExplainSpec
): Promise<Answer | undefined> {
  let inputs: ModelInput[]
  try {
    inputs = model.inputs.map((compiled, at) =>
      inputOf(compiled, values[at] ?? [], factsOf(unit, item.recording.id, compiled, readers))
    )
  } catch {
    // Without this part there is nothing to prepare (a text of no words, for instance): no answer, which is told as such.
    return undefined
  }
  const prepared: PreparedUnit = { unit, inputs }
  const [found] = await model.infer([prepared], createStopwatch())
  const decoded = found?.get(outputId)
  return decoded && answerIn(decoded)
}

function answerIn(decoded: Decoded): Answer | undefined {
  const { data, dims } = decoded.scores ?? decoded
  const width = Math.max(1, dims.at(-1) ?? 1)
  const rows = Math.max(1, data.length / width)
  // A series of answers counts as its mean.
  const scores = Array.from({ length: width }, (_, column) => {
    let sum = 0
    for (let row = 0; row < rows; row++) sum += (data[row * width + column] ?? NaN) / rows
    return sum
  })
  if (scores.length === 0 || scores.every(Number.isNaN)) return undefined
  return { scores, labels: scores.map((_, i) => decoded.labels?.[i] ?? `${i + 1}`) }
}

function targetOf({ labels, scores }: Answer, label: string | undefined): number {
  const wished = label === undefined ? -1 : labels.indexOf(label)
  if (wished >= 0) return wished
  return scores.reduce((best, score, i) => (score > (scores[best] ?? -Infinity) ? i : best), 0)
}

interface Variant {
  readonly binding: string
  readonly part: PartEffect['part']
  /** Made when its turn comes: pictures taken together would fill the memory. */
  values(): Values
}

/** Every part of every stream taken away in turn, and every stream as a whole where the model has several. */
function occluded(model: DeclaredModel, values: Values): Variant[] {
  const bindings = [...new Set(model.inputs.flatMap(({ branches }) => branches.map(({ from }) => from)))]
  return bindings.flatMap((binding) => {
    const own = model.inputs
      .flatMap(({ branches }, at) => branches.map(({ from }, b) => ({ from, value: values[at]?.[b] })))
      .find(({ from, value }) => from === binding && value !== 'blank')?.value
    const parts = own && own !== 'blank' ? partsOf(own, RULES) : []
    const hidden = parts.map((part): Variant => ({
      binding,
      part,
      values: () =>
        mapped(model, values, binding, (value) => (value === 'blank' ? value : withoutPart(value, part)))
    }))
    const all: Variant = {
      binding,
      part: { kind: 'stream' },
      values: () => mapped(model, values, binding, () => 'blank')
    }
    return bindings.length > 1 ? [...hidden, all] : hidden
  })
}

const withChanges = (model: DeclaredModel, values: Values, changes: readonly InputChange[]): Values =>
  changes.reduce(
    (current, change) =>
      mapped(model, current, change.binding, (value) =>
        change.kind === 'drop' ? 'blank' : value === 'blank' ? value : changedValue(value, change)
      ),
    values
  )

/** The same values with those of one binding made anew. */
const mapped = (
  model: DeclaredModel,
  values: Values,
  binding: string,
  make: (value: Value | 'blank') => Value | 'blank'
): Values =>
  values.map((own, at) =>
    own.map((value, b) => (model.inputs[at]?.branches[b]?.from === binding ? make(value) : value))
  )

function textOf(values: Values): string | undefined {
  for (const value of values.flat()) {
    if (value === 'blank') continue
    if (value.kind === 'words') return value.text
    if (value.kind === 'dialogue') return value.turns[value.at]?.text
  }
  return undefined
}
