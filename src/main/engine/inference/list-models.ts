import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelInfo } from '../../../shared/domain/model'
import type { EngineEnvironment } from '../protocol'
import { readModelFolder, type ReadModel } from './model-folder'
import type { RunnableModel } from './runnable-model'
import { trustOf } from './self-test/trust'

/** Every folder with a manifest, those of the user behind those shipped; broken ones carry a `problem`. Never rejects. */
export async function listModels(environment: EngineEnvironment): Promise<readonly ModelInfo[]> {
  const found: ModelInfo[] = []
  for (const folder of await modelFolders(environment.modelsFolder))
    found.push((await readModelFolder(folder)).info)
  const shipped = new Set(found.map(({ id }) => id))
  for (const folder of await modelFolders(environment.ownModelsFolder)) {
    const { info, model } = await readModelFolder(folder)
    const selfTests = model && (await testedInTime(model))
    found.push({
      ...info,
      own: true,
      ...(selfTests ? { selfTests } : {}),
      ...(shipped.has(info.id) ? { problem: sameId(info, folder) } : {})
    })
  }
  return found
}

/** A list is not kept waiting for longer, in milliseconds, by self-tests that take long; a run does wait for them. */
const TESTS_MS = 15_000

/** What the self-tests of a model came to: run when it is first seen, remembered from then on. */
async function testedInTime(model: RunnableModel): Promise<ModelInfo['selfTests']> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), TESTS_MS)
  })
  try {
    return await Promise.race([trustOf(model), late])
  } finally {
    clearTimeout(timer)
  }
}

/** The model of that id, wherever its folder is. */
export function findModel(environment: EngineEnvironment, id: string): Promise<ReadModel> {
  const shipped = join(environment.modelsFolder, id)
  const own = environment.ownModelsFolder === undefined ? undefined : join(environment.ownModelsFolder, id)
  const folder =
    !existsSync(join(shipped, 'manifest.json')) && own !== undefined && existsSync(own) ? own : shipped
  return readModelFolder(folder)
}

const sameId = ({ id }: ModelInfo, folder: string): NonNullable<ModelInfo['problem']> => ({
  code: 'model-id',
  message: `${folder}: a model that comes with Affectory is called "${id}", too`,
  hint: 'Give the folder and the “id” of its manifest another name.',
  file: folder,
  severity: 'error'
})

async function modelFolders(parent: string | undefined): Promise<string[]> {
  if (parent === undefined) return []
  try {
    const entries = await readdir(parent, { withFileTypes: true })
    return entries
      .filter(
        (entry) =>
          (entry.isDirectory() || entry.isSymbolicLink()) &&
          existsSync(join(parent, entry.name, 'manifest.json'))
      )
      .map((entry) => join(parent, entry.name))
      .sort()
  } catch {
    // No such folder: no models, which the Models panel says.
    return []
  }
}
