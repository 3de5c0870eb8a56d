import type { ModelInfo } from '../../shared/domain/model'
import type { Problem, Result } from '../../shared/domain/problem'
import { fail, ok } from '../../shared/domain/problem'
import type { JobBoard } from './job-board'

/** Ask the engine which models there are. */
export async function modelList(board: JobBoard): Promise<Result<readonly ModelInfo[]>> {
  const outcome = await board.ask({ kind: 'models' })
  if (outcome.state === 'done' && outcome.result.kind === 'models') return ok(outcome.result.models)
  if (outcome.state === 'failed') return { ok: false, error: outcome.problem }
  return { ok: false, error: engineGone }
}

const engineGone: Problem = {
  code: 'engine-stopped',
  message: 'The process that computes ended while it was asked for the models.',
  hint: 'It has been started again; try once more.',
  severity: 'error'
}

/** One usable model, or why there is none. */
export async function usableModel(board: JobBoard, modelId: string): Promise<Result<ModelInfo>> {
  const models = await modelList(board)
  if (!models.ok) return models
  const model = models.value.find(({ id }) => id === modelId)
  if (!model)
    return fail(
      'unknown-model',
      `There is no model "${modelId}"; known: ${models.value.map(({ id }) => id).join(', ')}.`
    )
  return model.problem ? { ok: false, error: model.problem } : ok(model)
}
