import { describe, expect, it } from 'vitest'
import { codeOf, desk, seconds } from './row-table'

const three = () =>
  desk([
    ['a', 0, 2, 'fear'],
    ['b', 2, 4, 'anger'],
    ['c', 10, 12]
  ])

describe('changing many segments', () => {
  it('shifts all of them by the same time, past one another’s old places', () => {
    const rows = three()
    rows.run('segment-retime', { ids: ['a', 'b'], by: seconds(1) })
    expect(rows.spans()).toEqual(['1-3 fear', '3-5 anger', '10-12'])
  })

  it('stretches about a time, to the microsecond', () => {
    const rows = three()
    rows.run('segment-retime', { ids: ['a', 'b', 'c'], factor: 1.5, about: seconds(0) })
    expect(rows.spans()).toEqual(['0-3 fear', '3-6 anger', '15-18'])
    rows.run('segment-retime', { ids: ['c'], factor: 1 / 3, about: seconds(15) })
    expect(rows.spans().at(-1)).toBe('15-16')
  })

  it('refuses, with the number of segments, what would leave the recording, and what would overlap', () => {
    const rows = three()
    const outside = rows.run('segment-retime', { ids: ['a', 'b', 'c'], by: seconds(57) })
    expect(outside.ok ? '' : outside.error.message).toContain('2 segments would lie outside')
    expect(codeOf(rows.run('segment-retime', { ids: ['a'], by: seconds(1) }))).toBe('segment.overlap')
    expect(rows.spans()).toEqual(['0-2 fear', '2-4 anger', '10-12'])
  })

  it('moves them to another track with what they say', () => {
    const rows = three()
    rows.run('segment-to-track', { ids: ['a', 'c'], trackId: 'free' })
    expect(rows.spans()).toEqual(['2-4 anger'])
    expect(rows.spans('free')).toEqual(['0-2 fear', '10-12'])
    expect(codeOf(rows.run('segment-to-track', { ids: ['b'], trackId: 'm' }))).toBe('track.prediction')
  })

  it('writes each its own words, and takes a comment away where nothing is left', () => {
    const rows = three()
    rows.run('segment-set', { ids: ['a'], patch: { comment: 'x' } })
    rows.run('segment-rewrite', {
      field: 'text',
      items: [
        { id: 'a', value: 'one' },
        { id: 'b', value: 'two' }
      ]
    })
    rows.run('segment-rewrite', { field: 'comment', items: [{ id: 'a', value: '' }] })
    expect(rows.segmentsOf('t').map(({ text, comment }) => [text, comment])).toEqual([
      ['one', undefined],
      ['two', undefined],
      [undefined, undefined]
    ])
  })
})
