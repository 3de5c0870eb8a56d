import type { Db } from './database'
import type { EmbeddingCount, EmbeddingFact, EmbeddingRow } from './types'

interface SqlEmbedding {
  readonly recording_id: string
  readonly output_id: string
  readonly unit_key: string
  readonly segment_id: string | null
  readonly person_id: string | null
  readonly start_us: number
  readonly end_us: number
  readonly dims: number
  readonly vector: Uint8Array
}

/** Keep embeddings; one that is there already (same run, output, recording and unit) is replaced. */
export function writeEmbeddings(db: Db, rows: readonly EmbeddingRow[]): void {
  const insert = db.sql('INSERT OR REPLACE INTO embedding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  for (const row of rows)
    insert.run(
      row.runId,
      row.outputId,
      row.recordingId,
      row.unitKey,
      row.segmentId ?? null,
      row.personId ?? null,
      row.start,
      row.end,
      row.vector.length,
      float32Bytes(row.vector)
    )
}

/** Embeddings of a run in order of recording and time; of one output where it is named. */
export function embeddingsOf(db: Db, runId: string, outputId?: string): readonly EmbeddingRow[] {
  const rows = db
    .sql(
      `SELECT * FROM embedding WHERE run_id = ? AND (? IS NULL OR output_id = ?) ORDER BY recording_id, start_us, unit_key`
    )
    .all(runId, outputId ?? null, outputId ?? null) as readonly SqlEmbedding[]
  return rows.map((row) => ({
    runId,
    outputId: row.output_id,
    recordingId: row.recording_id,
    unitKey: row.unit_key,
    ...(row.segment_id === null ? {} : { segmentId: row.segment_id }),
    ...(row.person_id === null ? {} : { personId: row.person_id }),
    start: row.start_us,
    end: row.end_us,
    vector: float32Of(row.vector)
  }))
}

/** What sets of embeddings there are, the newest run first. */
export function embeddingCounts(db: Db): readonly EmbeddingCount[] {
  return db
    .sql(
      `SELECT run_id AS runId, output_id AS outputId, recording_id AS recordingId, dims, count(*) AS rows
       FROM embedding GROUP BY run_id, output_id, recording_id, dims`
    )
    .all() as readonly EmbeddingCount[]
}

/** What the embeddings of an output stand for, in order of recording and time; the vectors by `embeddingVector`. */
export function embeddingFacts(db: Db, runId: string, outputId: string): readonly EmbeddingFact[] {
  const rows = db
    .sql(
      `SELECT rowid, recording_id, unit_key, segment_id, person_id, start_us, end_us, dims FROM embedding
       WHERE run_id = ? AND output_id = ? ORDER BY recording_id, start_us, unit_key`
    )
    .all(runId, outputId) as readonly (Omit<SqlEmbedding, 'vector'> & { readonly rowid: number })[]
  return rows.map((row) => ({
    row: row.rowid,
    recordingId: row.recording_id,
    unitKey: row.unit_key,
    ...(row.segment_id === null ? {} : { segmentId: row.segment_id }),
    ...(row.person_id === null ? {} : { personId: row.person_id }),
    start: row.start_us,
    end: row.end_us,
    dims: row.dims
  }))
}

/** The vector of a row of `embeddingFacts`; undefined when it was deleted since. */
export function embeddingVector(db: Db, row: number): Float32Array | undefined {
  const vector = db.sql('SELECT vector FROM embedding WHERE rowid = ?').pluck().get(row)
  return vector instanceof Uint8Array ? float32Of(vector) : undefined
}

/** Little-endian, as every machine the app runs on. */
export const float32Bytes = (values: Float32Array): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength)

/** A copy at offset 0: SQLite's buffers need not be aligned for 4-byte numbers. */
export function float32Of(bytes: Uint8Array): Float32Array {
  return new Float32Array(Uint8Array.from(bytes).buffer)
}
