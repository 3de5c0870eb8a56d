import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { fail, ok, type Result } from '../../../shared/domain/problem'
import type { Manifest, ManifestFile } from './manifest'

/** The file that a session opens. */
export interface Weights {
  /** Absolute path. */
  readonly path: string
  readonly hash: string
  readonly sizeBytes: number
}

/** Hold the files of a model against its manifest: inside the folder, there, and of the hash that is told. Answers the ONNX file, with the size of all files. */
export async function checkModelFiles(folder: string, manifest: Manifest): Promise<Result<Weights>> {
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
        'Run `npm run models` to build it anew, or correct the manifest of a model of your own.',
        file
      )
    }
    return ok({ path, hash, sizeBytes: (await stat(path)).size })
  } catch {
    return fail(
      'model-missing',
      `${file} is missing`,
      'Run `npm run models` to build the weights, or put the file into the folder of a model of your own.',
      file
    )
  }
}

/** Hashes found, with what of a file changes whenever it is written to. */
const known = new Map<string, { readonly stamp: string; readonly hash: string }>()

/** Hash of a file. All models are looked at whenever one is asked for, and a hundred megabytes are not read anew each time. */
async function hashFile(path: string): Promise<string> {
  const { size, mtimeNs, ctimeNs, ino, dev } = await stat(path, { bigint: true })
  const stamp = [size, mtimeNs, ctimeNs, ino, dev].join()
  const found = known.get(path)
  if (found?.stamp === stamp) return found.hash
  const sum = createHash('sha256')
  for await (const block of createReadStream(path)) sum.update(block as Buffer)
  const hash = sum.digest('hex')
  known.set(path, { stamp, hash })
  return hash
}
