import { describe, expect, test } from 'vitest'
import type { HandlerContext } from '../../../src/main/handlers/context'
import { editHandlers } from '../../../src/main/handlers/edit'
import type { Project } from '../../../src/main/store'
import type { AssignmentItem } from '../../../src/shared/domain/study'
import { at, lane } from '../store/blind-study'
import { edit, labelledProject, newProject, reopen, value } from '../store/project-fixture'

/** A project led by Lea, in which Anna has blind work and Ben has none. Lea works here. */
function ledStudy(): { project: Project; itemId: string } {
  const { project, recordingId } = labelledProject()
  edit(project, 'anna', 'author-save', { id: 'lea', name: 'Lea', lead: true })
  value(project.viewAs('lea', false))
  const work = { tracks: [lane], blind: true, recordingIds: [recordingId] }
  edit(project, 'lea', 'assignment-save', { ...work, id: 'w', name: 'Round 1', authorId: 'anna' })
  return { project, itemId: project.all('item')[0]?.id ?? '' }
}

/** What the window is told when somebody who works here asks for an edit: the code of the refusal, or "done". */
async function ask(project: Project, who: string, id: string, input: object): Promise<string> {
  value(project.viewAs(who, true))
  const context = { open: { project }, emit: () => undefined } as unknown as HandlerContext
  const answer = await editHandlers(context)['edit.apply']({ authorId: who, commands: [{ id, input }] })
  return answer.ok ? 'done' : answer.error.code
}
const step = (project: Project, who: string, itemId: string, state: AssignmentItem['state']) =>
  ask(project, who, 'item-set', { ids: [itemId], state, at })
const gold = (recordingId: string, extra: object = {}) => ({
  goldAuthorId: 'gold',
  recordingId,
  schemeId: 'ekman7',
  attributeId: 'emotion',
  start: 0,
  end: 1_000_000,
  label: 'fear',
  ...extra
})

