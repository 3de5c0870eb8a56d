import { describe, expect, test } from 'vitest'
import type { AssignmentItem } from '../../../src/shared/domain/study'
import { codeOf, desk, seconds } from './row-table'
import type { RowTable } from './row-table'

const at = '2030-01-02T03:04:05.000Z'
const lane = { schemeId: 's', attributeId: 'emotion' }

function study(extra: object = {}): RowTable {
  const rows = desk()
  rows.write([
    { table: 'recording', id: 'q', after: { id: 'q', name: 'Walk', duration: seconds(9), position: 2 } }
  ])
  rows.run('author-save', { id: 'lead', name: 'Lead' })
  rows.run('assignment-save', {
    id: 'w',
    name: 'Round 1',
    authorId: 'anna',
    tracks: [lane],
    recordingIds: ['q', 'r'],
    ...extra
  })
  return rows
}
const items = (rows: RowTable): readonly AssignmentItem[] =>
  [...rows.all('item')].sort((a, b) => a.position - b.position)
const set = (rows: RowTable, state: string, by = 'anna', places: readonly number[] = [0]) =>
  rows.run('item-set', { ids: places.map((place) => items(rows)[place]?.id), state, at }, by)

describe('persons', () => {
  test('facts are kept when they are saved without their value, and changed when it is given', () => {
    const rows = desk()
    rows.run('person-save', {
      id: 'p',
      name: 'Eva',
      details: { code: ' P1 ', fields: [{ name: 'sex', value: 'female', consent: true }] }
    })
    rows.run('person-save', { id: 'p', details: { fields: [{ name: 'sex', consent: false }] } })
    expect(rows.get('person', 'p')?.details).toEqual({
      code: 'P1',
      fields: [{ name: 'sex', value: 'female', consent: false }],
      channels: {}
    })
    rows.run('person-save', { id: 'p', details: { code: null, fields: [] } })
    expect(rows.get('person', 'p')?.details).toBeUndefined()
  })

  test('two persons never share a code', () => {
    const rows = desk()
    rows.run('person-save', { id: 'p', details: { code: 'P1' } })
    expect(codeOf(rows.run('person-save', { id: 'q', details: { code: 'P1' } }))).toBe('person.code-taken')
    expect(codeOf(rows.run('person-save', { id: 'p', details: { code: 'P1' } }))).toBeUndefined()
  })

  test('who is deleted leaves their groups, and a group with nobody left goes', () => {
    const rows = desk()
    for (const id of ['p', 'q', 'x']) rows.run('person-save', { id })
    rows.run('grouping-save', { id: 'g', name: 'Couple 1', kind: 'couple', personIds: ['p', 'q', 'p'] })
    rows.run('grouping-save', { id: 'h', personIds: ['p'] })
    expect(rows.get('grouping', 'g')?.personIds).toEqual(['p', 'q'])
    rows.run('person-delete', { id: 'p' })
    expect(rows.get('grouping', 'g')?.personIds).toEqual(['q'])
    expect(rows.get('grouping', 'h')).toBeUndefined()
    expect(codeOf(rows.run('grouping-save', { id: 'g', personIds: ['gone'] }))).toBe('person.unknown')
    expect(codeOf(rows.run('grouping-delete', { id: 'g' }))).toBeUndefined()
    expect(rows.all('grouping')).toEqual([])
  })

  test('who is merged gives groups, facts and lanes to the other, but no consent', () => {
    const rows = study()
    const fields = [{ name: 'age', value: '40', consent: false }]
    rows.run('person-save', { id: 'p', details: { fields } })
    rows.run('person-save', {
      id: 'q',
      details: {
        role: 'client',
        fields: [{ ...fields[0], value: '41', consent: true }],
        channels: { '*': 1 }
      }
    })
    rows.run('grouping-save', { id: 'g', personIds: ['p', 'q'] })
    rows.run('assignment-save', { id: 'w', tracks: [{ ...lane, personId: 'q' }] })
    rows.run('persons-merge', { into: 'p', ids: ['q'] })
    expect(rows.get('grouping', 'g')?.personIds).toEqual(['p'])
    expect(rows.get('assignment', 'w')?.tracks).toEqual([{ ...lane, personId: 'p' }])
    expect(rows.get('person', 'p')?.details).toEqual({ role: 'client', fields, channels: { '*': 1 } })
  })
})

