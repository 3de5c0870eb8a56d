import type { ModelInfo } from '../domain/model'

/** Tasks whose answers can be shown as bars for one moment. */
const TASKS: readonly string[] = [
  'classification',
  'sequence-classification',
  'frame-classification',
  'distribution',
  'multilabel',
  'ordinal',
  'regression',
  'frame-regression',
  'score'
]

/** Whether an output can be shown for one moment while a recording plays. */
export const showsLive = ({
  task,
  aux = false
}: {
  readonly task: string
  readonly aux?: boolean
}): boolean => !aux && TASKS.includes(task)

/** What is looked at as a whole and has no answer for one moment of it. */
const WHOLE: readonly string[] = ['recording', 'song', 'document', 'image']

/** Why a model cannot follow the playhead, as a sentence; undefined where it can. */
export function liveRefusal(
  model: Pick<ModelInfo, 'name' | 'kind' | 'unit' | 'outputs' | 'problem'>
): string | undefined {
  const { name, kind, unit, outputs, problem } = model
  if (problem) return problem.message
  if (kind !== 'onnx')
    return `${name} is put together from results of other models, so it has none of its own while playing.`
  if (WHOLE.includes(unit))
    return `${name} looks at a recording as a whole, so it has no answer for one moment.`
  if (outputs.some(({ task, aux }) => task === 'detection' && !aux))
    return `${name} only finds places in the picture; a model that reads them says more while playing.`
  return outputs.some(showsLive)
    ? undefined
    : `${name} gives vectors or words, which cannot be shown moment by moment.`
}
