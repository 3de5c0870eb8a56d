import type { Db } from './database'
import type { FrameRows, StoredChunk } from './types'

interface ChunkRow {
  readonly track_id: string
  readonly chunk: number
  readonly count: number
  readonly columns: string
  readonly pts: Uint8Array
  readonly data: Uint8Array
}

/** Store a chunk, replacing the one of the same number. Little-endian, as every machine the app runs on. */
export function writeChunk(db: Db, { trackId, chunk, count, columns, pts, data }: StoredChunk): void {
  if (pts.length < count || data.length < count * columns.length) {
    throw new Error(
      `a chunk of ${count} frames x ${columns.length} columns needs as many values, got ${pts.length} times and ${data.length} values`
    )
  }
  db.sql(
    `INSERT INTO frame_chunk (track_id, chunk, count, columns, first_us, last_us, pts, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT(track_id, chunk) DO UPDATE SET count = excluded.count, columns = excluded.columns,
       first_us = excluded.first_us, last_us = excluded.last_us, pts = excluded.pts, data = excluded.data`
  ).run(
    trackId,
    chunk,
    count,
    JSON.stringify(columns),
    pts[0] ?? 0,
    pts[count - 1] ?? 0,
    bytes(pts.subarray(0, count)),
    bytes(data.subarray(0, count * columns.length))
  )
}

/** All chunks of a track in order. */
export function chunksOf(db: Db, trackId: string): readonly StoredChunk[] {
  const rows = db.sql('SELECT * FROM frame_chunk WHERE track_id = ? ORDER BY chunk').all(trackId)
  return (rows as readonly ChunkRow[]).map(decodeChunk)
}

/** Chunks of one page: about half a megabyte. */
const PAGE = 8

/** The chunks of a track, a few at a time. */
export function* chunkPages(db: Db, trackId: string): Generator<readonly StoredChunk[], void, undefined> {
  const query = db.sql('SELECT * FROM frame_chunk WHERE track_id = ? AND chunk > ? ORDER BY chunk LIMIT ?')
  for (let after = -1; ;) {
    const page = (query.all(trackId, after, PAGE) as readonly ChunkRow[]).map(decodeChunk)
    if (page.length > 0) yield page
    if (page.length < PAGE) return
    after = page.at(-1)?.chunk ?? after
  }
}

/** Frames of a track with fromUs <= time < toUs, as one block; undefined when there are none. */
export function framesOf(db: Db, trackId: string, fromUs: number, toUs: number): FrameRows | undefined {
  const rows = db
    .sql('SELECT * FROM frame_chunk WHERE track_id = ? AND last_us >= ? AND first_us < ? ORDER BY first_us')
    .all(trackId, fromUs, toUs)
  const parts = (rows as readonly ChunkRow[])
    .map((row) => cut(decodeChunk(row), fromUs, toUs))
    .filter((part) => part.count > 0)
  const [first] = parts
  if (!first) return undefined
  const width = first.columns.length
  const count = parts.reduce((sum, part) => sum + part.count, 0)
  const pts = new Float64Array(count)
  const data = new Float32Array(count * width)
  let at = 0
  for (const part of parts) {
    pts.set(part.pts, at)
    data.set(part.data, at * width)
    at += part.count
  }
  return { trackId, columns: first.columns, count, pts, data }
}

function decodeChunk(row: ChunkRow): StoredChunk {
  return {
    trackId: row.track_id,
    chunk: row.chunk,
    count: row.count,
    columns: JSON.parse(row.columns),
    pts: new Float64Array(copy(row.pts)),
    data: new Float32Array(copy(row.data))
  }
}

function cut(chunk: StoredChunk, fromUs: number, toUs: number): StoredChunk {
  const from = lowerBound(chunk.pts, fromUs)
  const to = lowerBound(chunk.pts, toUs)
  const width = chunk.columns.length
  return {
    ...chunk,
    count: to - from,
    pts: chunk.pts.subarray(from, to),
    data: chunk.data.subarray(from * width, to * width)
  }
}

/** First position whose time is not before `time`. Times ascend; equal ones (several faces in a picture) stay together. */
function lowerBound(times: Float64Array, time: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? Infinity) < time) low = middle + 1
    else high = middle
  }
  return low
}

const bytes = (values: Float64Array | Float32Array): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength)

/** A copy at offset 0: SQLite's buffers need not be aligned for 8-byte numbers. */
const copy = (source: Uint8Array): ArrayBuffer => Uint8Array.from(source).buffer
