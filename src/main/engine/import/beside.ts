import { readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** A file in the same folder as another. */
export interface Beside {
  readonly name: string
  readonly path: string
  readonly sizeBytes: number
}

/**
 * The first of the named files that is in the folder of `path`, whatever the case of its letters. Names are taken without
 * the folders that a file may put before them. Undefined when there is none.
 */
export async function beside(path: string, names: readonly string[]): Promise<Beside | undefined> {
  const folder = dirname(path)
  const present = await readdir(folder)
  for (const given of names) {
    const name = given.split(/[\\/]/).at(-1) ?? ''
    if (name === '') continue
    const found =
      present.find((one) => one === name) ?? present.find((one) => one.toLowerCase() === name.toLowerCase())
    if (found === undefined) continue
    const facts = await stat(join(folder, found))
    if (facts.isFile()) return { name: found, path: join(folder, found), sizeBytes: facts.size }
  }
  return undefined
}
