import type { Migration } from './migration'

/** How a stream was placed on the master clock, and tracks whose times go with a stream. */
export const signalsDesk: Migration = {
  version: 4,
  name: 'signals-desk',
  up: (db) =>
    void db.exec(`
ALTER TABLE stream ADD COLUMN sync TEXT;
ALTER TABLE track ADD COLUMN stream_id TEXT REFERENCES stream(id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX track_stream ON track(stream_id) WHERE stream_id IS NOT NULL;
`)
}
