import type { Viewer } from '../../shared/contract'
import { fail } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import { attempt } from './apply-command'
import type { Db } from './database'
import { changedBy, currentRevision, recordRevision } from './revisions'
import { getRow } from './row-store'
import type { Changed } from './types'
import { SWITCH, viewer } from './viewer'

/**
 * Show the project to another annotator, and write down that this was done. While the present one has blind work open
 * the change must be `confirmed`.
 */
export function viewAs(
  db: Db,
  authorId: string,
  confirmed: boolean
): Result<Changed & { readonly viewer: Viewer }> {
  const author = getRow(db, 'author', authorId)
  if (author?.kind !== 'human')
    return fail('author.unknown', 'Only a person of the project can work in it.', 'Add an annotator first.')
  const now = viewer(db)
  const before = now.authorId === undefined ? undefined : getRow(db, 'author', now.authorId)
  const leavesBlind = before !== undefined && before.id !== authorId && now.blindRecordingIds.length > 0
  if (leavesBlind && !confirmed)
    return fail(
      'session.blind',
      `${before.name} has blind work open. Working as ${author.name} shows labels that ${before.name} must not see.`,
      'Go on only if somebody else sits here now; the change is written into the history.'
    )
  return attempt(db, () => {
    db.sql("INSERT INTO meta VALUES ('viewer', ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value").run(
      authorId
    )
    // Choosing the same person again changes nothing, and in a project without people nobody takes over.
    if (!before || before.id === authorId)
      return { ...changedBy(db, currentRevision(db), []), viewer: viewer(db) }
    const why = leavesBlind ? ` from ${before.name}, whose blind work is open` : ''
    const title = `Switch to ${author.name}${why}`
    const revision = recordRevision(db, { authorId: before.id, kind: 'system', command: SWITCH, title }, [])
    const tables = ['author', 'track', 'segment', 'relation', 'take']
    return { ...changedBy(db, revision, []), tables, viewer: viewer(db) }
  })
}
