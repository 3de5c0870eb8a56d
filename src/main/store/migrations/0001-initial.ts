import type { Migration } from './migration'

/**
 * Document tables mirror the row types; references are checked at commit, so that rows of one edit may come in any
 * order. Times are integer microseconds. `revision_row` has no references: it must outlive the rows it tells of.
 */
export const initial: Migration = {
  version: 1,
  name: 'initial',
  up: (db) => void db.exec(sql)
}

const sql = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE ui_state (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE recording (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, duration_us INTEGER NOT NULL, position REAL NOT NULL,
  note TEXT, group_name TEXT
) STRICT;
CREATE TABLE file (
  id TEXT PRIMARY KEY,
  recording_id TEXT NOT NULL REFERENCES recording(id) DEFERRABLE INITIALLY DEFERRED,
  path TEXT NOT NULL, size_bytes INTEGER NOT NULL, content_hash TEXT NOT NULL, container TEXT NOT NULL,
  playback TEXT NOT NULL, proxy_path TEXT, missing INTEGER NOT NULL
) STRICT;
CREATE INDEX file_recording ON file(recording_id);
CREATE INDEX file_hash ON file(content_hash);
CREATE TABLE stream (
  id TEXT PRIMARY KEY,
  recording_id TEXT NOT NULL REFERENCES recording(id) DEFERRABLE INITIALLY DEFERRED,
  file_id TEXT NOT NULL REFERENCES file(id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL, name TEXT NOT NULL, position INTEGER NOT NULL, offset_us INTEGER NOT NULL,
  drift_ppm REAL NOT NULL, duration_us INTEGER NOT NULL, info TEXT NOT NULL, cache TEXT NOT NULL
) STRICT;
CREATE INDEX stream_recording ON stream(recording_id);
CREATE INDEX stream_file ON stream(file_id);
CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT NOT NULL, color TEXT NOT NULL, note TEXT) STRICT;
CREATE TABLE author (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, color TEXT NOT NULL, perspective TEXT NOT NULL,
  model_id TEXT, synthetic INTEGER NOT NULL, position REAL NOT NULL
) STRICT;
CREATE TABLE scheme (id TEXT PRIMARY KEY, name TEXT NOT NULL, version TEXT NOT NULL, document TEXT NOT NULL) STRICT;
CREATE TABLE run (
  id TEXT PRIMARY KEY, model_id TEXT NOT NULL,
  author_id TEXT NOT NULL REFERENCES author(id) DEFERRABLE INITIALLY DEFERRED,
  state TEXT NOT NULL, manifest_hash TEXT NOT NULL, weights_hash TEXT NOT NULL, runtime_version TEXT NOT NULL,
  provider_asked TEXT NOT NULL, provider_got TEXT, options TEXT NOT NULL, started_at TEXT NOT NULL, finished_at TEXT,
  items_done REAL NOT NULL, items_total REAL NOT NULL, timings TEXT NOT NULL, note TEXT
) STRICT;
CREATE INDEX run_author ON run(author_id);
CREATE TABLE track (
  id TEXT PRIMARY KEY,
  recording_id TEXT NOT NULL REFERENCES recording(id) DEFERRABLE INITIALLY DEFERRED,
  author_id TEXT NOT NULL REFERENCES author(id) DEFERRABLE INITIALLY DEFERRED,
  scheme_id TEXT NOT NULL REFERENCES scheme(id) DEFERRABLE INITIALLY DEFERRED,
  attribute_id TEXT NOT NULL,
  person_id TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL, kind TEXT NOT NULL, overlap TEXT NOT NULL,
  run_id TEXT REFERENCES run(id) DEFERRABLE INITIALLY DEFERRED,
  position REAL NOT NULL, locked INTEGER NOT NULL
) STRICT;
CREATE INDEX track_recording ON track(recording_id, position);
CREATE INDEX track_author ON track(author_id);
CREATE INDEX track_scheme ON track(scheme_id);
CREATE INDEX track_person ON track(person_id);
CREATE INDEX track_run ON track(run_id);
CREATE TABLE segment (
  id TEXT PRIMARY KEY,
  track_id TEXT NOT NULL REFERENCES track(id) DEFERRABLE INITIALLY DEFERRED,
  start_us INTEGER NOT NULL, end_us INTEGER NOT NULL CHECK (end_us > start_us),
  label TEXT, confidence REAL, intensity REAL, comment TEXT, flagged INTEGER NOT NULL, words TEXT,
  person_id TEXT REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
  scores TEXT, origin TEXT, review TEXT
) STRICT;
CREATE INDEX segment_time ON segment(track_id, start_us, end_us, label);
CREATE INDEX segment_person ON segment(person_id) WHERE person_id IS NOT NULL;

CREATE TABLE revision (
  revision INTEGER PRIMARY KEY, at TEXT NOT NULL, author_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('edit', 'undo', 'redo', 'system')),
  command TEXT NOT NULL, title TEXT NOT NULL,
  undo_of INTEGER REFERENCES revision(revision), undone_by INTEGER REFERENCES revision(revision)
) STRICT;
CREATE INDEX revision_author ON revision(author_id, kind, revision);
CREATE INDEX revision_undo_of ON revision(undo_of) WHERE undo_of IS NOT NULL;
CREATE INDEX revision_undone_by ON revision(undone_by) WHERE undone_by IS NOT NULL;
CREATE TABLE revision_row (
  revision INTEGER NOT NULL, seq INTEGER NOT NULL, table_name TEXT NOT NULL, row_id TEXT NOT NULL,
  before TEXT, after TEXT, PRIMARY KEY (revision, seq)
) STRICT;
CREATE INDEX revision_row_row ON revision_row(row_id, table_name, revision);

CREATE TABLE frame_chunk (
  track_id TEXT NOT NULL, chunk INTEGER NOT NULL, count INTEGER NOT NULL, columns TEXT NOT NULL,
  first_us REAL NOT NULL, last_us REAL NOT NULL, pts BLOB NOT NULL, data BLOB NOT NULL,
  PRIMARY KEY (track_id, chunk)
) STRICT;
CREATE TABLE run_target (
  run_id TEXT PRIMARY KEY, scheme_id TEXT NOT NULL, attribute_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE run_track (
  run_id TEXT NOT NULL, recording_id TEXT NOT NULL, person_key TEXT NOT NULL, track_id TEXT NOT NULL,
  PRIMARY KEY (run_id, recording_id, person_key)
) STRICT, WITHOUT ROWID;
CREATE TABLE run_progress (
  run_id TEXT NOT NULL, recording_id TEXT NOT NULL, done_until_seconds REAL, recording_done INTEGER NOT NULL,
  PRIMARY KEY (run_id, recording_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE run_segment (
  run_id TEXT NOT NULL, recording_id TEXT NOT NULL, segment_id TEXT NOT NULL,
  PRIMARY KEY (run_id, recording_id, segment_id)
) STRICT, WITHOUT ROWID;
`
