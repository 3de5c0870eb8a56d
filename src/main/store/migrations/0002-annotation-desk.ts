import type { Migration } from './migration'

/**
 * Traces, relations, values beyond one label, hierarchical tracks, studies and gold recipes. The samples of a take stand
 * in `take_chunk` and `take_event`, which are written once, never changed and therefore not part of the edit log: undo
 * takes the row of the take away and redo brings it back.
 */
export const annotationDesk: Migration = {
  version: 2,
  name: 'annotation-desk',
  up: (db) => void db.exec(sql)
}

const sql = `
ALTER TABLE recording ADD COLUMN medium TEXT;
ALTER TABLE person ADD COLUMN details TEXT;
ALTER TABLE track ADD COLUMN parent_id TEXT REFERENCES track(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE track ADD COLUMN coverage TEXT;
ALTER TABLE track ADD COLUMN trace TEXT;
ALTER TABLE track ADD COLUMN layer TEXT;
ALTER TABLE track ADD COLUMN item_id TEXT REFERENCES item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE track ADD COLUMN extra TEXT;
CREATE INDEX track_item ON track(item_id) WHERE item_id IS NOT NULL;
CREATE INDEX track_parent ON track(parent_id) WHERE parent_id IS NOT NULL;
ALTER TABLE segment ADD COLUMN unscored INTEGER;
ALTER TABLE segment ADD COLUMN value TEXT;
ALTER TABLE segment ADD COLUMN parent_id TEXT REFERENCES segment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE segment ADD COLUMN extra TEXT;
CREATE INDEX segment_parent ON segment(parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX segment_rated ON segment(track_id) WHERE label IS NULL AND value IS NOT NULL;

CREATE TABLE take (
  id TEXT PRIMARY KEY,
  track_id TEXT NOT NULL REFERENCES track(id) DEFERRABLE INITIALLY DEFERRED,
  start_us INTEGER NOT NULL, end_us INTEGER NOT NULL CHECK (end_us >= start_us),
  rate_hz REAL NOT NULL, sample_count INTEGER NOT NULL, dims TEXT NOT NULL, position REAL NOT NULL,
  hidden INTEGER NOT NULL, lag_us INTEGER, lag_source TEXT, fade_us INTEGER, source TEXT NOT NULL, device TEXT,
  made_at TEXT, missing_count INTEGER NOT NULL, extra TEXT
) STRICT;
CREATE INDEX take_track ON take(track_id, position);
CREATE TABLE take_chunk (
  take_id TEXT NOT NULL, chunk INTEGER NOT NULL, count INTEGER NOT NULL, data BLOB NOT NULL,
  PRIMARY KEY (take_id, chunk)
) STRICT, WITHOUT ROWID;
CREATE TABLE take_event (
  take_id TEXT NOT NULL, chunk INTEGER NOT NULL, count INTEGER NOT NULL, data BLOB NOT NULL,
  PRIMARY KEY (take_id, chunk)
) STRICT, WITHOUT ROWID;
CREATE TABLE take_draft (
  take_id TEXT PRIMARY KEY, author_id TEXT NOT NULL, row TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE relation (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL,
  author_id TEXT NOT NULL REFERENCES author(id) DEFERRABLE INITIALLY DEFERRED,
  from_id TEXT NOT NULL REFERENCES segment(id) DEFERRABLE INITIALLY DEFERRED,
  to_id TEXT NOT NULL REFERENCES segment(id) DEFERRABLE INITIALLY DEFERRED,
  from_span TEXT, to_span TEXT, label TEXT, comment TEXT, extra TEXT
) STRICT;
CREATE INDEX relation_from ON relation(from_id);
CREATE INDEX relation_to ON relation(to_id);
CREATE INDEX relation_author ON relation(author_id);

CREATE TABLE grouping (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, person_ids TEXT NOT NULL, note TEXT
) STRICT;
CREATE TABLE assignment (
  id TEXT PRIMARY KEY, name TEXT NOT NULL,
  author_id TEXT NOT NULL REFERENCES author(id) DEFERRABLE INITIALLY DEFERRED,
  tracks TEXT NOT NULL, item_order TEXT NOT NULL, seed INTEGER NOT NULL, blind INTEGER NOT NULL,
  calibration TEXT, note TEXT, position REAL NOT NULL
) STRICT;
CREATE INDEX assignment_author ON assignment(author_id);
CREATE TABLE item (
  id TEXT PRIMARY KEY,
  assignment_id TEXT NOT NULL REFERENCES assignment(id) DEFERRABLE INITIALLY DEFERRED,
  recording_id TEXT NOT NULL REFERENCES recording(id) DEFERRABLE INITIALLY DEFERRED,
  position REAL NOT NULL, state TEXT NOT NULL, started_at TEXT, finished_at TEXT, work_seconds REAL NOT NULL
) STRICT;
CREATE INDEX item_assignment ON item(assignment_id, position);
CREATE INDEX item_recording ON item(recording_id);
CREATE TABLE response (
  id TEXT PRIMARY KEY, questionnaire_id TEXT NOT NULL,
  recording_id TEXT REFERENCES recording(id) DEFERRABLE INITIALLY DEFERRED,
  person_id TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  author_id TEXT NOT NULL REFERENCES author(id) DEFERRABLE INITIALLY DEFERRED,
  given_at TEXT NOT NULL, answers TEXT NOT NULL, note TEXT
) STRICT;
CREATE INDEX response_questionnaire ON response(questionnaire_id);
CREATE TABLE gold (
  id TEXT PRIMARY KEY, name TEXT NOT NULL,
  gold_author_id TEXT NOT NULL REFERENCES author(id) DEFERRABLE INITIALLY DEFERRED,
  author_ids TEXT NOT NULL, recording_ids TEXT NOT NULL,
  scheme_id TEXT NOT NULL REFERENCES scheme(id) DEFERRABLE INITIALLY DEFERRED,
  attribute_id TEXT NOT NULL, rule TEXT NOT NULL, made_at_revision INTEGER
) STRICT;
`
