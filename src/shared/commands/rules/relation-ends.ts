import { fail, ok } from '../../domain/problem'
import type { Result } from '../../domain/problem'
import type { Relation } from '../../domain/relation'
import type { RowReader } from '../command'
import { relationRules } from './relation-rules'
import { spanInWords } from './words-span'

/** Whether a link may stand as it is: its ends exist in one recording, the scheme allows them, and `others` do not say the same. */
export function relationEnds(
  rows: RowReader,
  link: Relation,
  others: readonly Relation[]
): Result<undefined> {
  const from = rows.get('segment', link.fromId)
  const to = rows.get('segment', link.toId)
  if (!from || !to)
    return fail('segment.gone', 'A segment of the link does not exist any more.', 'Select again.')
  const recordingOf = (trackId: string): string | undefined => rows.get('track', trackId)?.recordingId
  if (recordingOf(from.trackId) !== recordingOf(to.trackId))
    return fail('relation.recordings', 'A link joins segments of one recording.')
  const rules = relationRules(rows, link.kind, from, link.authorId)
  if (from.id === to.id && !rules.selfAllowed)
    return fail('relation.self', 'The scheme does not let a segment be its own cause.')
  if (to.start > from.start && !rules.futureAllowed)
    return fail('relation.later', 'The scheme does not allow a cause that comes after its effect.')
  if ((link.fromSpan ?? link.toSpan) && !rules.span)
    return fail('relation.no-spans', 'The scheme links whole segments, not stretches of words.')
  const fromSpan = spanInWords(link.fromSpan, from)
  if (!fromSpan.ok) return fromSpan
  const toSpan = spanInWords(link.toSpan, to)
  if (!toSpan.ok) return toSpan
  const mine = others.filter(
    (other) =>
      other.id !== link.id &&
      other.kind === link.kind &&
      other.authorId === link.authorId &&
      other.fromId === link.fromId
  )
  if (mine.some((other) => sameLink(other, link)))
    return fail('relation.exists', 'You have linked these two already.', 'Select the link to change it.')
  if (mine.length > 0 && !rules.many)
    return fail(
      'relation.one',
      'The scheme allows one such link from a segment, and there is one.',
      'Delete it first.'
    )
  return ok(undefined)
}

/** Whether two links say the same thing. */
export const sameLink = (a: Relation, b: Relation): boolean =>
  a.kind === b.kind &&
  a.authorId === b.authorId &&
  a.fromId === b.fromId &&
  a.toId === b.toId &&
  sameSpan(a.fromSpan, b.fromSpan) &&
  sameSpan(a.toSpan, b.toSpan)

const sameSpan = (a: Relation['toSpan'], b: Relation['toSpan']): boolean =>
  a?.from === b?.from && a?.to === b?.to
