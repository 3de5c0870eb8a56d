import { describe, expect, it } from 'vitest'
import { codeOf, desk, seconds } from './row-table'

const create = (start: number, end: number, rest: object = {}) => ({
  trackId: 't',
  start: seconds(start),
  end: seconds(end),
  ...rest
})

describe('a new segment', () => {
  it('is cut to the recording', () => {
    const rows = desk()
    rows.run('segment-create', create(-5, 2))
    rows.run('segment-create', create(58, 70))
    expect(rows.spans()).toEqual(['0-2', '58-60'])
  })

  it('is refused outside the recording, backwards or empty, saying so', () => {
    const rows = desk()
    expect(codeOf(rows.run('segment-create', create(61, 62)))).toBe('segment.outside')
    expect(codeOf(rows.run('segment-create', create(5, 5)))).toBe('segment.empty')
    const backwards = rows.run('segment-create', create(6, 5))
    expect(backwards.ok ? '' : backwards.error.message).toContain('00:00:06.000 to 00:00:05.000')
  })

  it('trims itself into the free gap it starts in', () => {
    const rows = desk([
      ['a', 0, 2],
      ['b', 5, 8]
    ])
    rows.run('segment-create', create(1, 9))
    expect(rows.spans()).toEqual(['0-2', '2-5', '5-8'])
  })

  it('is refused where there is no free time at all', () => {
    const rows = desk([
      ['a', 0, 2],
      ['b', 2, 8]
    ])
    expect(codeOf(rows.run('segment-create', create(1, 7)))).toBe('segment.overlap')
    expect(rows.spans()).toEqual(['0-2', '2-8'])
  })

  it('touching another segment is not overlap', () => {
    const rows = desk([['a', 0, 2]])
    expect(codeOf(rows.run('segment-create', create(2, 4, { onOverlap: 'refuse' })))).toBeUndefined()
    expect(codeOf(rows.run('segment-create', create(3, 5, { onOverlap: 'refuse' })))).toBe('segment.overlap')
  })

  it('cuts the others back when asked to replace', () => {
    const rows = desk([
      ['a', 0, 3, 'fear'],
      ['b', 4, 5, 'joy'],
      ['c', 6, 9, 'anger']
    ])
    rows.run('segment-create', create(2, 7, { onOverlap: 'replace' }))
    expect(rows.spans()).toEqual(['0-2 fear', '2-7', '7-9 anger'])
  })

  it('makes two of a segment that it lands inside, when asked to replace', () => {
    const rows = desk([['a', 0, 9, 'fear']])
    rows.run('segment-create', create(3, 4, { label: 'joy', onOverlap: 'replace' }))
    expect(rows.spans()).toEqual(['0-3 fear', '3-4 joy', '4-9 fear'])
  })

  it('may overlap where the track allows it', () => {
    const rows = desk()
    rows.run('segment-create', create(0, 5, { trackId: 'free' }))
    rows.run('segment-create', create(2, 6, { trackId: 'free' }))
    expect(rows.spans('free')).toEqual(['0-5', '2-6'])
  })

  it('takes a label by id or alias, "cannot rate", or none; anything else is refused with the known labels', () => {
    const rows = desk()
    rows.run('segment-create', create(0, 1, { label: 'scared' }))
    rows.run('segment-create', create(1, 2, { label: 'cannot-rate' }))
    rows.run('segment-create', create(2, 3))
    expect(rows.spans()).toEqual(['0-1 fear', '1-2 cannot-rate', '2-3'])
    const refused = rows.run('segment-create', create(3, 4, { label: 'bliss' }))
    expect(refused.ok ? '' : refused.error.hint).toBe('It has: fear, anger, joy.')
  })
})

