import type { HistoryEntry } from '../../shared/contract'
import { fail } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { RowChange } from '../../shared/commands/command'
import { settle } from '../../shared/commands/rules/settle'
import type { TableName } from '../../shared/domain/rows'
import { attempt } from './apply-command'
import { tableNames } from './columns'
import { newId } from './database'
import type { Db } from './database'
import { refuseOverlaps } from './refuse-overlaps'
import { changedBy, recordRevision, Refusal } from './revisions'
import { keepLearned } from './row-codec'
import { getRow, rowReader, writeRow } from './row-store'
import { keepConsent } from './shown-persons'
import { studyGuard } from './study-guard'
import type { Applied } from './types'

interface HistoryRow {
  readonly revision: number
  readonly at: string
  readonly authorId: string
  readonly authorName: string
  readonly command: string
  readonly kind: string
  readonly title: string
  readonly before: string | null
  readonly after: string | null
}

/** What was done, newest first: everything, everything in a table, or everything to one row (then with its states). */
export function history(
  db: Db,
  { table, rowId, limit = 200 }: { readonly table?: string; readonly rowId?: string; readonly limit?: number }
): readonly HistoryEntry[] {
  const conditions: string[] = []
  const values: string[] = []
  if (rowId !== undefined) {
    conditions.push('row_id = ?')
    values.push(rowId)
  }
  if (table !== undefined) {
    conditions.push('table_name = ?')
    values.push(table)
  }
  const where = conditions.join(' AND ')
  const states = rowId === undefined ? 'NULL AS before, NULL AS after' : 'before, after'
  const from =
    rowId !== undefined
      ? `revision_row JOIN revision USING (revision) LEFT JOIN author ON author.id = author_id WHERE ${where}`
      : `revision LEFT JOIN author ON author.id = author_id
         WHERE ${table === undefined ? "revision.kind <> 'system' OR command IN ('run.create', 'session.view')" : `revision IN (SELECT revision FROM revision_row WHERE ${where})`}`
  const rows = db
    .sql(
      `SELECT revision, at, author_id AS authorId, coalesce(author.name, author_id) AS authorName, command,
         revision.kind AS kind, title, ${states}
       FROM ${from} ORDER BY revision DESC LIMIT ?`
    )
    .all(...values, limit) as readonly HistoryRow[]
  return rows.map(({ before, after, kind, title, ...entry }) => ({
    ...entry,
    title: kind === 'undo' ? `Undo: ${title}` : kind === 'redo' ? `Redo: ${title}` : title,
    before: before === null ? undefined : JSON.parse(before),
    after: after === null ? undefined : JSON.parse(after)
  }))
}

/** Those of some segments whose newest change was made by other commands than these. Undo and redo count as the command they replay. At most a thousand ids at once are quick. */
export function touchedSince(
  db: Db,
  segmentIds: readonly string[],
  commands: readonly string[]
): ReadonlySet<string> {
  const rows = db
    .sql(
      `SELECT value FROM json_each(?) AS wanted WHERE (
         SELECT coalesce(origin.command, revision.command) FROM revision_row
           JOIN revision ON revision.revision = revision_row.revision
           LEFT JOIN revision AS origin ON origin.revision = revision.undo_of
         WHERE row_id = wanted.value AND table_name = 'segment'
         ORDER BY revision_row.revision DESC LIMIT 1) NOT IN (SELECT value FROM json_each(?))`
    )
    .pluck()
    .all(JSON.stringify(segmentIds), JSON.stringify(commands)) as readonly string[]
  return new Set(rows)
}

/** Above this many changed rows it is not asked which tracks they belong to. */
const MANY_CHANGES = 2000

/**
 * Tracks whose segments or takes changed after a revision; undefined when anything else changed too (tracks, people,
 * schemes ...), or too much to look through.
 */
