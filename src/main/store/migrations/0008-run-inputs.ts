import type { Migration } from './migration'

/**
 * What runs of a variant (sound with noise, words with errors) read, by recording: SHA-256 of the changed sound or words, so
 * that two runs can be told to have read the same. Written by runs, never edited, and therefore not part of the edit log.
 */
export const runInputs: Migration = {
  version: 8,
  name: 'run-inputs',
  up: (db) =>
    void db.exec(`
CREATE TABLE run_input (
  run_id TEXT NOT NULL, recording_id TEXT NOT NULL, sha256 TEXT NOT NULL,
  PRIMARY KEY (run_id, recording_id)
) STRICT, WITHOUT ROWID;
`)
}
