import type { DeclaredModel } from '../declared/declared-model'
import { inputOf } from '../declared/prepare-unit'
import type { Decoded } from '../decode/decoded'
import type { ModelInput } from '../ops/value'
import { createStopwatch } from '../stopwatch'
import { emptyTensor } from '../tensor-value'
import type { LookedAt, Values } from './looked-at'

/** One answer of a model by label. */
export interface Answer {
  readonly labels: readonly string[]
  readonly scores: readonly number[]
}

/** What every output of the model says, and of which tensors. */
export interface Sayings {
  readonly inputs: readonly ModelInput[]
  readonly outputs: ReadonlyMap<string, Decoded>
}

/** What the model says of values; undefined where nothing can be made of them. `whole`: what it took when nothing was missing, whose sizes an input keeps that is left out. */
export async function sayingsOf(
  model: DeclaredModel,
  { unit, factsOf }: LookedAt,
  values: Values,
  whole?: Sayings
): Promise<Sayings | undefined> {
  let inputs: ModelInput[]
  try {
    inputs = model.inputs.map((compiled, at) => {
      const own = values[at] ?? []
      const full = whole?.inputs[at]
      return full && own.every((value) => value === 'blank')
        ? { ...full, ...emptyTensor(full.type, full.dims) }
        : inputOf(compiled, own, factsOf(compiled))
    })
  } catch {
    // Without this part there is nothing to prepare (a text of no words, for instance): no answer, which is told as such.
    return undefined
  }
  const [outputs] = await model.infer([{ unit, inputs }], createStopwatch())
  return outputs && { inputs, outputs }
}

/** The answer that one output gives; undefined where it gives no number. */
export function answerIn(decoded: Decoded | undefined): Answer | undefined {
  if (!decoded) return undefined
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

/** Place of the answer that is meant: the one of that name, else the strongest. */
export function targetOf({ labels, scores }: Answer, label: string | undefined): number {
  const wished = label === undefined ? -1 : labels.indexOf(label)
  if (wished >= 0) return wished
  return scores.reduce((best, score, i) => (score > (scores[best] ?? -Infinity) ? i : best), 0)
}
