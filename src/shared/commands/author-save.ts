import { z } from 'zod'
import { authorColor } from '../domain/palette'
import { ok } from '../domain/problem'
import { Author, Id } from '../domain/rows'
import type { Command } from './command'
import { nextPosition } from './rules/next-position'
import { created, patchOf, updated } from './rules/row-change'

const Input = z.object({
  /** Absent: a new author. An id that does not exist yet makes an author with that id. */
  id: Id.optional(),
  name: z.string().min(1).max(200).optional(),
  kind: Author.shape.kind.optional(),
  color: z.string().optional(),
  perspective: z.string().optional(),
  /** Absent: of a new person, whether it is the first of the project; simulated ones never. */
  lead: z.boolean().optional(),
  modelId: z.string().optional(),
  synthetic: z.boolean().optional(),
  position: z.number().optional()
})

/** Add an annotator (or other author), or change the given fields of one. The first person of a project leads its study. */
export const authorSave: Command<z.infer<typeof Input>> = {
  id: 'author-save',
  input: Input,
  title: ({ name }) => `Save the annotator${name === undefined ? '' : ` "${name}"`}`,
  apply(rows, { id, lead, ...fields }, context) {
    const before = id === undefined ? undefined : rows.get('author', id)
    if (before)
      return ok([
        updated('author', before, {
          ...patchOf(fields),
          ...(lead === undefined ? {} : { lead: lead || undefined })
        })
      ])
    const authors = rows.all('author')
    const isPerson = (fields.kind ?? 'human') === 'human' && fields.synthetic !== true
    const leads = lead ?? (isPerson && !authors.some(({ kind }) => kind === 'human'))
    const author: Author = {
      kind: 'human',
      name: `Annotator ${authors.length + 1}`,
      color: authorColor(authors.length),
      perspective: 'observer',
      synthetic: false,
      position: nextPosition(authors),
      ...patchOf(fields),
      ...(leads ? { lead: true } : {}),
      id: id ?? context.newId()
    }
    return ok([created('author', author)])
  }
}
