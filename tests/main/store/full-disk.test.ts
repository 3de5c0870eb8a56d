import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { applyCommands } from '../../../src/main/store/apply-command'
import { openDatabase } from '../../../src/main/store/database'
import { labelledProject, problem, value } from './project-fixture'

describe('a disk without room', () => {
  it('refuses the edit with a sentence, keeps everything saved before, and goes on once there is room', () => {
    const { project } = labelledProject()
    project.close()
    const db = openDatabase(join(project.folder, 'project.sqlite'))
    const note = (id: string) => [
      { id: 'person-save', input: { id, name: 'Guest', note: 'long '.repeat(20_000) } }
    ]
    const pages = Number(db.raw.pragma('page_count', { simple: true }))
    db.raw.pragma(`max_page_count = ${pages + 2}`)
    expect(problem(applyCommands(db, 'anna', note('p')))).toMatchObject({
      code: 'project.disk',
      message: 'The edit was not saved: the disk is full. Everything saved before is safe.'
    })
    expect(db.sql('SELECT count(*) FROM person').pluck().get()).toBe(0)
    expect(db.sql('SELECT count(*) FROM track').pluck().get()).toBe(1)
    db.raw.pragma('max_page_count = 1000000')
    value(applyCommands(db, 'anna', note('p')))
    expect(db.sql('SELECT count(*) FROM person').pluck().get()).toBe(1)
    db.raw.close()
  })
})
