import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SchemeRow } from '../../shared/domain/rows'
import { SchemeDocument } from '../../shared/domain/scheme'

/**
 * Read the label schemes of a folder (`resources/schemes`), in order of id.
 * @throws Error naming the file when one is not a label scheme: these files are the app's own
 */
export function loadSchemes(folder: string): readonly SchemeRow[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const parsed = SchemeDocument.safeParse(JSON.parse(readFileSync(join(folder, name), 'utf8')))
      if (!parsed.success)
        throw new Error(`${join(folder, name)} is not a label scheme: ${parsed.error.message}`)
      const { data } = parsed
      return { id: data.id, name: data.name, version: data.version ?? '1', document: data }
    })
}
