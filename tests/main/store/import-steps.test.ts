import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { migrate } from '../../../src/main/store/migrate'
import { migrations } from '../../../src/main/store/migrations'
import type { Project } from '../../../src/main/store'
import type { FileToImport } from '../../../src/main/store'
import {
  documentOf,
  edit,
  labelledProject,
  minuteOfVideo,
  problem,
  reopen,
  schemes,
  value
} from './project-fixture'

/** A clip whose label came with its name. */
const clip = (name: string): FileToImport => ({
  ...minuteOfVideo(name),
  tracks: [
    {
      name: 'Label of the corpus',
      authorName: 'Corpus',
      schemeId: 'emodb7',
      attributeId: 'emotion',
      kind: 'segments',
      segments: []
    }
  ]
})

/** Import clips as separate recordings, as one import does: each is written when it is read. */
function importParts(project: Project, names: readonly string[], step?: number): number | undefined {
  let at = step
  for (const name of names)
    at =
      value(project.commitTogether([clip(name)], { authorId: 'anna', schemes: corpusSchemes, step: at }))
        .step ?? at
  return at
}
const [anyScheme] = schemes
if (!anyScheme) throw new Error('there are no schemes')
const corpusSchemes = [{ ...anyScheme, id: 'emodb7' }]
const names = (project: Project): readonly string[] => project.all('recording').map(({ name }) => name)

describe('U7: an import of many recordings', () => {
  it('is undone by one undo, and brought back by one redo', () => {
    const { project } = labelledProject()
    const before = documentOf(project)
    importParts(project, ['a.wav', 'b.wav', 'c.wav'])
    const imported = documentOf(project)
    expect(project.snapshot('anna').canUndo).toBe('Import 3 recordings')
    expect(value(project.undo('anna'))?.title).toBe('Import 3 recordings')
    expect(documentOf(project)).toEqual(before)
    expect(project.snapshot('anna').canRedo).toBe('Import 3 recordings')
    value(project.redo('anna'))
    expect(documentOf(project)).toEqual(imported)
    expect(project.snapshot('anna').canUndo).toBe('Import 3 recordings')
    value(project.undo('anna'))
    expect(documentOf(project)).toEqual(before)
    value(project.undo('anna'))
    expect(project.all('track')).toEqual([])
  })

  it('that was cut off by a crash or a cancel is still one step after opening the project again', () => {
    let { project } = labelledProject()
    const before = documentOf(project)
    importParts(project, ['a.wav', 'b.wav'])
    project = reopen(project)
    value(project.undo('anna'))
    expect(documentOf(project)).toEqual(before)
  })

  it('does not take along what was edited while it went on: that is undone first', () => {
    const { project } = labelledProject()
    const step = importParts(project, ['a.wav'])
    edit(project, 'anna', 'segment-create', {
      trackId: 't',
      id: 's',
      start: 0,
      end: 1_000_000,
      label: 'anger'
    })
    importParts(project, ['b.wav', 'c.wav'], step)
    expect(value(project.undo('anna'))?.title).toBe('New segment Anger')
    expect(names(project)).toContain('c.wav')
    expect(value(project.undo('anna'))?.title).toBe('Import 3 recordings')
    expect(names(project)).toEqual(['interview.mp4'])
    value(project.redo('anna'))
    value(project.redo('anna'))
    expect(names(project)).toHaveLength(4)
    expect(project.all('segment')).toHaveLength(1)
  })

  it('that goes on after its undo makes a new step, which is undone by itself', () => {
    const { project } = labelledProject()
    const step = importParts(project, ['a.wav', 'b.wav'])
    value(project.undo('anna'))
    const next = importParts(project, ['c.wav', 'd.wav'], step)
    expect(next).not.toBe(step)
    expect(names(project)).toEqual(['interview.mp4', 'c.wav', 'd.wav'])
    expect(value(project.undo('anna'))?.title).toBe('Import 2 recordings')
    expect(names(project)).toEqual(['interview.mp4'])
  })

  it('is kept whole when somebody worked on one of its recordings since', () => {
    const { project } = labelledProject()
    importParts(project, ['a.wav', 'b.wav'])
    const second = project.all('recording').find(({ name }) => name === 'b.wav')
    edit(project, 'ben', 'track-create', { id: 'of-ben', recordingId: second?.id, schemeId: 'ekman7' })
    const before = documentOf(project)
    expect(problem(project.undo('anna')).message).toBeTruthy()
    expect(documentOf(project)).toEqual(before)
  })

  it('stands next to another import as a step of its own, and to one by somebody else', () => {
    const { project } = labelledProject()
    importParts(project, ['a.wav', 'b.wav'])
    importParts(project, ['c.wav', 'd.wav'])
    value(project.commitTogether([minuteOfVideo('of-ben.wav')], { authorId: 'ben', step: 1 }))
    value(project.undo('anna'))
    expect(names(project)).toEqual(['interview.mp4', 'a.wav', 'b.wav', 'of-ben.wav'])
    value(project.undo('ben'))
    value(project.undo('anna'))
    expect(names(project)).toEqual(['interview.mp4'])
  })

  it('tells in the history what came in part by part, and that it was taken back at once', () => {
    const { project } = labelledProject()
    importParts(project, ['a.wav', 'b.wav'])
    value(project.undo('anna'))
    expect(
      project
        .history({})
        .map(({ title }) => title)
        .slice(0, 3)
    ).toEqual(['Undo: Import 2 recordings', 'Import b.wav', 'Import a.wav'])
  })

  it('of one recording keeps its name', () => {
    const { project } = labelledProject()
    importParts(project, ['a.wav'])
    expect(project.snapshot('anna').canUndo).toBe('Import a.wav')
  })

  it('of five hundred clips is undone within a second', () => {
    const { project } = labelledProject()
    importParts(
      project,
      Array.from({ length: 500 }, (_, i) => `clip-${i}.wav`)
    )
    const before = performance.now()
    value(project.undo('anna'))
    const tookMs = performance.now() - before
    console.info(`undo of an import of 500 recordings: ${tookMs.toFixed(0)} ms`)
    expect(tookMs).toBeLessThan(1000)
    expect(names(project)).toEqual(['interview.mp4'])
  })
})

it('0003 keeps the steps of a project that was made before it, and finds the last one by its index', () => {
  const db = new Database(':memory:')
  migrate(db, migrations.slice(0, 2), () => 'unused')
  db.exec(`
    INSERT INTO revision VALUES (1, '2026-01-01', 'anna', 'edit', 'recording.import', 'Import a', NULL, NULL);
    INSERT INTO revision VALUES (2, '2026-01-01', 'anna', 'edit', 'segment-create', 'New segment', NULL, NULL);
  `)
  migrate(db, migrations.slice(0, 3), () => ':memory:')
  expect(db.prepare('SELECT revision, title, part_of FROM revision').all()).toEqual([
    { revision: 1, title: 'Import a', part_of: null },
    { revision: 2, title: 'New segment', part_of: null }
  ])
  const plan = db
    .prepare(
      `EXPLAIN QUERY PLAN SELECT revision FROM revision WHERE author_id = ? AND kind = 'edit' AND undone_by IS NULL
       ORDER BY coalesce(part_of, revision) DESC, revision DESC LIMIT 1`
    )
    .all('anna') as { detail: string }[]
  expect(plan.map(({ detail }) => detail).join('; ')).toMatch(/USING (COVERING )?INDEX revision_step/)
  expect(plan.map(({ detail }) => detail).join('; ')).not.toMatch(/TEMP B-TREE/)
  db.close()
})
