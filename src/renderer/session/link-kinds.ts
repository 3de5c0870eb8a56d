import type { SchemeRow } from '../../shared/domain/rows'
import { SchemeDocument } from '../../shared/domain/scheme'
import { attributeTask } from '../../shared/values/attribute'
import { startProblem } from './link-targets'
import { project, schemeOf, segmentOf, trackOf } from './project'
import { selection } from './selection'

/** What a link can mean: the cause of an emotion, or a relation of a scheme. */
export interface LinkKind {
  /** Id of the scheme's attribute. */
  readonly id: string
  readonly name: string
}

/** The link that needs no scheme. */
const CAUSE: LinkKind = { id: 'cause', name: 'Cause' }

/** Kinds of links from a segment: those of its own scheme first, then the cause, then those of the project's other schemes. */
export function linkKinds(fromId: string | undefined): readonly LinkKind[] {
  const own = schemeOf(trackOf(segmentOf(selection().recordingId, fromId ?? '')?.trackId)?.schemeId)
  const others = (project().snapshot?.schemes ?? []).filter(({ id }) => id !== own?.id)
  const kinds = new Map<string, LinkKind>()
  for (const kind of [...relationsIn(own), CAUSE, ...others.flatMap(relationsIn)])
    if (!kinds.has(kind.id)) kinds.set(kind.id, kind)
  return [...kinds.values()]
}

/** Kinds whose links may start from a segment; all of them where none may, so that the refusal can be told. */
export function startableKinds(fromId: string | undefined): readonly LinkKind[] {
  const kinds = linkKinds(fromId)
  const from = segmentOf(selection().recordingId, fromId ?? '')
  const allowed = kinds.filter(({ id }) => startProblem(from, id) === undefined)
  return allowed.length > 0 ? allowed : kinds
}

/** What people call a kind of link; a kind that no scheme knows any more goes by its id. */
export const linkKindName = (id: string, fromId?: string): string =>
  linkKinds(fromId).find((kind) => kind.id === id)?.name ?? id

const relationsIn = (scheme: SchemeRow | undefined): readonly LinkKind[] =>
  (SchemeDocument.safeParse(scheme?.document).data?.attributes ?? [])
    .filter(({ type }) => type === 'relation')
    .map(({ id }) => ({ id, name: attributeTask(scheme, id)?.name ?? id }))
