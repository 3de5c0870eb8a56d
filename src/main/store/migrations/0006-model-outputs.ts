import type { Migration } from './migration'

/**
 * What models give besides labels: to which scheme each output of a run belongs, embeddings, and arrays kept for
 * inspection (attention, heatmaps). Written by runs, never edited, and therefore not part of the edit log.
 * `vector` and `data` are float32, little-endian.
 */
export const modelOutputs: Migration = {
  version: 6,
  name: 'model-outputs',
  up: (db) =>
    void db.exec(`
CREATE TABLE run_output (
  run_id TEXT NOT NULL, output_id TEXT NOT NULL, scheme_id TEXT NOT NULL, attribute_id TEXT NOT NULL,
  PRIMARY KEY (run_id, output_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE embedding (
  run_id TEXT NOT NULL, output_id TEXT NOT NULL, recording_id TEXT NOT NULL, unit_key TEXT NOT NULL,
  segment_id TEXT, person_id TEXT, start_us INTEGER NOT NULL, end_us INTEGER NOT NULL,
  dims INTEGER NOT NULL, vector BLOB NOT NULL,
  PRIMARY KEY (run_id, output_id, recording_id, unit_key)
) STRICT;
CREATE INDEX embedding_segment ON embedding(segment_id) WHERE segment_id IS NOT NULL;
CREATE TABLE run_array (
  run_id TEXT NOT NULL, output_id TEXT NOT NULL, recording_id TEXT NOT NULL, unit_key TEXT NOT NULL,
  start_us INTEGER NOT NULL, end_us INTEGER NOT NULL, shape TEXT NOT NULL, data BLOB NOT NULL,
  PRIMARY KEY (run_id, output_id, recording_id, unit_key)
) STRICT;
`)
}
