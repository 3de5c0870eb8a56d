import type { Problem } from '../../shared/domain/problem'
import type { Segment } from '../../shared/domain/rows'
import { permitsFrom, permitsTarget, inheritedLabel } from '../../shared/commands/rules/relation-permits'
import { relationRules } from '../../shared/commands/rules/relation-rules'
import type { Relation } from '../../shared/domain/relation'
import type { Label } from '../../shared/domain/scheme'
import { labelOf } from '../../shared/domain/labels'
import { currentAuthorId } from './author'
import { windowRows } from './drafts'
import { segmentOf } from './project'
import { selection } from './selection'

/** Why links of a kind may not start from a segment; undefined where they may. */
export function startProblem(from: Segment | undefined, kind: string): Problem | undefined {
  const rows = windowRows()
  const authorId = currentAuthorId() ?? ''
  const allowed = from && permitsFrom(rows, relationRules(rows, kind, from, authorId), from, authorId)
  return allowed && !allowed.ok ? allowed.error : undefined
}

/** Tells for each segment whether the scheme lets a link from another lead there. */
export function linkTargets(fromId: string, kind: string): (to: Segment) => boolean {
  const from = segmentOf(selection().recordingId, fromId)
  if (!from) return () => false
  const rows = windowRows()
  const authorId = currentAuthorId() ?? ''
  const rules = relationRules(rows, kind, from, authorId)
  return (to) => permitsTarget(rows, rules, from, to, authorId).ok
}

/**
 * The label that a link has because the segment it starts from has it. `inherits` without a label: the scheme says so,
 * and that segment is not labelled yet.
 */
export function linkLabel(link: Relation): { readonly inherits: boolean; readonly label: Label | undefined } {
  const from = segmentOf(selection().recordingId, link.fromId)
  if (!from) return { inherits: false, label: undefined }
  const rows = windowRows()
  const rules = relationRules(rows, link.kind, from, link.authorId)
  const label = inheritedLabel(rows, rules, from, link.authorId)
  return { inherits: rules.inherits !== undefined, label: labelOf(rules.scheme, label, rules.inherits) }
}

/** Kinds of links that the scheme asks of a segment with this label and that nobody has made from it yet. */
export function askedKinds<T extends { readonly id: string }>(
  segment: Segment,
  kinds: readonly T[],
  links: readonly Relation[]
): readonly T[] {
  const rows = windowRows()
  const authorId = currentAuthorId() ?? ''
  const { label } = segment
  if (label === undefined) return []
  return kinds.filter(({ id }) => {
    const { requires, scheme } = relationRules(rows, id, segment, authorId)
    const isOwn = scheme !== undefined && rows.get('track', segment.trackId)?.schemeId === scheme.id
    const asked = requires.some((rule) => rule.labels.includes(label))
    return isOwn && asked && !links.some((link) => link.kind === id && link.fromId === segment.id)
  })
}
