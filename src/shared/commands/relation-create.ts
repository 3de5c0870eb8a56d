import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Relation } from '../domain/relation'
import { Id } from '../domain/rows'
import type { Command } from './command'
import { linksOf } from './rules/links-of'
import { relationEnds } from './rules/relation-ends'
import { created } from './rules/row-change'

const Input = Relation.omit({ id: true, authorId: true, extra: true }).extend({
  /** Chosen by the window, so that it can select the link at once. */
  id: Id.optional(),
  kind: Relation.shape.kind.default('cause')
})

/**
 * Link a segment to another, for instance an emotion to its cause. Both lie in one recording; a segment may be its own
 * cause, and the cause may come later, unless the scheme forbids it. The same link is not made twice.
 */
export const relationCreate: Command<z.infer<typeof Input>> = {
  id: 'relation-create',
  input: Input,
  title: ({ kind }) => `Link to ${kind === 'cause' ? 'a cause' : `"${kind}"`}`,
  apply(rows, { id, ...input }, context) {
    if (!rows.get('author', context.authorId))
      return fail(
        'author.unknown',
        'The link needs an annotator that exists.',
        'Choose or add an annotator first.'
      )
    const link: Relation = { ...input, id: id ?? context.newId(), authorId: context.authorId }
    const refused = relationEnds(rows, link, linksOf(rows, [link.fromId]))
    return refused.ok ? ok([created('relation', link)]) : refused
  }
}
