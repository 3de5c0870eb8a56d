import { useEffect } from 'react'
import type { Job } from '../../shared/domain/job'
import type { ModelInfo } from '../../shared/domain/model'
import type { Run } from '../../shared/domain/rows'
import { call, on } from '../client'
import { openDialog } from './dialogs'
import { isActive } from './jobs'
import { makeStore } from './store'
import { toast, toastError } from './toasts'

const modelStore = makeStore<{ readonly models: readonly ModelInfo[] | undefined }>({ models: undefined })
let reading = false

/** Read the model folders again. */
export async function readModels(): Promise<void> {
  if (reading) return
  reading = true
  await call('model.list').then((models) => modelStore.setState({ models }), toastError)
  reading = false
}

/** Add folders of models, or those that the user chooses, and tell what was added. Answers the paths that are no models. */
export async function addModels(paths?: readonly string[]): Promise<readonly string[]> {
  try {
    const { added, rest } = await call('model.add', paths ? { paths: [...paths] } : {})
    if (added.length > 0) {
      await readModels()
      toast(
        added.length === 1
          ? `${added[0]?.name ?? 'The model'} was added.`
          : `${added.length} models were added.`,
        {
          hint: 'Run it with Models > Run a model.'
        }
      )
    }
    const bare = rest.find(isOnnx)
    if (bare !== undefined) await makeModel(bare)
    return rest.filter((path) => !isOnnx(path))
  } catch (error) {
    toastError(error)
    return []
  }
}

const isOnnx = (path: string): boolean => /\.onnx$/iu.test(path)

/** Ask what an ONNX file means: the one given, or one that the user chooses. */
export async function makeModel(path?: string): Promise<void> {
  const facts = await call('model.onnx', path === undefined ? {} : { path })
  if (facts) openDialog({ id: 'make-model', props: { facts } })
}

/** Delete a model that was added. */
export async function removeModel(modelId: string): Promise<void> {
  await call('model.remove', { modelId }).catch(toastError)
  await readModels()
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
