import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ModelInfo } from '../../../shared/domain/model'
import { fail, type Problem, type Result } from '../../../shared/domain/problem'
import { cardOf } from './card-of'
import type { Manifest } from './manifest'
import { checkModelFiles } from './model-files'
import { describeModel, modality, unknownModel } from './model-info'
import { parseManifest } from './parse-manifest'
import type { RunnableModel } from './runnable-model'
import { tasks } from './tasks'

export { mainOutput } from './model-info'

/** What a model folder holds: always something to show, and the model when it can be run. */
export interface ReadModel {
  readonly info: ModelInfo
  readonly model?: RunnableModel
}

/** Read one model folder: manifest, card, files and their hashes. What is wrong with it becomes `info.problem`. */
export async function readModelFolder(folder: string): Promise<ReadModel> {
  const id = basename(folder)
  const file = join(folder, 'manifest.json')
  const text = await readText(file)
  const card = (await readText(join(folder, 'card.md'))) ?? ''
  const broken = (problem: Problem): ReadModel => ({
    info: { ...unknownModel(id), card, problem, manifestHash: text ? sha256(text) : '' }
  })
  if (text === undefined) {
    return broken({
      code: 'manifest',
      message: `${file} cannot be read`,
      hint: 'A model folder needs a manifest.json.',
      file,
      severity: 'error'
    })
  }
  const parsed = parseManifest(text, file)
  if (!parsed.ok) return broken(parsed.error)
  const manifest = parsed.value
  const described = {
    ...describeModel(manifest, id),
    card: card === '' ? cardOf(manifest) : card,
    manifestHash: sha256(text)
  }
  const failed = (problem: Problem): ReadModel => ({ info: { ...described, problem } })
  if (manifest.id !== id) {
    return failed({
      code: 'manifest',
      message: `${file} names the model "${manifest.id}" but its folder is "${id}"`,
      hint: 'Give both the same name.',
      file,
      severity: 'error'
    })
  }
  // The other kinds have no session of their own: their results are made from those of other models.
  if (manifest.kind !== 'onnx') return { info: described }
  const usable = usableTask(manifest, file)
  if (!usable.ok) return failed(usable.error)
  const weights = await checkModelFiles(folder, manifest)
  if (!weights.ok) return failed(weights.error)
  const { path, hash, sizeBytes } = weights.value
  return {
    info: { ...described, weightsHash: hash, sizeBytes },
    model: { folder, manifest, weightsPath: path, weightsHash: hash }
  }
}

function usableTask(manifest: Manifest, file: string): Result<string> {
  const task = tasks.all.find((known) => known.accepts(manifest))
  if (!task) {
    return fail(
      'model-task',
      `${file}: no task fits a model on ${modality(manifest)} with unit "${manifest.unit.type}"`,
      `Known tasks: ${tasks.all.map((known) => known.id).join(', ')}.`,
      file
    )
  }
  return task.check(manifest, file)
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    return undefined
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
