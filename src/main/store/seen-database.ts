import type { Db } from './database'
import { openDatabase } from './database'
import { BLIND_RECORDINGS, SWITCH, viewerOf } from './viewer'

/**
 * What the present viewer may read, as a database of its own: a second connection on which views stand in place of the
 * tables that hold what people and models say, so that no query over them, present or future, finds a hidden row. While
 * nothing is hidden the project's own connection is answered and nothing is paid for.
 *
 * On the recordings of the viewer's blind work are hidden: tracks of everybody else, models and gold standards included,
 * with their segments, per-frame scores and takes, links and answers of others, and the history of all of it. The words
 * of an imported transcript stay, without their labels: they are what is to be labelled.
 */
export function seenDatabase(whole: Db): { now(): Db; still(): Db; close(): void } {
  let open: { readonly db: Db; readonly viewer: string } | undefined
  const close = (): void => {
    if (open?.db.raw.open) open.db.raw.close()
    open = undefined
  }
  return {
    now() {
      const viewer = viewerOf(whole)
      if (viewer === undefined || !isBlind(whole, viewer)) return whole
      if (open?.viewer !== viewer) {
        close()
        open = { db: openFor(whole, viewer), viewer }
      }
      return open.db
    },
    /** The same on a connection of its own that stands at the present revision until it is closed, whatever is written meanwhile. */
    still() {
      const viewer = viewerOf(whole)
      const blind = viewer !== undefined && isBlind(whole, viewer)
      const db = blind ? openFor(whole, viewer) : openDatabase(whole.raw.name)
      if (!blind) db.raw.pragma('query_only = ON')
      db.raw.exec('BEGIN')
      // The state is that of the first read.
      db.sql('SELECT count(*) FROM meta').get()
      return db
    },
    close
  }
}

const isBlind = (db: Db, viewer: string): boolean =>
  db.sql(`SELECT EXISTS (${BLIND_RECORDINGS})`).pluck().get(viewer) === 1

function openFor(whole: Db, viewer: string): Db {
  const db = openDatabase(whole.raw.name)
  db.raw.exec(`CREATE TEMP TABLE the_viewer (id TEXT PRIMARY KEY)`)
  db.raw.prepare('INSERT INTO the_viewer VALUES (?)').run(viewer)
  db.raw.exec(views(columnsOf(db, 'segment'), columnsOf(db, 'revision')))
  db.raw.pragma('query_only = ON')
  // A reader needs no lock against writers: it sees one state from its first read on.
  return { ...db, transaction: (work) => db.raw.transaction(work)() }
}

const VIEWER = '(SELECT id FROM temp.the_viewer)'

/** Columns of a transcript that are words, not labels; all others are empty in its rows. */
const WORDS = new Set(['id', 'track_id', 'start_us', 'end_us', 'words', 'person_id'])

