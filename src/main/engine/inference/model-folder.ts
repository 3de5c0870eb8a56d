import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, realpath, stat } from 'node:fs/promises'
import { basename, join, sep } from 'node:path'
import type { ModelInfo } from '../../../shared/domain/model'
import { fail, ok, type Problem, type Result } from '../../../shared/domain/problem'
import { parseManifest, type Manifest, type ManifestFile, type ManifestOutput } from './manifest'
import type { RunnableModel } from './runnable-model'
import { tasks } from './tasks'

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
  const described = { ...describe(manifest, id), card, manifestHash: sha256(text) }
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
  const usable = usableTask(manifest, file)
  if (!usable.ok) return failed(usable.error)
  const weights = await checkFiles(folder, manifest)
  if (!weights.ok) return failed(weights.error)
  const { path, hash, sizeBytes } = weights.value
  return {
    info: { ...described, weightsHash: hash, sizeBytes },
    model: { folder, manifest, weightsPath: path }
  }
}

/** The output whose labels a run writes: the first that is not only for inspection. */
export function mainOutput(manifest: Manifest): ManifestOutput | undefined {
  return (
    manifest.outputs.find((output) => !output.aux && output.target.labels) ??
    manifest.outputs.find((output) => !output.aux)
  )
}

function usableTask(manifest: Manifest, file: string): Result<string> {
  if (manifest.kind !== 'onnx') {
    return fail(
      'model-kind',
      `${file}: models of kind "${manifest.kind}" cannot be run by this version`,
      'Only kind "onnx" can.',
      file
    )
  }
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

interface Weights {
  readonly path: string
  readonly hash: string
  readonly sizeBytes: number
}

async function checkFiles(folder: string, manifest: Manifest): Promise<Result<Weights>> {
  let model: Weights | undefined
  let sizeBytes = 0
  for (const entry of Object.values(manifest.files ?? {})) {
    // Goldens and labels travel for tests and people; only what the session loads must be there.
    const needed = entry.role !== 'golden' && entry.role !== 'labels'
    const checked = await checkFile(folder, entry)
    if (!checked.ok && needed) return checked
    if (!checked.ok) continue
    sizeBytes += checked.value.sizeBytes
    if (entry.role === 'model') model = checked.value
  }
  if (!model)
    return fail(
      'manifest',
      `${join(folder, 'manifest.json')} lists no file with the role "model"`,
      undefined,
      folder
    )
  return ok({ ...model, sizeBytes })
}

async function checkFile(folder: string, entry: ManifestFile): Promise<Result<Weights>> {
  const file = join(folder, entry.path)
  try {
    const path = await realpath(file)
    if (!path.startsWith((await realpath(folder)) + sep))
      return fail(
        'model-path',
        `${file} lies outside its model folder`,
        'Put the file itself into the folder.',
        file
      )
    const hash = await hashFile(path)
    if (entry.sha256 && entry.sha256 !== hash) {
      return fail(
        'model-hash',
        `${file} has SHA-256 ${hash}, its manifest expects ${entry.sha256}`,
        'Run `npm run models` to build it anew.',
        file
      )
    }
    return ok({ path, hash, sizeBytes: (await stat(path)).size })
  } catch {
    return fail('model-missing', `${file} is missing`, 'Run `npm run models` to build the weights.', file)
  }
}

function describe(manifest: Manifest, id: string): ModelInfo {
  const output = mainOutput(manifest)
  return {
    ...unknownModel(id),
    name: manifest.name,
    version: manifest.version ?? '',
    summary: manifest.describes?.intendedUse ?? '',
    input: inputOf(manifest),
    task: tasks.all.find((task) => task.accepts(manifest))?.id ?? '',
    labels: output?.target.labels ?? [],
    schemeId: output?.target.scheme ?? '',
    licence: manifest.describes?.license ?? ''
  }
}

const unknownModel = (id: string): ModelInfo => ({
  id,
  name: id,
  version: '',
  summary: '',
  input: 'signal',
  task: '',
  labels: [],
  schemeId: '',
  licence: '',
  card: '',
  manifestHash: '',
  weightsHash: '',
  sizeBytes: 0
})

const modality = (manifest: Manifest): string =>
  Object.values(manifest.bindings ?? {})[0]?.modality ?? 'nothing'

function inputOf(manifest: Manifest): ModelInfo['input'] {
  const name = modality(manifest)
  if (name === 'image') return 'video'
  return name === 'video' || name === 'audio' || name === 'text' ? name : 'signal'
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    return undefined
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const block of createReadStream(path)) hash.update(block as Buffer)
  return hash.digest('hex')
}
