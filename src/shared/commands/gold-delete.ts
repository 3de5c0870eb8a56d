import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Command, RowChange } from './command'
import { deleted } from './rules/row-change'

const Input = z.object({ id: Id })

/** Delete a gold recipe. Its tracks stay with their gold author; the author goes only when it has none. */
export const goldDelete: Command<z.infer<typeof Input>> = {
  id: 'gold-delete',
  input: Input,
  title: () => 'Delete a gold recipe',
  apply(rows, { id }) {
    const recipe = rows.get('gold', id)
    if (!recipe) return fail('gold.gone', 'The gold recipe does not exist any more.')
    const changes: RowChange[] = [deleted('gold', recipe)]
    const author = rows.get('author', recipe.goldAuthorId)
    const used = rows.all('track').some((track) => track.authorId === recipe.goldAuthorId)
    if (author && !used) changes.push(deleted('author', author))
    return ok(changes)
  }
}
