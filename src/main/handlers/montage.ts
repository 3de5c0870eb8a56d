import { readFile, stat, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import { fail, ok } from '../../shared/domain/problem'
import { Montage } from '../../shared/signal/montage'
import type { Area } from './area'
import type { HandlerContext } from './context'

/** A montage of a thousand rows is a fraction of this, bytes. */
const LARGEST_FILE = 8 * 1024 * 1024

/** Montage files, where the user says in the system's dialogues. */
export function montageHandlers({ dialogs }: HandlerContext): Area<'montage.save' | 'montage.load'> {
  return {
    'montage.save': async ({ montage }) => {
      const path = await dialogs.saveMontage(montage.name)
      if (path === undefined) return ok(undefined)
      try {
        await writeFile(path, `${JSON.stringify(montage, null, 2)}\n`)
        return ok(path)
      } catch (error) {
        return fail('file-unwritable', `${path} cannot be written: ${wordsOf(error)}`)
      }
    },
    'montage.load': async () => {
      const path = await dialogs.openMontage()
      return path === undefined ? ok(undefined) : readMontage(path)
    }
  }
}

/** A montage of a file; what is wrong with it, with the place in the file, where it is none. */
async function readMontage(path: string) {
  const name = basename(path)
  try {
    if ((await stat(path)).size > LARGEST_FILE)
      return fail('file-unreadable', `${name} is too large for a montage file.`)
    const read = Montage.safeParse(JSON.parse(await readFile(path, 'utf8')))
    if (read.success) return ok(read.data)
    return fail(
      'file-unreadable',
      `${name} is no montage file (affectory.montage/1): ${z.prettifyError(read.error)}`,
      'Montage files are written by “Save to a file” in Montages.'
    )
  } catch (error) {
    return fail('file-unreadable', `${name} cannot be read: ${wordsOf(error)}`)
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
