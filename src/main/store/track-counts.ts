import type { Sliced } from '../../shared/agreement/sliced'
import type { ProjectSnapshot } from '../../shared/contract'
import { micros } from '../../shared/domain/time'
import type { Db } from './database'

type Count = ProjectSnapshot['counts'][number]

/** How much is labelled on every track, counted again only where something changed: a million segments take a second to count. */
export interface TrackCounts {
  all(): readonly Count[]
  /** Count what was never counted, track by track with pauses, so that `all` is quick afterwards. */
  warm(): Sliced<void>
}

/** The counts of a project over the one connection that writes it: its own triggers say which tracks an edit touched. */
export function trackCounts(db: Db): TrackCounts {
  db.raw.exec(`
    CREATE TEMP TABLE touched_track (id TEXT PRIMARY KEY) WITHOUT ROWID;
    ${touches('INSERT', 'new')} ${touches('DELETE', 'old')} ${touches('UPDATE', 'old')} ${touches('UPDATE', 'new')}`)
  const known = new Map<string, Count>()
  const tracks = (): readonly string[] => db.sql('SELECT id FROM main.track').pluck().all() as string[]
  const forgetTouched = (): void => {
    const touched = db.sql('SELECT id FROM temp.touched_track').pluck().all() as string[]
    if (touched.length === 0) return
    for (const id of touched) known.delete(id)
    db.sql('DELETE FROM temp.touched_track').run()
  }
  const count = (id: string): Count => {
    const before = known.get(id)
    if (before) return before
    const counted = countOf(db, id)
    known.set(id, counted)
    return counted
  }
  return {
    all() {
      forgetTouched()
      return tracks()
        .map(count)
        .filter(({ segments }) => segments > 0)
    },
    *warm() {
      forgetTouched()
      for (const id of tracks()) {
        count(id)
        yield
        // The project may be closed in a pause.
        if (!db.raw.open) return
      }
    }
  }
}

/** A trigger; what an edit does about conflicts would hold in it too, so there must be none. */
const touches = (edit: string, row: 'old' | 'new'): string => `
  CREATE TEMP TRIGGER count_${edit}_${row} AFTER ${edit} ON main.segment BEGIN
    INSERT INTO touched_track SELECT ${row}.track_id
      WHERE NOT EXISTS (SELECT 1 FROM touched_track WHERE id = ${row}.track_id);
  END;`

interface Row {
  readonly segments: number
  readonly labelled: number
  readonly labelledTime: number
}

/** One track. The first sum reads the index alone. */
function countOf(db: Db, trackId: string): Count {
  const row = db.sql(`SELECT ${SUMS} FROM main.segment WHERE track_id = ?`).get(trackId) as Row
  const rated = db
    .sql(`SELECT ${RATED} FROM main.segment WHERE track_id = ? AND ${IS_RATED}`)
    .get(trackId) as Row
  return counted({ trackId, ...row }, rated)
}

/** All tracks that a connection shows, counted now. */
export function countsNow(db: Db): readonly Count[] {
  const rows = db.sql(`SELECT track_id AS trackId, ${SUMS} FROM segment GROUP BY track_id`).all()
  const rated = db
    .sql(`SELECT track_id AS trackId, ${RATED} FROM segment WHERE ${IS_RATED} GROUP BY track_id`)
    .all()
  const byTrack = new Map((rated as readonly (Row & { trackId: string })[]).map((row) => [row.trackId, row]))
  return (rows as readonly (Row & { trackId: string })[]).map((row) => counted(row, byTrack.get(row.trackId)))
}

const counted = (
  row: Row & { readonly trackId: string },
  rated: Pick<Row, 'labelled' | 'labelledTime'> | undefined
): Count => ({
  ...row,
  labelled: row.labelled + (rated?.labelled ?? 0),
  labelledTime: micros(row.labelledTime + (rated?.labelledTime ?? 0))
})

/**
 * A declined segment counts as labelled: its rater has decided; so does one with ratings, words or an explanation and
 * no label.
 */
const SUMS = `count(*) AS segments, count(label) AS labelled,
  coalesce(sum(CASE WHEN label IS NULL THEN 0 ELSE end_us - start_us END), 0) AS labelledTime`

/** Segments without a label that say something; a region says where, not what. */
const IS_RATED = `label IS NULL AND value IS NOT NULL AND json_extract(value, '$.kind') <> 'region'`
const RATED = 'count(*) AS labelled, coalesce(sum(end_us - start_us), 0) AS labelledTime'
