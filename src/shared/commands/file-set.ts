import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Command } from './command'
import { updated } from './rules/row-change'

const Input = z.object({ id: Id, path: z.string().min(1) })

/** Say where a file of the user's is now. The caller has checked that its content is the same. */
export const fileSet: Command<z.infer<typeof Input>> = {
  id: 'file-set',
  input: Input,
  title: ({ path }) => `Find the file again as ${path.split(/[\\/]/).at(-1) ?? path}`,
  apply(rows, { id, path }) {
    const file = rows.get('file', id)
    return file
      ? ok([updated('file', file, { path, missing: false })])
      : fail('file.gone', 'The file is not part of the project any more.')
  }
}
