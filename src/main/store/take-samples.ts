import type { Db } from './database'

/** Samples of a finished take in one stored row; every row but the last is full. */
export const CHUNK_SAMPLES = 16_384

/** Add a piece of a take that is being rated, of any length. Little-endian float64, as every machine the app runs on. */
export function addSamples(
  db: Db,
  takeId: string,
  piece: number,
  width: number,
  samples: Float64Array
): void {
  db.sql('INSERT INTO take_chunk (take_id, chunk, count, data) VALUES (?, ?, ?, ?)').run(
    takeId,
    piece,
    samples.length / width,
    bytesOf(samples)
  )
}

/** Write all samples of a take, row-major, in full chunks. */
export function writeSamples(db: Db, takeId: string, width: number, samples: Float64Array): void {
  const step = CHUNK_SAMPLES * width
  for (let at = 0, chunk = 0; at < samples.length; at += step, chunk++)
    addSamples(db, takeId, chunk, width, samples.subarray(at, at + step))
}

/** Samples [from, to) of a finished take, row-major. */
export function takeSamples(
  db: Db,
  takeId: string,
  width: number,
  from = 0,
  to = Number.MAX_SAFE_INTEGER
): Float64Array<ArrayBuffer> {
  const first = Math.floor(Math.max(0, from) / CHUNK_SAMPLES)
  const last = Math.floor((to - 1) / CHUNK_SAMPLES)
  const whole = joined(
    db
      .sql('SELECT data FROM take_chunk WHERE take_id = ? AND chunk BETWEEN ? AND ? ORDER BY chunk')
      .pluck()
      .all(takeId, first, last) as Uint8Array[]
  )
  const origin = first * CHUNK_SAMPLES
  return whole.subarray((Math.max(0, from) - origin) * width, Math.max(0, to - origin) * width)
}

/** Everything written of a take, however it is cut into pieces. */
export const rawSamples = (db: Db, takeId: string): Float64Array<ArrayBuffer> =>
  joined(
    db.sql('SELECT data FROM take_chunk WHERE take_id = ? ORDER BY chunk').pluck().all(takeId) as Uint8Array[]
  )

/** Raw input as it arrived: milliseconds since the start of the take, then the values. */
export function addEvents(
  db: Db,
  takeId: string,
  piece: number,
  events: readonly (readonly number[])[]
): void {
  db.sql('INSERT INTO take_event (take_id, chunk, count, data) VALUES (?, ?, ?, ?)').run(
    takeId,
    piece,
    events.length,
    Buffer.from(JSON.stringify(events))
  )
}

export const takeEvents = (db: Db, takeId: string): readonly (readonly number[])[] =>
  (
    db.sql('SELECT data FROM take_event WHERE take_id = ? ORDER BY chunk').pluck().all(takeId) as Uint8Array[]
  ).flatMap((data) => JSON.parse(Buffer.from(data).toString('utf8')) as number[][])

export function dropSamples(db: Db, takeId: string): void {
  db.sql('DELETE FROM take_chunk WHERE take_id = ?').run(takeId)
  db.sql('DELETE FROM take_event WHERE take_id = ?').run(takeId)
}

/** Samples without a value in at least one dimension. */
export function missingIn(samples: Float64Array, width: number): number {
  let missing = 0
  let counted = -1
  for (let at = 0; at < samples.length; at++) {
    if (!Number.isNaN(samples[at] ?? Number.NaN)) continue
    const row = Math.floor(at / width)
    if (row !== counted) missing++
    counted = row
  }
  return missing
}

/** A copy at offset 0: SQLite's buffers need not be aligned for 8-byte numbers. */
function joined(parts: readonly Uint8Array[]): Float64Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.byteLength
  }
  return new Float64Array(whole.buffer)
}

const bytesOf = (values: Float64Array): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