describe('assignments', () => {
  test('give recordings to an annotator in order, all of them open', () => {
    expect(items(study()).map(({ recordingId, state }) => [recordingId, state])).toEqual([
      ['q', 'open'],
      ['r', 'open']
    ])
  })

  test('need an annotator who is a person, lanes of a scheme that exists, and recordings', () => {
    const rows = study()
    const save = (change: object) =>
      codeOf(
        rows.run('assignment-save', {
          name: 'X',
          authorId: 'anna',
          tracks: [lane],
          recordingIds: ['r'],
          ...change
        })
      )
    expect(save({ authorId: 'model' })).toBe('author.unknown')
    expect(save({ tracks: [{ ...lane, attributeId: 'mood' }] })).toBe('scheme.attribute')
    expect(save({ recordingIds: ['gone'] })).toBe('recording.gone')
    expect(save({ recordingIds: undefined })).toBe('assignment.incomplete')
    expect(save({ calibration: { referenceAuthorId: 'anna', passAt: 0.6 } })).toBe('assignment.reference')
    expect(save({})).toBeUndefined()
  })

  test('starting makes the lanes for the annotator, once', () => {
    const rows = study()
    set(rows, 'started')
    const made = rows.all('track').filter(({ itemId }) => itemId === items(rows)[0]?.id)
    expect(made).toMatchObject([{ authorId: 'anna', recordingId: 'q', schemeId: 's', kind: 'segments' }])
    expect(items(rows)[0]).toMatchObject({ state: 'started', startedAt: at })
    set(rows, 'finished')
    set(rows, 'started')
    expect(rows.all('track').filter(({ itemId }) => itemId !== undefined)).toHaveLength(1)
    expect(items(rows)[0]?.finishedAt).toBeUndefined()
  })

  test('a lane about a channel is about the person who is heard there', () => {
    const rows = study({
      tracks: [
        { ...lane, channel: 0 },
        { ...lane, channel: 1 },
        { ...lane, channel: 5 }
      ]
    })
    rows.write([
      {
        table: 'stream',
        id: 'sound',
        after: {
          id: 'sound',
          recordingId: 'q',
          fileId: 'f',
          kind: 'audio',
          name: 'Sound',
          index: 0,
          offset: seconds(0),
          driftPpm: 0,
          duration: seconds(9),
          info: { channelCount: 2 },
          cache: {}
        }
      }
    ])
    rows.run('person-save', { id: 'p1', name: 'P1', details: { channels: { sound: 0 } } })
    rows.run('person-save', { id: 'p2', name: 'P2', details: { channels: { sound: 1 } } })
    set(rows, 'started')
    const made = rows.all('track').filter(({ itemId }) => itemId !== undefined)
    expect(made.map(({ personId, name }) => [personId, name])).toEqual([
      ['p1', 'Three, P1'],
      ['p2', 'Three, P2'],
      [undefined, 'Three, channel 6']
    ])
  })

  test('only the annotator starts, and nothing is finished before it is started', () => {
    const rows = study()
    expect(codeOf(set(rows, 'started', 'lead'))).toBe('item.step')
    expect(codeOf(set(rows, 'finished'))).toBe('item.step')
    set(rows, 'started')
    expect(codeOf(set(rows, 'open'))).toBe('item.step')
  })

  test('blind work is locked and unlocked by somebody else, other work by anybody', () => {
    const blind = study({ blind: true })
    set(blind, 'started')
    set(blind, 'finished')
    expect(codeOf(set(blind, 'locked'))).toBe('item.step')
    expect(codeOf(set(blind, 'locked', 'lead'))).toBeUndefined()
    expect(codeOf(set(blind, 'started'))).toBe('item.step')
    expect(codeOf(set(blind, 'started', 'lead'))).toBeUndefined()
    const open = study()
    expect(codeOf(set(open, 'locked'))).toBeUndefined()
  })

  test('blind work stays blind until all of it is locked', () => {
    const rows = study({ blind: true })
    expect(codeOf(rows.run('assignment-save', { id: 'w', blind: false }))).toBeUndefined()
    rows.run('assignment-save', { id: 'w', blind: true })
    set(rows, 'started')
    expect(codeOf(rows.run('assignment-save', { id: 'w', blind: false }))).toBe('assignment.blind')
    set(rows, 'locked', 'lead', [0, 1])
    expect(codeOf(rows.run('assignment-save', { id: 'w', blind: false }, 'lead'))).toBeUndefined()
  })

  test('what was begun stands: its annotator, its lanes and its recordings', () => {
    const rows = study()
    set(rows, 'started')
    const save = (change: object) => codeOf(rows.run('assignment-save', { id: 'w', ...change }))
    expect(save({ authorId: 'lead' })).toBe('assignment.begun')
    expect(save({ tracks: [lane, lane] })).toBe('assignment.begun')
    expect(save({ recordingIds: ['r'] })).toBe('item.begun')
    expect(save({ recordingIds: ['q'] })).toBeUndefined()
    expect(items(rows).map(({ recordingId }) => recordingId)).toEqual(['q'])
  })

  test('practice whose result was told is not reopened by its annotator', () => {
    const rows = study({ calibration: { referenceAuthorId: 'lead', passAt: 0.6 } })
    set(rows, 'started')
    set(rows, 'finished')
    expect(codeOf(set(rows, 'started'))).toBe('item.step')
    expect(codeOf(set(rows, 'started', 'lead'))).toBeUndefined()
  })

  test('deleting one leaves what was labelled, deleting a recording takes its items along', () => {
    const rows = study()
    set(rows, 'started')
    const made = rows.all('track').find(({ itemId }) => itemId !== undefined)
    expect(codeOf(rows.run('author-delete', { id: 'lead' }))).toBeUndefined()
    rows.run('recording-delete', { ids: ['r'] })
    expect(items(rows).map(({ recordingId }) => recordingId)).toEqual(['q'])
    rows.run('assignment-delete', { id: 'w' })
    expect([rows.all('assignment'), rows.all('item')]).toEqual([[], []])
    expect(rows.get('track', made?.id ?? '')).toMatchObject({ authorId: 'anna', recordingId: 'q' })
    expect(rows.get('track', made?.id ?? '')?.itemId).toBeUndefined()
  })

  test('an annotator or reference with an assignment is not deleted', () => {
    const rows = study()
    rows.run('author-save', { id: 'new', name: 'New' })
    rows.run('assignment-save', { id: 'w', calibration: { referenceAuthorId: 'new', passAt: 0.5 } })
    expect(codeOf(rows.run('author-delete', { id: 'new' }))).toBe('author.in-use')
  })

  test('joined recordings keep one item per assignment, and its tracks', () => {
    const rows = study()
    set(rows, 'started', 'anna', [0, 1])
    const [moved, kept] = items(rows)
    rows.run('recordings-join', { into: 'r', ids: ['q'] })
    expect(items(rows).map(({ id }) => id)).toEqual([kept?.id])
    const made = rows.all('track').filter(({ itemId }) => itemId !== undefined)
    expect(made.map(({ recordingId, itemId }) => [recordingId, itemId])).toEqual([
      ['r', kept?.id],
      ['r', kept?.id]
    ])
    expect(moved?.recordingId).toBe('q')
  })
})
