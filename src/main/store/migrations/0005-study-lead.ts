import type { Migration } from './migration'

/** Who leads the study. Projects made before have nobody, and everybody may do what a lead does. */
export const studyLead: Migration = {
  version: 5,
  name: 'study-lead',
  up: (db) => void db.exec('ALTER TABLE author ADD COLUMN lead INTEGER;')
}
