import type { Migration } from './migration'

/**
 * An import of many files is written part by part, and undone as one: parts after the first name the first one's revision.
 * Steps to undo stand in the order in which they began, whatever was written in between.
 */
export const importSteps: Migration = {
  version: 3,
  name: 'import-steps',
  up: (db) =>
    void db.exec(`
ALTER TABLE revision ADD COLUMN part_of INTEGER REFERENCES revision(revision);
CREATE INDEX revision_part_of ON revision(part_of) WHERE part_of IS NOT NULL;
CREATE INDEX revision_step ON revision(author_id, kind, coalesce(part_of, revision), revision) WHERE undone_by IS NULL;
`)
}
