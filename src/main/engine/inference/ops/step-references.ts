import { fail, ok, type Result } from '../../../../shared/domain/problem'
import type { Manifest, ManifestInput } from '../manifest'
import type { OpStep } from '../op-step'

/**
 * A manifest whose inputs' steps stand alone. As written they may lean on each other: `text.tokenize` with `reuse` takes
 * another number of the text that another input makes, `dialogue.window` and `text.maskIndex` count with the tokenizer
 * that a neighbour names, and `text.template` may be written over the labels of an output.
 */
export function withReferences(manifest: Manifest, file: string): Result<Manifest> {
  const { inputs, outputs } = manifest
  if (!inputs) return ok(manifest)
  const labels = outputs.find(({ aux, target }) => !aux && target.labels?.length)?.target.labels
  const resolved: ManifestInput[] = []
  for (const input of inputs) {
    const steps = whole(input, inputs)
    if (!steps)
      return fail(
        'manifest',
        `${file}: input "${input.name}" reuses the tokens of an input that makes none`,
        'Its "reuse" has to name an input whose pipeline has a text.tokenize of its own.',
        file
      )
    resolved.push({
      ...input,
      pipeline: steps.map((step, place) => completed(step, place, steps, labels))
    })
  }
  return ok({ ...manifest, inputs: resolved })
}

/** The steps of an input, those of the reused one in front; undefined where that one has no tokens. */
function whole(
  input: ManifestInput,
  inputs: readonly ManifestInput[],
  depth = 0
): readonly OpStep[] | undefined {
  const place = input.pipeline.findIndex((step) => step.op === 'text.tokenize' && step['reuse'] !== undefined)
  const step = input.pipeline[place]
  if (!step) return input.pipeline
  const other = inputs.find(({ name }) => name === step['reuse'])
  const steps = other && depth < inputs.length ? whole(other, inputs, depth + 1) : undefined
  const end = steps?.findIndex(({ op }) => op === 'text.tokenize') ?? -1
  const made = steps?.[end]
  if (!steps || !made) return undefined
  const own = Object.fromEntries(Object.entries(step).filter(([key]) => key !== 'reuse' && key !== 'file'))
  return [
    ...steps.slice(0, end),
    { ...made, ...own, op: 'text.tokenize' },
    ...input.pipeline.slice(place + 1)
  ]
}

function completed(
  step: OpStep,
  place: number,
  pipeline: readonly OpStep[],
  labels: readonly string[] | undefined
): OpStep {
  const needsFile = step.op === 'dialogue.window' || step.op === 'text.maskIndex'
  if (needsFile && step['file'] === undefined) {
    const neighbours = step.op === 'dialogue.window' ? pipeline.slice(place + 1) : pipeline.slice(0, place)
    const file = neighbours.find(({ op }) => op === 'text.tokenize')?.['file']
    return file === undefined ? step : { ...step, file }
  }
  if (
    step.op === 'text.template' &&
    step['over'] === 'target.labels' &&
    step['labels'] === undefined &&
    labels
  )
    return { ...step, labels }
  return step
}
