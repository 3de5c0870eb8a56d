import type { Migration } from './migration'

/** How signals are seen (references, filters, components left out) and montages, as edits that can be undone. */
export const signalViews: Migration = {
  version: 7,
  name: 'signal-views',
  up: (db) =>
    void db.exec(`
CREATE TABLE streamView (
  id TEXT PRIMARY KEY,
  view TEXT NOT NULL
) STRICT;
CREATE TABLE montage (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  document TEXT NOT NULL
) STRICT;
`)
}