export function tracksTouchedAfter(db: Db, revision: number): ReadonlySet<string> | undefined {
  const rows = db
    .sql(
      `SELECT DISTINCT table_name AS tableName, json_extract(coalesce(after, before), '$.trackId') AS trackId
       FROM (SELECT table_name, before, after FROM revision_row WHERE revision > ? LIMIT ${MANY_CHANGES + 1})`
    )
    .all(revision) as readonly { readonly tableName: string; readonly trackId: string | null }[]
  const count = db
    .sql(`SELECT count(*) FROM (SELECT 1 FROM revision_row WHERE revision > ? LIMIT ${MANY_CHANGES + 1})`)
    .pluck()
    .get(revision) as number
  if (count > MANY_CHANGES) return undefined
  if (rows.some(({ tableName }) => tableName !== 'segment' && tableName !== 'take')) return undefined
  return new Set(rows.flatMap(({ trackId }) => trackId ?? []))
}

/**
 * When segments got their first answer: the earliest revision after which a segment has a label or a value. Segments
 * whose answer is in no revision (written by an import or a model) are absent. At most a thousand ids at once are quick.
 */
export function answeredAt(
  db: Db,
  segmentIds: readonly string[]
): ReadonlyMap<string, { readonly revision: number; readonly at: string }> {
  const rows = db
    .sql(
      `SELECT id, revision, at FROM (
         SELECT row_id AS id, min(revision_row.revision) AS revision FROM revision_row
         WHERE row_id IN (SELECT value FROM json_each(?)) AND table_name = 'segment' AND after IS NOT NULL
           AND (json_extract(after, '$.label') IS NOT NULL OR json_extract(after, '$.value') IS NOT NULL)
         GROUP BY row_id) JOIN revision USING (revision) WHERE kind <> 'system'`
    )
    .all(JSON.stringify(segmentIds)) as readonly {
    readonly id: string
    readonly revision: number
    readonly at: string
  }[]
  return new Map(rows.map(({ id, revision, at }) => [id, { revision, at }]))
}

/** Put a row back to its state right after `revision`, as a new edit of `authorId`. */
export function restore(
  db: Db,
  authorId: string,
  table: string,
  rowId: string,
  revision: number
): Result<Applied> {
  const known = tableNames.find((name) => name === table)
  if (!known) return fail('restore.table', `There is no table "${table}"; known: ${tableNames.join(', ')}.`)
  return attempt(db, () => {
    const guard = studyGuard(db, authorId)
    const state = stateAfter(db, known, rowId, revision)
    const target = known === 'person' ? keepConsent(db, state) : state
    const current = getRow(db, known, rowId)
    const after = current ? keepLearned(known, target, target, current) : target
    const restored: readonly RowChange[] = [{ table: known, id: rowId, before: current, after }]
    const settled = settle(rowReader(db), restored, false, { authorId, newId })
    if (!settled.ok) throw new Refusal(settled.error)
    const changes = settled.value
    for (const change of changes) writeRow(db, change)
    refuseOverlaps(db, changes)
    guard(changes)
    const title = `Restore ${known} as of revision ${revision}`
    const number = recordRevision(db, { authorId, kind: 'edit', command: 'restore', title }, changes)
    return { ...changedBy(db, number, changes), createdIds: current ? [] : [rowId], title }
  })
}

function stateAfter(db: Db, table: TableName, rowId: string, revision: number) {
  const found = db
    .sql(
      `SELECT after FROM revision_row WHERE row_id = ? AND table_name = ? AND revision <= ?
       ORDER BY revision DESC, seq DESC LIMIT 1`
    )
    .get(rowId, table, revision) as { readonly after: string | null } | undefined
  if (found?.after != null) return JSON.parse(found.after)
  const reason = found ? 'it had been deleted by then' : 'nothing is recorded about it up to then'
  throw new Refusal({
    code: 'restore.no-state',
    message: `The ${table} cannot be put back to revision ${revision}: ${reason}.`,
    hint: 'Choose another entry of its history.',
    severity: 'error'
  })
}
