import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelInfo } from '../../../shared/domain/model'
import type { EngineEnvironment } from '../protocol'
import { readModelFolder } from './model-folder'

/** Every folder with a manifest in the environment's model folder, by id; broken ones carry a `problem`. Never rejects. */
export async function listModels(environment: EngineEnvironment): Promise<readonly ModelInfo[]> {
  const found: ModelInfo[] = []
  for (const folder of await modelFolders(environment.modelsFolder))
    found.push((await readModelFolder(folder)).info)
  return found
}

async function modelFolders(parent: string): Promise<string[]> {
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
