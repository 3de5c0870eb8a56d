import { z } from 'zod'
import { authorColor } from '../domain/palette'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Author } from '../domain/rows'
import { GoldRow } from '../domain/study'
import { TraceRule, VoteRule } from '../gold/recipe'
import type { Command, RowChange } from './command'
import { nextPosition } from './rules/next-position'
import { created, updated } from './rules/row-change'

const Input = GoldRow.omit({ id: true, goldAuthorId: true, madeAtRevision: true, rule: true }).extend({
  /** Absent: a new recipe. */
  id: Id.optional(),
  rule: z.union([VoteRule, TraceRule])
})

/** Save a gold recipe under its name. A new one gets a gold author of the same name, who will own its tracks. */
export const goldSave: Command<z.infer<typeof Input>> = {
  id: 'gold-save',
  input: Input,
  title: ({ name }) => `Save the gold recipe "${name}"`,
  apply(rows, { id, ...fields }, context) {
    if (new Set(fields.authorIds).size < 2)
      return fail(
        'gold.too-few',
        'A gold standard is made from at least two annotators.',
        'Choose another annotator.'
      )
    const gone = fields.authorIds.find((authorId) => !rows.get('author', authorId))
    if (gone !== undefined)
      return fail('author.unknown', 'One of the annotators is not part of the project any more.')
    if (!rows.get('scheme', fields.schemeId))
      return fail('scheme.unknown', `The project has no label scheme "${fields.schemeId}".`)
    const twin = rows.all('gold').find((row) => row.name === fields.name && row.id !== id)
    if (twin)
      return fail(
        'gold.name',
        `There is already a gold recipe called "${fields.name}".`,
        'Choose another name.'
      )
    const before = id === undefined ? undefined : rows.get('gold', id)
    if (before) {
      const owner = rows.get('author', before.goldAuthorId)
      return ok([
        updated('gold', before, fields),
        ...(owner && owner.name === before.name ? [updated('author', owner, { name: fields.name })] : [])
      ])
    }
    const authors = rows.all('author')
    const author: Author = {
      id: context.newId(),
      kind: 'gold',
      name: fields.name,
      color: authorColor(authors.length),
      perspective: 'gold',
      synthetic: false,
      position: nextPosition(authors)
    }
    const changes: RowChange[] = [
      created('author', author),
      created('gold', { ...fields, id: id ?? context.newId(), goldAuthorId: author.id })
    ]
    return ok(changes)
  }
}
