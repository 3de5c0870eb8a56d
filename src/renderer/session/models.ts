import { useEffect } from 'react'
import type { Job } from '../../shared/domain/job'
import type { ModelInfo } from '../../shared/domain/model'
import type { Run } from '../../shared/domain/rows'
import { call, on } from '../client'
import { isActive } from './jobs'
import { makeStore } from './store'
import { toastError } from './toasts'

const modelStore = makeStore<{ readonly models: readonly ModelInfo[] | undefined }>({ models: undefined })
let reading = false

/** Read the model folders again. */
export async function readModels(): Promise<void> {
  if (reading) return
  reading = true
  await call('model.list').then((models) => modelStore.setState({ models }), toastError)
  reading = false
}

/** Models of this machine; undefined until the engine has looked. */
export function useModels(): readonly ModelInfo[] | undefined {
  const models = modelStore((state) => state.models)
  useEffect(() => {
    if (!modelStore.getState().models) void readModels()
    return on('engine', () => void readModels())
  }, [])
  return models
}

/** State of a model in a few words: `74%` while it runs, `done` after a run in this project, else `ready`. */
export function modelState(
  model: ModelInfo,
  runs: readonly Run[],
  jobs: readonly Job[]
): { readonly text: string; readonly tone?: 'bad' | 'good' } {
  if (model.problem) return { text: 'not usable', tone: 'bad' }
  const own = runs.filter((run) => run.modelId === model.id)
  const job = jobs.find((candidate) => isActive(candidate) && own.some((run) => run.id === candidate.runId))
  if (job)
    return {
      text:
        job.state === 'queued'
          ? 'waiting'
          : job.total > 0
            ? `${Math.floor((100 * job.done) / job.total)}%`
            : 'running'
    }
  return own.some((run) => run.state === 'done') ? { text: 'done', tone: 'good' } : { text: 'ready' }
}
