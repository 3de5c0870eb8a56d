import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, ok, type Result } from '../../../shared/domain/problem'
import type { Manifest } from './manifest'
import type { Assets } from './ops/op'

/** Roles whose files a session or a test reads, not a step. */
const notForSteps = new Set(['model', 'externalData', 'golden'])

/** Read the files that steps may ask for (tokenizer, scaler, transitions ...). They were held against their hashes when the folder was read. */
export async function readAssets(
  folder: string,
  manifest: Manifest,
  places: Readonly<Record<string, string>> = {}
): Promise<Result<Assets>> {
  const files = new Map<string, Buffer>()
  for (const [key, entry] of Object.entries(manifest.files ?? {})) {
    if (notForSteps.has(entry.role ?? '')) continue
    const file = places[key] ?? join(folder, entry.path)
    try {
      files.set(key, await readFile(file))
    } catch (error) {
      if (entry.role === 'labels') continue
      return fail(
        'model-missing',
        `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
        'Put the file into the folder of the model.',
        file
      )
    }
  }
  const bytes = (key: string): Buffer => {
    const found = files.get(key)
    if (found) return found
    const known = [...files.keys()]
    throw new Error(
      `the manifest lists no file "${key}"${known.length > 0 ? `; listed: ${known.join(', ')}` : ''}`
    )
  }
  const text = (key: string): string => bytes(key).toString('utf8')
  return ok({
    bytes,
    text,
    json(key) {
      const written: unknown = JSON.parse(text(key))
      return written
    }
  })
}
