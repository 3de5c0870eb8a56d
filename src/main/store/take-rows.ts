import type { CommandCall, TakeDraft } from '../../shared/contract'
import { traceTrack } from '../../shared/commands/rules/trace-track'
import { fail } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Take } from '../../shared/domain/rows'
import { micros } from '../../shared/domain/time'
import { applyCommands, attempt } from './apply-command'
import { newId } from './database'
import type { Db } from './database'
import { Refusal } from './revisions'
import { getRow, rowReader } from './row-store'
import { addEvents, addSamples, dropSamples, missingIn, rawSamples, writeSamples } from './take-samples'
import type { Applied, NewTake } from './types'

/** What is kept of a take while it is rated. */
interface DraftRow extends NewTake {
  readonly madeAt: string
  /** Samples and pieces written so far. */
  readonly count: number
  readonly pieces: number
  readonly eventPieces: number
}

/** Start a take. From here on everything that was acknowledged survives the program. */
export function beginTake(db: Db, authorId: string, take: NewTake): Result<{ takeId: string }> {
  return attempt(db, () => {
    const track = traceTrack(rowReader(db), take.trackId)
    if (!track.ok) throw new Refusal(track.error)
    if (!getRow(db, 'author', authorId))
      throw new Refusal({
        code: 'author.unknown',
        message: 'The take needs an annotator that exists.',
        hint: 'Choose or add an annotator first.',
        severity: 'error'
      })
    const takeId = newId()
    const row: DraftRow = { ...take, madeAt: new Date().toISOString(), count: 0, pieces: 0, eventPieces: 0 }
    db.sql('INSERT INTO take_draft (take_id, author_id, row) VALUES (?, ?, ?)').run(
      takeId,
      authorId,
      JSON.stringify(row)
    )
    return { takeId }
  })
}

/** Add samples (row-major, NaN: missing) and raw input events behind those that are there. */
export function appendTake(
  db: Db,
  takeId: string,
  samples: Float64Array,
  events: readonly (readonly number[])[] = []
): Result<{ count: number }> {
  return attempt(db, () => {
    const { row } = draftOf(db, takeId)
    const width = row.dims.length
    if (samples.length % width !== 0)
      throw new Refusal({
        code: 'take.shape',
        message: `A take of ${width} dimensions needs ${width} numbers for each sample, got ${samples.length} numbers.`,
        severity: 'error'
      })
    const next: DraftRow = {
      ...row,
      count: row.count + samples.length / width,
      pieces: row.pieces + (samples.length > 0 ? 1 : 0),
      eventPieces: row.eventPieces + (events.length > 0 ? 1 : 0)
    }
    if (samples.length > 0) addSamples(db, takeId, row.pieces, width, samples)
    if (events.length > 0) addEvents(db, takeId, row.eventPieces, events)
    db.sql('UPDATE take_draft SET row = ? WHERE take_id = ?').run(JSON.stringify(next), takeId)
    return { count: next.count }
  })
}

/** Turn what was rated into a take, as one edit. `end` cuts what was rated behind it. A take without samples is refused and dropped. */
export function finishTake(
  db: Db,
  takeId: string,
  { end, lag }: { readonly end?: number; readonly lag?: Take['lag'] } = {}
): Result<Applied & { readonly takeId: string }> {
  const empty = attempt(db, () => {
    const { row } = draftOf(db, takeId)
    if (row.count > 0) return false
    abortTake(db, takeId)
    return true
  })
  if (!empty.ok) return empty
  if (empty.value)
    return fail(
      'take.empty',
      'Nothing was rated, so there is no take to keep.',
      'Start again when you are ready.'
    )
  return attempt(db, () => {
    const { authorId, row } = draftOf(db, takeId)
    const { count: rated, pieces: _, eventPieces: __, ...take } = row
    const limit = end === undefined ? rated : Math.round(((end - row.start) / 1e6) * row.rateHz)
    const count = Math.max(0, Math.min(rated, limit))
    const samples = rawSamples(db, takeId).subarray(0, count * row.dims.length)
    const call = takeCall(takeId, { ...take, lag }, samples)
    db.sql('DELETE FROM take_chunk WHERE take_id = ?').run(takeId)
    writeSamples(db, takeId, row.dims.length, samples)
    const applied = applyCommands(db, authorId, [call])
    if (!applied.ok) throw new Refusal(applied.error)
    db.sql('DELETE FROM take_draft WHERE take_id = ?').run(takeId)
    return { ...applied.value, takeId }
  })
}

/** Drop a take that is being rated, with everything written of it. */
export function abortTake(db: Db, takeId: string): void {
  db.transaction(() => {
    const known = db.sql('DELETE FROM take_draft WHERE take_id = ?').run(takeId)
    if (known.changes > 0) dropSamples(db, takeId)
  })
}

/** Takes that were begun and neither finished nor dropped: left behind by a crash, or being rated now. */
export function takeDrafts(db: Db): readonly TakeDraft[] {
  const rows = db.sql('SELECT take_id, author_id, row FROM take_draft').all() as readonly SqlDraft[]
  return rows
    .map(({ take_id, author_id, row: text }) => {
      const row = JSON.parse(text) as DraftRow
      const { trackId, count, rateHz, start, madeAt } = row
      return { takeId: take_id, authorId: author_id, trackId, start, count, seconds: count / rateHz, madeAt }
    })
    .filter(({ trackId }) => getRow(db, 'track', trackId) !== undefined)
    .sort((a, b) => (a.madeAt < b.madeAt ? -1 : 1))
}

/** Add a whole take whose samples are at hand (imported, computed, drawn), together with other edits, as one revision. */
export function commitTakes(
  db: Db,
  authorId: string,
  takes: readonly { readonly take: NewTake & { readonly id?: string }; readonly samples: Float64Array }[],
  before: readonly CommandCall[] = []
): Result<Applied> {
  return attempt(db, () => {
    const calls = takes.map(({ take, samples }) => {
      const { id = newId(), ...rest } = take
      writeSamples(db, id, take.dims.length, samples)
      return takeCall(id, { madeAt: new Date().toISOString(), ...rest }, samples)
    })
    const applied = applyCommands(db, authorId, [...before, ...calls])
    if (!applied.ok) throw new Refusal(applied.error)
    return applied.value
  })
}

/** The command that makes the row of a take from what was rated. */
function takeCall(id: string, take: NewTake, samples: Float64Array): CommandCall {
  const width = take.dims.length
  const count = samples.length / width
  const input: Omit<Take, 'position'> = {
    hidden: false,
    ...take,
    id,
    count,
    end: micros(take.start + (count / take.rateHz) * 1e6),
    missingCount: missingIn(samples, width)
  }
  return { id: 'take-create', input }
}

interface SqlDraft {
  readonly take_id: string
  readonly author_id: string
  readonly row: string
}

function draftOf(db: Db, takeId: string): { readonly authorId: string; readonly row: DraftRow } {
  const found = db.sql('SELECT take_id, author_id, row FROM take_draft WHERE take_id = ?').get(takeId) as
    SqlDraft | undefined
  if (!found)
    throw new Refusal({
      code: 'take.gone',
      message: 'This take is not being rated: it was finished or dropped.',
      hint: 'Start a new take.',
      severity: 'error'
    })
  return { authorId: found.author_id, row: JSON.parse(found.row) as DraftRow }
}