describe('the lead of a study', () => {
  test('is the first person of a new project; the next ones are not', () => {
    const project = newProject()
    edit(project, 'ada', 'author-save', { id: 'ada', name: 'Ada' })
    edit(project, 'ada', 'author-save', { id: 'ben', name: 'Ben' })
    expect(project.all('author').map(({ id, lead }) => [id, lead])).toEqual([
      ['ada', true],
      ['ben', undefined]
    ])
    expect(reopen(project).get('author', 'ada')?.lead).toBe(true)
  })

  test('is nobody simulated, and no gold standard', () => {
    const project = newProject()
    edit(project, 'demo', 'author-save', { id: 'sim', name: 'Rater A', synthetic: true })
    edit(project, 'demo', 'author-save', { id: 'gold', name: 'Gold', kind: 'gold' })
    expect(project.all('author').some(({ lead }) => lead)).toBe(false)
  })

  test('alone gives work, changes it and takes it away', async () => {
    const { project } = ledStudy()
    const other = { name: 'Round 2', authorId: 'ben', tracks: [lane], recordingIds: [] }
    const recordingIds = [project.all('recording')[0]?.id ?? '']
    const refused = 'study.lead-only'
    expect(await ask(project, 'ben', 'assignment-save', { ...other, recordingIds })).toBe(refused)
    expect(await ask(project, 'ben', 'assignment-save', { id: 'w', blind: false })).toBe(refused)
    expect(await ask(project, 'ben', 'assignment-delete', { id: 'w' })).toBe(refused)
    expect(await ask(project, 'lea', 'assignment-save', { ...other, recordingIds })).toBe('done')
    expect(await ask(project, 'lea', 'assignment-save', { id: 'w', blind: false })).toBe('done')
    expect(await ask(project, 'lea', 'assignment-delete', { id: 'w' })).toBe('done')
  })

  test('alone locks and unlocks; the annotator starts and finishes, another annotator does neither', async () => {
    const { project, itemId } = ledStudy()
    expect(await step(project, 'anna', itemId, 'started')).toBe('done')
    expect(await step(project, 'anna', itemId, 'finished')).toBe('done')
    expect(await step(project, 'ben', itemId, 'locked'), 'who is not the annotator could, before').toBe(
      'study.lead-only'
    )
    expect(await step(project, 'anna', itemId, 'locked')).toBe('item.step')
    expect(await step(project, 'lea', itemId, 'locked')).toBe('done')
    expect(await step(project, 'ben', itemId, 'finished')).toBe('study.lead-only')
    expect(await step(project, 'lea', itemId, 'finished')).toBe('done')
  })

  test('is not replaced by undo: what a lead locked is not unlocked by somebody else’s undo or restore', async () => {
    const { project, itemId } = ledStudy()
    await step(project, 'anna', itemId, 'started')
    const revision = project.revision()
    await step(project, 'lea', itemId, 'locked')
    value(project.viewAs('ben', true))
    expect(project.restore('ben', 'item', itemId, revision)).toMatchObject({
      error: { code: 'study.lead-only' }
    })
    expect(project.get('item', itemId)?.state).toBe('locked')
  })

  test('works here: nobody else edits in the lead’s name', async () => {
    const { project } = ledStudy()
    value(project.viewAs('ben', false))
    const refused = project.apply('lea', [{ id: 'assignment-delete', input: { id: 'w' } }])
    expect(refused).toMatchObject({ error: { code: 'study.lead-only' } })
  })

  test('alone decides gold standards; others may still comment on them', async () => {
    const { project } = ledStudy()
    const recordingId = project.all('recording')[0]?.id ?? ''
    expect(await ask(project, 'lea', 'author-save', { id: 'gold', name: 'Gold', kind: 'gold' })).toBe('done')
    expect(await ask(project, 'ben', 'gold-decide', gold(recordingId))).toBe('study.lead-only')
    expect(await ask(project, 'lea', 'gold-decide', gold(recordingId))).toBe('done')
    const decided = project.segmentsOfRecording(recordingId).find(({ origin }) => origin?.kind === 'gold')
    const change = (patch: object) => ask(project, 'ben', 'segment-set', { ids: [decided?.id], patch })
    expect(await change({ label: 'anger' })).toBe('study.lead-only')
    expect(await change({ comment: 'Are we sure?' })).toBe('done')
  })

  test('alone says who leads, and may hand the role on and step down', async () => {
    const { project } = ledStudy()
    expect(await ask(project, 'ben', 'author-save', { id: 'ben', lead: true })).toBe('study.lead-only')
    expect(await ask(project, 'ben', 'author-save', { id: 'lea', lead: false })).toBe('study.lead-only')
    expect(await ask(project, 'ben', 'author-save', { id: 'ben', color: '#123456' })).toBe('done')
    expect(await ask(project, 'lea', 'author-save', { id: 'ben', lead: true })).toBe('done')
    expect(await ask(project, 'lea', 'author-save', { id: 'lea', lead: false })).toBe('done')
    expect(await ask(project, 'ben', 'assignment-save', { id: 'w', name: 'Mine now' })).toBe('done')
    expect(await ask(project, 'lea', 'assignment-save', { id: 'w', name: 'Mine again' })).toBe(
      'study.lead-only'
    )
  })

  test('who labels blind alone among leads is unlocked by anybody else, so that no work is stuck', async () => {
    const { project, recordingId } = labelledProject()
    edit(project, 'anna', 'author-save', { id: 'anna', lead: true })
    edit(project, 'anna', 'assignment-save', {
      id: 'own',
      name: 'Own',
      authorId: 'anna',
      blind: true,
      tracks: [lane],
      recordingIds: [recordingId]
    })
    const itemId = project.all('item')[0]?.id ?? ''
    expect(await step(project, 'anna', itemId, 'started')).toBe('done')
    expect(await step(project, 'anna', itemId, 'locked')).toBe('item.step')
    expect(await step(project, 'ben', itemId, 'locked')).toBe('done')
  })

  test('while nobody is named everybody but the annotator locks, as before', async () => {
    const { project, itemId } = ledStudy()
    expect(await ask(project, 'lea', 'author-save', { id: 'lea', lead: false })).toBe('done')
    expect(await step(project, 'anna', itemId, 'started')).toBe('done')
    expect(await step(project, 'anna', itemId, 'locked')).toBe('item.step')
    expect(await step(project, 'ben', itemId, 'locked')).toBe('done')
    expect(await ask(project, 'ben', 'author-save', { id: 'ben', lead: true })).toBe('done')
  })
})
