import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { homedir, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import type { z } from 'zod'

/** Something found out about a model that need not be found out again. */
export interface ModelNote<T> {
  /** Undefined: never looked at, or the note is gone or not to be read; look again. */
  read(): Promise<T | undefined>
  write(found: T): Promise<void>
}

/**
 * A note in the user's own folder beside the temporary files; lost with them, and then found out anew.
 * @param kind what is noted, a word for the folder's name
 * @param parts everything that the finding hangs on
 */
export function modelNote<T>(kind: string, schema: z.ZodType<T>, parts: readonly string[]): ModelNote<T> {
  const key = createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32)
  const folder = join(tmpdir(), `affectory-${kind}-${userName()}`)
  const file = join(folder, `${key}.json`)
  return {
    async read() {
      try {
        return schema.parse(JSON.parse(await readFile(file, 'utf8')))
      } catch {
        return undefined
      }
    },
    async write(found) {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await writeFile(file, JSON.stringify(found))
      } catch {
        // No place for a note: the next run looks again.
      }
    }
  }
}

function userName(): string {
  try {
    return String(userInfo().uid)
  } catch {
    return createHash('sha256').update(homedir()).digest('hex').slice(0, 8)
  }
}
