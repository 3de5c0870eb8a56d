import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Problem } from '../../../shared/domain/problem'

/** Folders inside folders that are looked into; deeper ones are named as a problem. */
const DEEPEST = 12

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/**
 * Files under the given paths: those named directly, and those in folders in natural order (`take2` before `take10`).
 * Hidden files and folders are left out; a folder reached twice, through links or otherwise, is read once.
 */
export async function walk(
  paths: readonly string[],
  signal: AbortSignal
): Promise<{ readonly files: readonly string[]; readonly problems: readonly Problem[] }> {
  const files: string[] = []
  const problems: Problem[] = []
  const seen = new Set<string>()
  for (const path of paths) await visit(path, 0)
  return { files, problems }

  async function visit(path: string, depth: number): Promise<void> {
    if (signal.aborted) return
    try {
      const real = await realpath(path)
      if (seen.has(real)) return
      seen.add(real)
      const facts = await stat(real)
      if (facts.isFile()) files.push(path)
      else if (!facts.isDirectory())
        problems.push(problem(path, 'is neither a file nor a folder', 'Choose files or folders.'))
      else if (depth > DEEPEST)
        problems.push(
          problem(
            path,
            `lies more than ${DEEPEST} folders deep and was not looked into`,
            'Import that folder by itself.'
          )
        )
      else
        for (const name of (await readdir(path)).filter(isVisible).sort(byName.compare))
          await visit(join(path, name), depth + 1)
    } catch (error) {
      problems.push(
        problem(
          path,
          `cannot be opened: ${reason(error)}`,
          'Check that it still exists and that you may read it.'
        )
      )
    }
  }
}

const isVisible = (name: string): boolean =>
  !name.startsWith('.') && name !== 'Thumbs.db' && name !== 'desktop.ini'

const problem = (path: string, what: string, hint: string): Problem => ({
  code: 'unreadable',
  message: `${basename(path)} ${what}.`,
  hint,
  file: path,
  severity: 'error'
})

/** Plain words for what the file system says. */
export function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const words: Record<string, string> = {
    ENOENT: 'it does not exist',
    EACCES: 'you may not read it',
    EPERM: 'you may not read it',
    EIO: 'the disk reports a read error',
    ELOOP: 'its links go round in a circle',
    EMFILE: 'too many files are open',
    ENOSPC: 'the disk is full',
    ENAMETOOLONG: 'its name is too long'
  }
  return words[code] ?? (error instanceof Error ? error.message : String(error))
}
