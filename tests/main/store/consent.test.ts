import { describe, expect, test } from 'vitest'
import { DatabaseSync } from 'node:sqlite'
import type { Project } from '../../../src/main/store'
import { edit, labelledProject, problem, value } from './project-fixture'

const everything = { recordingIds: [], authorIds: [], includeFrames: true }

function withPerson(): Project {
  const { project } = labelledProject()
  edit(project, 'anna', 'person-save', {
    id: 'p',
    name: 'Eva Lund',
    note: 'lives in Oslo',
    details: {
      code: 'P1',
      role: 'client',
      fields: [
        { name: 'sex', value: 'female', consent: true },
        { name: 'age', value: '41', consent: true }
      ],
      channels: { '*': 0 }
    }
  })
  edit(project, 'anna', 'grouping-save', {
    id: 'g',
    name: 'Eva Lund and Max',
    kind: 'couple',
    personIds: ['p']
  })
  edit(project, 'anna', 'track-set', { id: 't', patch: { personId: 'p', name: 'Emotion, Eva Lund' } })
  return project
}
const consent = (project: Project, sex: boolean) =>
  edit(project, 'anna', 'person-save', {
    id: 'p',
    details: {
      fields: [
        { name: 'sex', consent: sex },
        { name: 'age', consent: true }
      ]
    }
  })
const told = (project: Project): string =>
  JSON.stringify([
    project.snapshot('anna'),
    project.all('person'),
    project.get('person', 'p'),
    project.history({ rowId: 'p' }),
    project.history({}),
    project.exportDataset(everything),
    project.exportDataset({ ...everything, persons: 'codes' })
  ])

describe('consent', () => {
  test('withdrawn for a field hides its value at once from every answer, the history included', () => {
    const project = withPerson()
    expect(told(project)).toContain('female')
    consent(project, false)
    expect(told(project)).not.toContain('female')
    expect(told(project)).toContain('41')
    expect(project.get('person', 'p')?.details?.fields[0]).toEqual({
      name: 'sex',
      value: '',
      consent: false,
      withheld: true
    })
  })

  test('given again brings the value back, which was kept', () => {
    const project = withPerson()
    consent(project, false)
    consent(project, true)
    expect(project.get('person', 'p')?.details?.fields[0]).toMatchObject({ value: 'female', consent: true })
  })

  test('withdrawn by mistake is taken back by undo; restoring an older state gives none', () => {
    const project = withPerson()
    const { revision } = consent(project, false)
    value(project.undo('anna'))
    expect(told(project)).toContain('female')
    value(project.redo('anna'))
    value(project.restore('anna', 'person', 'p', revision - 1))
    expect(told(project)).not.toContain('female')
  })

  test('ends with the person: nothing of somebody who was deleted is told', () => {
    const project = withPerson()
    edit(project, 'anna', 'person-delete', { id: 'p' })
    expect(told(project)).not.toContain('female')
    value(project.undo('anna'))
    expect(told(project)).toContain('female')
  })

  test('is what the store keeps, not only what it shows', () => {
    const project = withPerson()
    consent(project, false)
    const file = new DatabaseSync(`${project.folder}/project.sqlite`, { readOnly: true })
    const { details } = file.prepare('SELECT details FROM person').get() as { details: string }
    file.close()
    expect(JSON.parse(details).fields[0]).toEqual({ name: 'sex', value: 'female', consent: false })
    expect(
      problem(project.apply('anna', [{ id: 'person-save', input: { id: 'q', details: { code: 'P1' } } }]))
        .code
    ).toBe('person.code-taken')
  })
})

describe('an export by codes', () => {
  test('names nobody, neither as a person nor in a lane or group, and leaves notes out', () => {
    const project = withPerson()
    const names = JSON.stringify(project.exportDataset(everything))
    expect(names).toContain('Eva Lund')
    const codes = project.exportDataset({ ...everything, persons: 'codes' })
    expect(JSON.stringify(codes)).not.toMatch(/Eva|Lund|Oslo/)
    expect(codes.persons).toMatchObject([{ id: 'p', name: 'P1' }])
    expect(codes.tracks).toMatchObject([{ name: 'Emotion, P1' }])
    expect(codes.groupings).toMatchObject([{ name: 'P1 and Max', personIds: ['p'] }])
  })

  test('leaves free text as it is unless names are to give way there, too; then marks move with the words', () => {
    const project = withPerson()
    const recordingId = project.all('recording')[0]?.id ?? ''
    edit(project, 'anna', 'track-create', { id: 'u', recordingId, schemeId: 'ekman7', kind: 'utterances' })
    const say = (id: string, start: number, text: string) =>
      edit(project, 'anna', 'segment-create', { id, trackId: 'u', start, end: start + 1_000_000, text })
    say('one', 0, 'Did EVA hit you?')
    say('two', 2_000_000, 'Lundberg did.')
    edit(project, 'anna', 'segment-create', {
      id: 'c',
      trackId: 't',
      start: 0,
      end: 1_000_000,
      label: 'anger',
      comment: 'Eva Lund looks away'
    })
    edit(project, 'anna', 'relation-create', {
      id: 'l',
      kind: 'cause',
      fromId: 'c',
      toId: 'one',
      toSpan: { from: 8, to: 11 },
      comment: 'because of Eva'
    })
    const { counts, hits } = project.exportNames({ recordingIds: [], authorIds: [] })
    expect(counts).toEqual([
      { word: 'Eva Lund', code: 'P1', count: 1 },
      { word: 'Eva', code: 'P1', count: 2 }
    ])
    expect(hits).toContainEqual({
      recordingId,
      segmentId: 'one',
      where: 'words',
      word: 'Eva',
      code: 'P1',
      before: 'Did ',
      name: 'EVA',
      after: ' hit you?'
    })
    const plain = project.exportDataset({ ...everything, persons: 'codes' })
    expect(plain.segments.find(({ id }) => id === 'one')?.text).toBe('Did EVA hit you?')
    const some = project.exportDataset({ ...everything, persons: 'codes', textNames: ['Eva'] })
    expect(some.segments.find(({ id }) => id === 'c')?.comment).toBe('P1 Lund looks away')
    const all = project.exportDataset({ ...everything, persons: 'codes', textNames: ['Eva Lund', 'Eva'] })
    expect(all.segments.map(({ text, comment }) => text ?? comment)).toEqual(
      expect.arrayContaining(['Did P1 hit you?', 'Lundberg did.', 'P1 looks away'])
    )
    // "hit" before and after.
    expect(all.relations[0]).toMatchObject({ comment: 'because of P1', toSpan: { from: 7, to: 10 } })
    const named = project.exportDataset({ ...everything, textNames: ['Eva'] })
    expect(named.segments.find(({ id }) => id === 'one')?.text, 'with names, nothing gives way').toBe(
      'Did EVA hit you?'
    )
    expect(project.segmentsOfTrack('u')[0]?.text, 'the project is not changed').toBe('Did EVA hit you?')
  })
})
