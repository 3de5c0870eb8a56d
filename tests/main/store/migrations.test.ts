import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openProject } from '../../../src/main/store/open-project'
import { migrate } from '../../../src/main/store/migrate'
import { migrations } from '../../../src/main/store/migrations'
import type { Migration } from '../../../src/main/store/migrations/migration'
import { tableNames, columns } from '../../../src/main/store/columns'
import { closing, edit, labelledProject, value } from './project-fixture'

const addMood: Migration = {
  version: migrations.length + 1,
  name: 'mood',
  up: (db) => void db.exec("ALTER TABLE segment ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'")
}

describe('migrations', () => {
  it('are numbered from 1 without gaps, one file each, registered', () => {
    expect(migrations.map((step) => step.version)).toEqual(migrations.map((_, index) => index + 1))
    const files = readdirSync(resolve(import.meta.dirname, '../../../src/main/store/migrations')).filter(
      (name) => /^\d{4}-/.test(name)
    )
    expect(files.sort()).toEqual(
      migrations.map((step) => `${String(step.version).padStart(4, '0')}-${step.name}.ts`)
    )
  })

  it('make an empty database into a project with every column of every row type, all tables strict', () => {
    const db = new Database(':memory:')
    expect(db.prepare('SELECT count(*) FROM sqlite_master').pluck().get()).toBe(0)
    migrate(db, migrations, () => 'unused')
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.length)
    for (const table of tableNames) {
      const found = (db.pragma(`table_info(${table})`) as { name: string }[]).map((column) => column.name)
      expect(found.sort()).toEqual(
        Object.values(columns[table])
          .map((column) => column.sql)
          .sort()
      )
    }
    const loose = (db.pragma('table_list') as { name: string; strict: number }[]).filter(
      (row) => !row.strict && !row.name.startsWith('sqlite_')
    )
    expect(loose).toEqual([])
    db.close()
  })

  it('0005 leaves a project that was made before it without a lead, so that everybody may still lead', () => {
    const db = new Database(':memory:')
    migrate(db, migrations.slice(0, 4), () => 'unused')
    db.exec("INSERT INTO author VALUES ('a', 'human', 'Anna', '#fff', 'observer', NULL, 0, 0)")
    migrate(db, migrations.slice(0, 5), () => ':memory:')
    expect(db.prepare('SELECT name, lead FROM author').get()).toEqual({ name: 'Anna', lead: null })
    db.close()
  })

  it('0006 keeps the runs of a project that was made before it, and has room for what models give besides labels', () => {
    const db = new Database(':memory:')
    migrate(db, migrations.slice(0, 5), () => 'unused')
    db.exec("INSERT INTO run_target VALUES ('r', 'ekman7', 'emotion')")
    migrate(db, migrations.slice(0, 6), () => ':memory:')
    expect(db.prepare('SELECT scheme_id FROM run_target').pluck().all()).toEqual(['ekman7'])
    for (const table of ['embedding', 'run_array', 'run_output'])
      expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0)
    db.close()
  })

  it('0008 keeps the runs of a project that was made before it, and has room for what variants read', () => {
    const db = new Database(':memory:')
    migrate(db, migrations.slice(0, 7), () => 'unused')
    db.exec("INSERT INTO run_progress VALUES ('r', 'one', 4.5, 0)")
    migrate(db, migrations.slice(0, 8), () => ':memory:')
    expect(db.prepare('SELECT done_until_seconds FROM run_progress').pluck().all()).toEqual([4.5])
    expect(db.prepare('SELECT count(*) FROM run_input').pluck().get()).toBe(0)
    db.close()
  })

  it('0002 keeps the segments, tracks and persons of a project that was made before it', () => {
    const db = new Database(':memory:')
    migrate(db, migrations.slice(0, 1), () => 'unused')
    db.exec(`
      INSERT INTO recording VALUES ('r', 'Old', 9000000, 0, NULL, NULL);
      INSERT INTO author VALUES ('a', 'human', 'Anna', '#fff', 'observer', NULL, 0, 0);
      INSERT INTO person VALUES ('p', 'Eva', '#abc', 'left');
      INSERT INTO scheme VALUES ('s', 'Six', '1', '{}');
      INSERT INTO track VALUES ('t', 'r', 'a', 's', 'emotion', 'p', 'Eva', 'segments', 'forbidden', NULL, 1, 0);
      INSERT INTO segment VALUES ('g', 't', 5, 10, 'joy', 0.5, 3, 'loud', 1, 'ha', 'p', NULL, NULL, NULL);
    `)
    migrate(db, migrations.slice(0, 2), () => ':memory:')
    expect(db.prepare('SELECT label, intensity, value, extra FROM segment').get()).toEqual({
      label: 'joy',
      intensity: 3,
      value: null,
      extra: null
    })
    expect(db.prepare('SELECT name, note, details FROM person').get()).toEqual({
      name: 'Eva',
      note: 'left',
      details: null
    })
    expect(db.prepare('SELECT kind, parent_id, coverage FROM track').get()).toEqual({
      kind: 'segments',
      parent_id: null,
      coverage: null
    })
    db.close()
  })

  it('a later step keeps the work and leaves a copy of the project as it was', () => {
    const { project } = labelledProject()
    edit(project, 'anna', 'segment-create', { trackId: 't', id: 'a', start: 0, end: 5, label: 'fear' })
    project.close()
    const again = closing(value(openProject(project.folder, {}, [...migrations, addMood])))
    expect(again.get('segment', 'a')).toMatchObject({ label: 'fear', start: 0, end: 5 })
    const [copy] = readdirSync(project.folder).filter((name) =>
      name.startsWith(`project-before-schema-${addMood.version}`)
    )
    const old = new Database(join(project.folder, copy ?? ''), { readonly: true })
    expect(old.pragma('user_version', { simple: true })).toBe(migrations.length)
    expect(old.prepare('SELECT label FROM segment').pluck().get()).toBe('fear')
    old.close()
  })

  it('a step that fails leaves the project at the schema it had', () => {
    const { project } = labelledProject()
    project.close()
    const broken: Migration = {
      ...addMood,
      up: (db) => void db.exec('DROP TABLE segment; SELECT nonsense FROM nowhere')
    }
    expect(() => openProject(project.folder, {}, [...migrations, broken])).toThrow()
    expect(closing(value(openProject(project.folder))).segmentsOfTrack('t')).toEqual([])
  })
})
