import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openProject } from '../../../src/main/store'
import { closing, edit, emptyFolder, labelledProject, newProject, problem, value } from './project-fixture'

/** Open what must be refused, and prove that no byte of it changed. */
function refused(folder: string) {
  const file = join(folder, 'project.sqlite')
  const before = readFileSync(file)
  const found = problem(openProject(folder))
  expect(readFileSync(file).equals(before)).toBe(true)
  expect(found.hint).toBeTruthy()
  return found
}

describe('opening a project', () => {
  it('a new project opens again with its name, id and content', () => {
    const { project } = labelledProject()
    edit(project, 'anna', 'segment-create', {
      trackId: 't',
      start: 1,
      end: 2_000_000,
      label: 'fear',
      text: 'Größe "…"'
    })
    const info = project.info()
    const segments = project.segmentsOfTrack('t')
    project.close()
    const again = closing(value(openProject(project.folder)))
    expect(again.info()).toEqual(info)
    expect(again.info()).toMatchObject({ name: 'Study', synthetic: false, folder: project.folder })
    expect(again.segmentsOfTrack('t')).toEqual(segments)
  })

  it('annotations are written with full durability', () => {
    const project = newProject()
    const header = readFileSync(join(project.folder, 'project.sqlite')).subarray(18, 20)
    expect([...header]).toEqual([2, 2]) // write-ahead log, by the file format
  })

  it('a folder without a project, and a folder that is not there, are told apart', () => {
    const folder = emptyFolder()
    expect(problem(openProject(folder))).toMatchObject({ code: 'project.not-a-project' })
    expect(readdirSync(folder)).toEqual([])
    expect(problem(openProject(join(folder, 'gone')))).toMatchObject({ code: 'project.no-folder' })
  })

  it('a new project never overwrites one that is there', () => {
    const project = newProject()
    project.close()
    expect(problem(openProject(project.folder, { create: { name: 'Other' } })).code).toBe('project.exists')
    expect(value(openProject(project.folder)).info().name).toBe('Study')
  })

  it.each([
    ['garbage', Buffer.from('this is no database at all, whatever its name says'.repeat(100))],
    ['an empty file', Buffer.alloc(0)],
    ['an SQLite header and nothing else', Buffer.from('SQLite format 3\0')]
  ])('%s in place of the project is refused and left as it is', (_name, bytes) => {
    const folder = emptyFolder()
    writeFileSync(join(folder, 'project.sqlite'), bytes)
    expect(refused(folder).code).toBe('project.damaged')
  })

  it.each([0.3, 0.7, 0.99])(
    'a project file cut to %f of its length is refused and left as it is',
    (share) => {
      const { project } = labelledProject()
      project.close()
      const file = join(project.folder, 'project.sqlite')
      truncateSync(file, Math.floor(statSync(file).size * share))
      expect(refused(project.folder)).toMatchObject({ code: 'project.damaged' })
    }
  )

  it('a project file with overwritten pages is refused and left as it is', () => {
    const { project } = labelledProject()
    project.close()
    const file = join(project.folder, 'project.sqlite')
    const bytes = readFileSync(file)
    bytes.fill(0xa5, 8192, 8192 + 40_000)
    writeFileSync(file, bytes)
    expect(refused(project.folder)).toMatchObject({ code: 'project.damaged' })
  })

  it("another program's database is refused and left as it is", () => {
    const folder = emptyFolder()
    const other = new Database(join(folder, 'project.sqlite'))
    other.exec('CREATE TABLE notes (text TEXT)')
    other.close()
    expect(refused(folder)).toMatchObject({ code: 'project.foreign' })
  })

  it('a project made by a newer version is refused with a sentence that says so', () => {
    const project = newProject()
    project.close()
    const raw = new Database(join(project.folder, 'project.sqlite'))
    raw.pragma('user_version = 99')
    raw.pragma('journal_mode = DELETE')
    raw.close()
    expect(refused(project.folder).message).toMatch(
      /made by a newer version of Affectory: its file has schema 99/
    )
  })

  it('a project is open only once at a time, and free again after closing', () => {
    const project = newProject()
    expect(problem(openProject(project.folder))).toMatchObject({ code: 'project.locked' })
    project.close()
    project.close()
    closing(value(openProject(project.folder)))
  })

  it('a lock file left behind by a dead process does not block', () => {
    const project = newProject()
    const folder = emptyFolder()
    // What a killed process leaves: database, log and lock file, none of them held.
    for (const name of readdirSync(project.folder)) {
      if (name !== 'cache') copyFileSync(join(project.folder, name), join(folder, name))
    }
    expect(existsSync(join(folder, 'project.lock'))).toBe(true)
    expect(closing(value(openProject(folder))).info().name).toBe('Study')
  })

  it('the cache may be deleted while the project is closed', () => {
    const project = newProject()
    project.close()
    rmSync(join(project.folder, 'cache'), { recursive: true })
    expect(existsSync(closing(value(openProject(project.folder))).cacheFolder)).toBe(true)
  })

  it('a place where nothing can be made is a problem, not a crash', () => {
    const folder = emptyFolder()
    writeFileSync(join(folder, 'file'), '')
    expect(problem(openProject(join(folder, 'file', 'project'), { create: { name: 'x' } })).code).toBe(
      'project.no-access'
    )
    mkdirSync(join(folder, 'ok'))
    closing(value(openProject(join(folder, 'ok'), { create: { name: 'x' } })))
  })

  it('a run that was under way when the app ended is marked as interrupted', () => {
    const { project } = labelledProject()
    const scheme = project.get('scheme', 'ekman7')
    if (!scheme) throw new Error('the fixture has the scheme')
    const run = {
      modelId: 'm',
      modelName: 'M',
      scheme,
      manifestHash: 'a',
      weightsHash: 'b',
      runtimeVersion: '1',
      providerAsked: 'cpu',
      options: {},
      itemsTotal: 1
    }
    const first = project.createRun(run).run
    const second = project.createRun(run).run
    project.updateRun(second.id, { state: 'done' })
    project.close()
    const again = closing(value(openProject(project.folder)))
    expect([again.get('run', first.id)?.state, again.get('run', second.id)?.state]).toEqual([
      'interrupted',
      'done'
    ])
  })
})