describe('changing segments', () => {
  it('labels many at once and takes labels away', () => {
    const rows = desk([
      ['a', 0, 1],
      ['b', 2, 3]
    ])
    rows.run('segment-set', { ids: ['a', 'b'], patch: { label: 'joy', confidence: 0.8, intensity: 4 } })
    expect(rows.spans()).toEqual(['0-1 joy', '2-3 joy'])
    rows.run('segment-set', { ids: ['a'], patch: { label: null, confidence: null } })
    expect(rows.get('segment', 'a')).toMatchObject({ label: undefined, confidence: undefined, intensity: 4 })
  })

  it('a dragged edge stops at the neighbour, at the edge of the recording, and never crosses over', () => {
    const rows = desk([
      ['a', 0, 2],
      ['b', 4, 6],
      ['c', 8, 10]
    ])
    rows.run('segment-set', { ids: ['b'], patch: { start: seconds(1) } })
    expect(rows.spans()).toEqual(['0-2', '2-6', '8-10'])
    rows.run('segment-set', { ids: ['b'], patch: { end: seconds(30) } })
    expect(rows.spans()).toEqual(['0-2', '2-8', '8-10'])
    rows.run('segment-set', { ids: ['c'], patch: { end: seconds(99) } })
    expect(rows.spans()).toEqual(['0-2', '2-8', '8-60'])
    rows.run('segment-set', { ids: ['c'], patch: { start: seconds(-3) } })
    expect(rows.spans()).toEqual(['0-2', '2-8', '8-60'])
    expect(codeOf(rows.run('segment-set', { ids: ['b'], patch: { start: seconds(9) } }))).toBe(
      'segment.empty'
    )
  })

  it('moving keeps lengths, stops at the edge of the recording and refuses overlap', () => {
    const rows = desk([
      ['a', 1, 2],
      ['b', 3, 4],
      ['c', 20, 21]
    ])
    rows.run('segment-shift', { ids: ['a', 'b'], by: seconds(-5) })
    expect(rows.spans()).toEqual(['0-1', '2-3', '20-21'])
    rows.run('segment-shift', { ids: ['a', 'b'], by: seconds(1) })
    expect(rows.spans()).toEqual(['1-2', '3-4', '20-21'])
    expect(codeOf(rows.run('segment-shift', { ids: ['a'], by: seconds(19) }))).toBe('segment.overlap')
  })

  it('dragging a shared boundary moves both segments and the same edge on other tracks', () => {
    const rows = desk([
      ['a', 0, 2],
      ['b', 2, 4]
    ])
    rows.run('segment-create', { trackId: 'free', id: 'f', start: seconds(2), end: seconds(5) })
    rows.run('segment-move-boundary', { trackIds: ['t', 'free'], at: seconds(2), to: seconds(3) })
    expect([rows.spans(), rows.spans('free')]).toEqual([['0-3', '3-4'], ['3-5']])
    rows.run('segment-move-boundary', { trackIds: ['t', 'free'], at: seconds(3), to: seconds(9) })
    expect(rows.spans()).toEqual(['0-3.999', '3.999-4'])
    expect(
      codeOf(rows.run('segment-move-boundary', { trackIds: ['t'], at: seconds(50), to: seconds(9) }))
    ).toBe('boundary.none')
  })

  it('merging keeps the label of the first, joins comments and words, and closes the gap', () => {
    const rows = desk([
      ['a', 0, 2],
      ['b', 3, 4],
      ['c', 6, 7]
    ])
    rows.run('segment-set', { ids: ['a'], patch: { label: 'joy', comment: 'one', text: 'hello' } })
    rows.run('segment-set', {
      ids: ['b'],
      patch: { label: 'fear', comment: 'two', text: 'world', flagged: true }
    })
    rows.run('segment-merge', { ids: ['b', 'a'] })
    expect(rows.get('segment', 'a')).toMatchObject({
      label: 'joy',
      comment: 'one\ntwo',
      text: 'hello world',
      flagged: true
    })
    expect(rows.spans()).toEqual(['0-4 joy', '6-7'])
  })

  it('merging over a segment that is not selected, or across tracks, is refused', () => {
    const rows = desk([
      ['a', 0, 2],
      ['b', 3, 4],
      ['c', 6, 7]
    ])
    rows.run('segment-create', { trackId: 'free', id: 'f', start: 0, end: seconds(5) })
    expect(codeOf(rows.run('segment-merge', { ids: ['a', 'c'] }))).toBe('segment.merge-between')
    expect(codeOf(rows.run('segment-merge', { ids: ['a', 'f'] }))).toBe('segment.merge-tracks')
  })

  it('splitting cuts those under the playhead; the right part has the label but not the comment', () => {
    const rows = desk([
      ['a', 0, 2, 'joy'],
      ['b', 3, 4]
    ])
    rows.run('segment-set', { ids: ['a'], patch: { comment: 'note' } })
    rows.run('segment-split', { ids: ['a', 'b'], at: seconds(1) })
    expect(rows.spans()).toEqual(['0-1 joy', '1-2 joy', '3-4'])
    expect(rows.segmentsOf('t').map((segment) => segment.comment)).toEqual(['note', undefined, undefined])
    expect(codeOf(rows.run('segment-split', { ids: ['b'], at: seconds(3) }))).toBe('segment.not-cut')
  })

  it('pasting leaves out what finds no free time, and is refused when nothing does', () => {
    const rows = desk([['a', 0, 2]])
    const part = (start: number, end: number) => ({ start: seconds(start), end: seconds(end) })
    rows.run('segment-paste', { trackId: 't', segments: [part(0, 1), part(1, 3), part(2, 4)] })
    expect(rows.spans()).toEqual(['0-2', '2-3', '3-4'])
    expect(codeOf(rows.run('segment-paste', { trackId: 't', segments: [part(0, 1)] }))).toBe(
      'segment.overlap'
    )
  })

  it('locked tracks and predictions refuse changes of what they say', () => {
    const rows = desk([['a', 0, 2]])
    rows.run('track-set', { id: 't', patch: { locked: true } })
    expect(codeOf(rows.run('segment-delete', { ids: ['a'] }))).toBe('track.locked')
    expect(codeOf(rows.run('segment-create', create(5, 6)))).toBe('track.locked')
    expect(codeOf(rows.run('segment-create', create(5, 6, { trackId: 'm' })))).toBe('track.prediction')
  })
})
