import { describe, expect, it } from 'vitest'
import type { Segment } from '../../../src/shared/domain/rows'
import { codeOf, desk, seconds } from './row-table'
import type { RowTable } from './row-table'

const predict = (
  rows: RowTable,
  id: string,
  start: number,
  end: number,
  label: string,
  rest: Partial<Segment> = {}
): void => {
  const after: Segment = {
    id,
    trackId: 'm',
    start: seconds(start),
    end: seconds(end),
    label,
    flagged: false,
    ...rest
  }
  rows.write([{ table: 'segment', id, after }])
}

describe('completing a track with a model', () => {
  const mine = (): RowTable => {
    const rows = desk([
      ['a', 2, 4, 'fear'],
      ['b', 6, 7, 'joy']
    ])
    predict(rows, 'p', 0, 8, 'anger', { confidence: 0.9 })
    predict(rows, 'q', 7, 12, 'joy', { confidence: 0.6 })
    predict(rows, 'r', 20, 22, 'joy', { confidence: 0.3, review: 'rejected' })
    return rows
  }

  it('fills only time that nobody labelled, and keeps where each piece came from', () => {
    const rows = mine()
    rows.run('track-complete', { trackId: 't', fromTrackIds: ['m'] })
    expect(rows.spans()).toEqual(['0-2 anger', '2-4 fear', '4-6 anger', '6-7 joy', '7-8 anger', '8-12 joy'])
    const origins = rows.segmentsOf('t').map((segment) => segment.origin?.ref)
    expect(origins).toEqual(['p', undefined, 'p', undefined, 'p', 'q'])
    expect(rows.segmentsOf('t')[0]?.origin).toEqual({ kind: 'prediction', ref: 'p', runId: 'run' })
    expect(['p', 'q', 'r'].map((id) => rows.get('segment', id)?.review)).toEqual([
      'accepted',
      'accepted',
      'rejected'
    ])
  })

  it('leaves out what is less sure than asked', () => {
    const rows = mine()
    rows.run('track-complete', { trackId: 't', fromTrackIds: ['m'], leastConfidence: 0.8 })
    expect(rows.spans()).toEqual(['0-2 anger', '2-4 fear', '4-6 anger', '6-7 joy', '7-8 anger'])
  })

  it('labels unlabelled segments as they stand by what covers more than half of them', () => {
    const rows = desk([
      ['a', 1, 3],
      ['b', 7, 11]
    ])
    predict(rows, 'p', 0, 8, 'anger', { confidence: 0.9 })
    rows.run('track-complete', { trackId: 't', fromTrackIds: ['m'] })
    expect(rows.spans()).toEqual(['0-1 anger', '1-3 anger', '3-7 anger', '7-11'])
  })

  it('cuts up the unlabelled time of a gap-free track and leaves no gap', () => {
    const rows = desk([
      ['a', 0, 10],
      ['b', 10, 12, 'fear']
    ])
    rows.run('track-set', { id: 't', patch: { coverage: 'gap-free' } })
    predict(rows, 'p', 2, 5, 'anger', { confidence: 0.9 })
    predict(rows, 'q', 4, 11, 'joy', { confidence: 0.8 })
    rows.run('track-complete', { trackId: 't', fromTrackIds: ['m'] })
    expect(rows.spans()).toEqual(['0-2', '2-5 anger', '5-10 joy', '10-12 fear'])
  })

  it('says when there is nothing to add, and takes only tracks of models', () => {
    const rows = desk([['a', 0, 30, 'fear']])
    predict(rows, 'p', 2, 5, 'anger')
    expect(codeOf(rows.run('track-complete', { trackId: 't', fromTrackIds: ['m'] }))).toBe('track.complete')
    expect(codeOf(rows.run('track-complete', { trackId: 't', fromTrackIds: ['free'] }))).toBe(
      'prediction.not'
    )
  })
})
