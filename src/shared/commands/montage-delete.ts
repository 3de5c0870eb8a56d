import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Command } from './command'
import { deleted } from './rules/row-change'

const Input = z.object({ id: Id })

/** Take a montage out of the project. Signals that are seen through it stay as they are. */
export const montageDelete: Command<z.infer<typeof Input>> = {
  id: 'montage-delete',
  input: Input,
  title: () => 'Delete a montage',
  apply(rows, { id }) {
    const montage = rows.get('montage', id)
    return montage
      ? ok([deleted('montage', montage)])
      : fail('montage.unknown', 'The montage does not exist any more.')
  }
}
