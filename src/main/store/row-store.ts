import type { RowReader } from '../../shared/commands/command'
import type { Relation } from '../../shared/domain/relation'
import type { SchemeRow, Segment, TableName, Tables } from '../../shared/domain/rows'
import { tableNames } from './columns'
import type { Db } from './database'
import { decodeRow, encodeRow, fieldsOf } from './row-codec'
import type { SqlRow } from './row-codec'

/** One row as it shall be; `after` absent: deleted. */
export interface RowWrite<T extends TableName = TableName> {
  readonly table: T
  readonly id: string
  readonly after?: Tables[T]
}

/** The database seen through the reader that commands use; sees the open transaction's own writes. */
export function rowReader(db: Db): RowReader {
  return {
    get: (table, id) =>
      table === 'scheme' ? (schemeOf(db, id) as Tables[typeof table] | undefined) : getRow(db, table, id),
    all: (table) => allRows(db, table),
    segmentsOf: (trackId) => segmentsOf(db, trackId),
    relationsOf: (segmentIds) => relationsOf(db, segmentIds),
    segmentsBetween: (trackId, from, to) => segmentsBetween(db, trackId, from, to),
    tracksUnder: (trackId) =>
      decodeAll('track', db.sql('SELECT * FROM track WHERE parent_id = ? ORDER BY rowid').all(trackId)),
    segmentsUnder: (segmentId, trackId) =>
      decodeAll(
        'segment',
        db
          .sql('SELECT * FROM segment WHERE parent_id = ? AND track_id = ? ORDER BY start_us, end_us, id')
          .all(segmentId, trackId)
      ),
    segmentBeside: (trackId, time, side) => segmentBeside(db, trackId, time, side)
  }
}

function segmentBeside(db: Db, trackId: string, time: number, side: 'before' | 'after'): Segment | null {
  const row = db
    .sql(
      side === 'before'
        ? 'SELECT * FROM segment WHERE track_id = ? AND start_us < ? ORDER BY start_us DESC, end_us DESC LIMIT 1'
        : 'SELECT * FROM segment WHERE track_id = ? AND start_us >= ? ORDER BY start_us, end_us LIMIT 1'
    )
    .get(trackId, time)
  return row === undefined ? null : decodeRow('segment', row as SqlRow)
}

export function getRow<T extends TableName>(db: Db, table: T, id: string): Tables[T] | undefined {
  const row = db.sql(`SELECT * FROM ${table} WHERE id = ?`).get(id)
  return row === undefined ? undefined : decodeRow(table, row as SqlRow)
}

/** A scheme as the same object until it changes: labels resolved from it are remembered by object. */
function schemeOf(db: Db, id: string): SchemeRow | undefined {
  const sql = db.sql('SELECT * FROM scheme WHERE id = ?').get(id)
  if (sql === undefined) return undefined
  const text = JSON.stringify(sql)
  const known = db.schemes.get(id)
  if (known?.text === text) return known.row
  const row = decodeRow('scheme', sql as SqlRow)
  db.schemes.set(id, { text, row })
  return row
}

/** All rows of a table, in the order in which they were added. */
export const allRows = <T extends TableName>(db: Db, table: T): readonly Tables[T][] =>
  decodeAll(table, db.sql(`SELECT * FROM ${table} ORDER BY rowid`).all())

export const segmentsOf = (db: Db, trackId: string): readonly Segment[] =>
  decodeAll(
    'segment',
    db.sql('SELECT * FROM segment WHERE track_id = ? ORDER BY start_us, end_us, id').all(trackId)
  )

/** The next segments of a track behind one of them (from the start without), in the same order: a long track page by page. */
export const segmentsPage = (
  db: Db,
  trackId: string,
  after: Pick<Segment, 'start' | 'end' | 'id'> | undefined,
  limit: number
): readonly Segment[] =>
  decodeAll(
    'segment',
    after
      ? db
          .sql(
            `SELECT * FROM segment WHERE track_id = ? AND start_us >= ? AND (start_us, end_us, id) > (?, ?, ?)
             ORDER BY start_us, end_us, id LIMIT ?`
          )
          .all(trackId, after.start, after.start, after.end, after.id, limit)
      : db
          .sql('SELECT * FROM segment WHERE track_id = ? ORDER BY start_us, end_us, id LIMIT ?')
          .all(trackId, limit)
  )

/** Segments that share time with [from, to); touching is not sharing. */
export const segmentsBetween = (db: Db, trackId: string, from: number, to: number): readonly Segment[] =>
  decodeAll(
    'segment',
    db
      .sql(
        'SELECT * FROM segment WHERE track_id = ? AND start_us < ? AND end_us > ? ORDER BY start_us, end_us, id'
      )
      .all(trackId, to, from)
  )

/** Links that start or end at one of these segments, each once, in the order in which they were made. */
const relationsOf = (db: Db, segmentIds: readonly string[]): readonly Relation[] =>
  decodeAll(
    'relation',
    db
      .sql(
        `SELECT * FROM relation WHERE rowid IN (
           SELECT relation.rowid FROM json_each(?) AS wanted JOIN relation ON relation.from_id = wanted.value
           UNION
           SELECT relation.rowid FROM json_each(?) AS wanted JOIN relation ON relation.to_id = wanted.value)
         ORDER BY rowid`
      )
      .all(JSON.stringify(segmentIds), JSON.stringify(segmentIds))
  )

/** Rows of a query over a document table, decoded. */
export const decodeAll = <T extends TableName>(table: T, rows: readonly unknown[]): Tables[T][] =>
  rows.map((row) => decodeRow(table, row as SqlRow))

/** Insert, replace or delete one row. */
export function writeRow(db: Db, { table, id, after }: RowWrite): void {
  if (after) db.sql(upsertSql(table)).run(...encodeRow(table, after))
  else db.sql(`DELETE FROM ${table} WHERE id = ?`).run(id)
}

const upsertTexts = new Map<TableName, string>(
  tableNames.map((table) => {
    const names = fieldsOf(table).map((field) => field.sql)
    const updates = names.filter((name) => name !== 'id').map((name) => `${name} = excluded.${name}`)
    const values = names.map(() => '?').join(', ')
    const text = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${values}) ON CONFLICT(id) DO UPDATE SET ${updates.join(', ')}`
    return [table, text]
  })
)

const upsertSql = (table: TableName): string => upsertTexts.get(table) ?? ''