/** `rowid` is named because rows are read in the order in which they came, and a view has none of its own. */
const views = (segment: readonly string[], revision: readonly string[]): string => `
CREATE TEMP VIEW blind_recording AS ${BLIND_RECORDINGS.replace('?', VIEWER)};
CREATE TEMP VIEW open_track AS SELECT id FROM main.track
  WHERE author_id = ${VIEWER} OR recording_id NOT IN (SELECT recording_id FROM temp.blind_recording);
CREATE TEMP VIEW words_track AS SELECT track.id FROM main.track JOIN main.author ON author.id = track.author_id
  WHERE track.kind = 'utterances' AND author.kind = 'import' AND track.id NOT IN (SELECT id FROM temp.open_track);
CREATE TEMP VIEW track AS SELECT rowid, * FROM main.track
  WHERE id IN (SELECT id FROM temp.open_track UNION ALL SELECT id FROM temp.words_track);
CREATE TEMP VIEW segment AS
  SELECT rowid, ${segment.join(', ')} FROM main.segment WHERE track_id IN (SELECT id FROM temp.open_track)
  UNION ALL
  SELECT rowid, ${segment.map(wordsColumn).join(', ')} FROM main.segment
    WHERE track_id IN (SELECT id FROM temp.words_track);
CREATE TEMP VIEW take AS SELECT rowid, * FROM main.take WHERE track_id IN (SELECT id FROM temp.open_track);
CREATE TEMP VIEW take_chunk AS SELECT * FROM main.take_chunk WHERE take_id IN (SELECT id FROM temp.take);
CREATE TEMP VIEW take_event AS SELECT * FROM main.take_event WHERE take_id IN (SELECT id FROM temp.take);
CREATE TEMP VIEW take_draft AS SELECT * FROM main.take_draft WHERE author_id = ${VIEWER};
CREATE TEMP VIEW frame_chunk AS SELECT rowid, * FROM main.frame_chunk
  WHERE track_id IN (SELECT id FROM temp.open_track);
CREATE TEMP VIEW relation AS SELECT rowid, * FROM main.relation
  WHERE author_id = ${VIEWER} OR NOT EXISTS (
    SELECT 1 FROM main.segment JOIN main.track ON track.id = segment.track_id
    WHERE segment.id IN (relation.from_id, relation.to_id)
      AND track.recording_id IN (SELECT recording_id FROM temp.blind_recording));
CREATE TEMP VIEW response AS SELECT rowid, * FROM main.response
  WHERE author_id = ${VIEWER} OR recording_id IS NULL
    OR recording_id NOT IN (SELECT recording_id FROM temp.blind_recording);
CREATE TEMP VIEW run_track AS SELECT * FROM main.run_track WHERE track_id IN (SELECT id FROM temp.open_track);
CREATE TEMP VIEW run_segment AS SELECT * FROM main.run_segment
  WHERE recording_id NOT IN (SELECT recording_id FROM temp.blind_recording);
CREATE TEMP VIEW revision AS SELECT ${revision.map(toldColumn).join(', ')} FROM main.revision;
CREATE TEMP VIEW revision_row AS SELECT * FROM main.revision_row
  WHERE revision IN (SELECT revision FROM main.revision AS mine WHERE ${own('mine')})
    AND CASE table_name
      WHEN 'track' THEN ${field('authorId')} = ${VIEWER}
        OR ${field('recordingId')} NOT IN (SELECT recording_id FROM temp.blind_recording)
      WHEN 'segment' THEN ${OF_OPEN_TRACK} WHEN 'take' THEN ${OF_OPEN_TRACK}
      WHEN 'relation' THEN ${field('authorId')} = ${VIEWER}
      WHEN 'response' THEN ${field('authorId')} = ${VIEWER}
      ELSE 1 END;
`

/** The history that stays: what the viewer did, and who took over from whom. */
function own(revision: string): string {
  return `(${revision}.author_id = ${VIEWER} OR ${revision}.command = '${SWITCH}')`
}

/** A field of the row that a revision changed, as it was or became. */
function field(name: string): string {
  return `json_extract(coalesce(after, before), '$.${name}')`
}

/** Of a track that is there and open, or that is gone and was the viewer's own. */
const OF_OPEN_TRACK = `(${field('trackId')} IN (SELECT id FROM temp.open_track)
        OR EXISTS (SELECT 1 FROM main.revision_row AS lane WHERE lane.row_id = ${field('trackId').replace('after, before', 'revision_row.after, revision_row.before')}
          AND lane.table_name = 'track' AND json_extract(coalesce(lane.after, lane.before), '$.authorId') = ${VIEWER}))`

/** Others' revisions keep their numbers and say nothing. */
const UNTOLD: Readonly<Record<string, string>> = { kind: "'system'", command: "''", title: "''" }

const toldColumn = (name: string): string =>
  UNTOLD[name] === undefined ? name : `iif(${own('revision')}, ${name}, ${UNTOLD[name]}) AS ${name}`

function wordsColumn(name: string): string {
  if (WORDS.has(name)) return name
  return name === 'flagged' ? '0 AS flagged' : `NULL AS ${name}`
}

const columnsOf = (db: Db, table: string): readonly string[] =>
  (db.raw.pragma(`main.table_info(${table})`) as readonly { readonly name: string }[]).map(({ name }) => name)
