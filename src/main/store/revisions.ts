import type { RowChange } from '../../shared/commands/command'
import type { Problem } from '../../shared/domain/problem'
import type { TableName, Tables } from '../../shared/domain/rows'
import type { Db } from './database'
import { normalRow } from './row-codec'
import { getRow } from './row-store'
import type { Changed } from './types'

export type RevisionKind = 'edit' | 'undo' | 'redo' | 'system'

/** What is written about one revision. */
export interface NewRevision {
  readonly authorId: string
  readonly kind: RevisionKind
  readonly command: string
  readonly title: string
  readonly undoOf?: number
  /** The first revision of the step that this one is a later part of. */
  readonly partOf?: number
}

/** Thrown inside a transaction to roll it back and answer with a problem. */
export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message)
  }
}

/** A refusal with the severity of an error. */
export const refusal = (code: string, message: string, hint?: string): Refusal =>
  new Refusal({ code, message, hint, severity: 'error' })

export const currentRevision = (db: Db): number =>
  Number(db.sql('SELECT coalesce(max(revision), 0) FROM revision').pluck().get())

/** The step when parts can still be added to it: what comes after its undo is a step of its own. */
export function openStep(db: Db, authorId: string, step: number | undefined): number | undefined {
  if (step === undefined) return undefined
  const found = db.sql(
    "SELECT revision FROM revision WHERE revision = ? AND author_id = ? AND kind = 'edit' AND undone_by IS NULL"
  )
  return found.pluck().get(step, authorId) as number | undefined
}

/** Write a revision and the rows it changed; answers its number. */
export function recordRevision(db: Db, revision: NewRevision, changes: readonly RowChange[]): number {
  const number = currentRevision(db) + 1
  db.sql(
    'INSERT INTO revision (revision, at, author_id, kind, command, title, undo_of, part_of) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'
  ).run(
    number,
    new Date().toISOString(),
    revision.authorId,
    revision.kind,
    revision.command,
    revision.title,
    revision.undoOf ?? null,
    revision.partOf ?? null
  )
  const insert = db.sql(
    'INSERT INTO revision_row (revision, seq, table_name, row_id, before, after) VALUES (?, ?, ?, ?, ?, ?)'
  )
  changes.forEach(({ table, id, before, after }, seq) => {
    insert.run(number, seq, table, id, rowJson(table, before), rowJson(table, after))
  })
  return number
}

/** The rows a revision changed, in the order in which they were written. */
export function changesOf(db: Db, revision: number): readonly RowChange[] {
  const rows = db
    .sql('SELECT table_name, row_id, before, after FROM revision_row WHERE revision = ? ORDER BY seq')
    .all(revision) as readonly RevisionRow[]
  return rows.map(({ table_name, row_id, before, after }) => ({
    table: table_name,
    id: row_id,
    before: parseRow(before),
    after: parseRow(after)
  }))
}

interface RevisionRow {
  readonly table_name: TableName
  readonly row_id: string
  readonly before: string | null
  readonly after: string | null
}

/** What the window must read again after these changes. */
export function changedBy(db: Db, revision: number, changes: readonly RowChange[]): Changed {
  const tables = new Set<string>()
  const trackIds = new Set<string>()
  const recordingIds = new Set<string>()
  for (const { table, before, after } of changes) {
    tables.add(table)
    for (const row of [before, after]) {
      if (!row) continue
      if (table === 'track') trackIds.add(row.id)
      if (table === 'recording') recordingIds.add(row.id)
      if ('trackId' in row) trackIds.add(row.trackId)
      if ('recordingId' in row && row.recordingId !== undefined) recordingIds.add(row.recordingId)
      if ('fromId' in row)
        for (const end of [row.fromId, row.toId]) {
          const segment = getRow(db, 'segment', end)
          if (segment) trackIds.add(segment.trackId)
        }
    }
  }
  for (const trackId of trackIds) {
    const track = getRow(db, 'track', trackId)
    if (track) recordingIds.add(track.recordingId)
  }
  return { revision, tables: [...tables], trackIds: [...trackIds], recordingIds: [...recordingIds] }
}

function rowJson(table: TableName, row: Tables[TableName] | undefined): string | null {
  return row === undefined ? null : JSON.stringify(normalRow(table, row))
}

const parseRow = (text: string | null): Tables[TableName] | undefined =>
  text === null ? undefined : (JSON.parse(text) as Tables[TableName])
