import type { ModelInfo } from '../../shared/domain/model'
import type { Problem, Result } from '../../shared/domain/problem'
import { fail, ok } from '../../shared/domain/problem'
import type { JobBoard } from './job-board'

/** What the engine can run, and with which version of ONNX Runtime. */
export interface Bench {
  readonly models: readonly ModelInfo[]
  readonly runtimeVersion: string
}

/** Ask the engine which models there are. */
export async function modelBench(board: JobBoard): Promise<Result<Bench>> {
  const outcome = await board.ask({ kind: 'models' })
  if (outcome.state === 'done' && outcome.result.kind === 'models') return ok(outcome.result)
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
export async function usableModel(
  board: JobBoard,
  modelId: string
): Promise<Result<{ readonly model: ModelInfo; readonly runtimeVersion: string }>> {
  const bench = await modelBench(board)
  if (!bench.ok) return bench
  const { models, runtimeVersion } = bench.value
  const model = models.find(({ id }) => id === modelId)
  if (!model)
    return fail(
      'unknown-model',
      `There is no model "${modelId}"; known: ${models.map(({ id }) => id).join(', ')}.`
    )
  return model.problem ? { ok: false, error: model.problem } : ok({ model, runtimeVersion })
}
