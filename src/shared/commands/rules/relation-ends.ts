import { fail, ok } from '../../domain/problem'
import type { Result } from '../../domain/problem'
import type { Relation } from '../../domain/relation'
import type { RowReader } from '../command'
import { permitsFrom, permitsTarget } from './relation-permits'
import { relationRules } from './relation-rules'
import { spanInWords } from './words-span'

/**
 * Whether a link may stand as it is: its ends exist in one recording, the scheme allows them, and `others` do not say
 * the same. `isNew` false: kind and ends are as they were, and what the scheme links is not asked again.
 */
export function relationEnds(
  rows: RowReader,
  link: Relation,
  others: readonly Relation[],
  isNew = true,
  isLabelNew = isNew
): Result<undefined> {
  const from = rows.get('segment', link.fromId)
  const to = rows.get('segment', link.toId)
  if (!from || !to)
    return fail('segment.gone', 'A segment of the link does not exist any more.', 'Select again.')
  const recordingOf = (trackId: string): string | undefined => rows.get('track', trackId)?.recordingId
  if (recordingOf(from.trackId) !== recordingOf(to.trackId))
    return fail('relation.recordings', 'A link joins segments of one recording.')
  const rules = relationRules(rows, link.kind, from, link.authorId)
  if (isNew) {
    const starts = permitsFrom(rows, rules, from, link.authorId)
    if (!starts.ok) return starts
    const leads = permitsTarget(rows, rules, from, to, link.authorId)
    if (!leads.ok) return leads
  }
  if (rules.inherits !== undefined && link.label !== undefined && isLabelNew)
    return fail(
      'relation.inherits',
      `“${rules.name}” has the label of the segment it starts from.`,
      'Change the label of that segment.'
    )
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
