import { describe, expect, it } from 'vitest'
import type { Segment, Track } from '../../../src/shared/domain/rows'
import { patternFlags, plainPattern, searchSegments } from '../../../src/shared/search/search-segments'
import { SegmentQuery } from '../../../src/shared/search/segment-query'
import { seconds } from '../commands/row-table'

const track = (id: string, rest: Partial<Track> = {}): Track => ({
  id,
  recordingId: 'r',
  authorId: 'anna',
  schemeId: 's',
  attributeId: 'emotion',
  name: id,
  kind: 'segments',
  overlap: 'forbidden',
  position: 0,
  locked: false,
  ...rest
})
const segment = (
  id: string,
  trackId: string,
  start: number,
  end: number,
  rest: Partial<Segment> = {}
): Segment => ({
  id,
  trackId,
  start: seconds(start),
  end: seconds(end),
  flagged: false,
  ...rest
})
const rows = {
  segments: [
    segment('a', 't', 0, 2, { label: 'fear', text: 'Oh no (really)' }),
    segment('b', 't', 2, 2.5, { flagged: true }),
    segment('c', 't', 5, 9, { label: 'joy', personId: 'p2', comment: 'Fear?' }),
    segment('x', 'ben', 1, 3, { label: 'anger' }),
    segment('y', 'ben', 9, 10, { label: 'anger' })
  ].sort((one, two) => one.start - two.start),
  tracks: new Map([
    ['t', track('t', { personId: 'p1' })],
    ['ben', track('ben', { authorId: 'ben' })]
  ]),
  schemes: new Map([
    [
      's',
      {
        id: 's',
        name: 'S',
        version: '1',
        document: {
          schema: 'affectory.labels/1',
          id: 's',
          name: 'S',
          attributes: [
            {
              id: 'emotion',
              type: 'categorical',
              unit: 'segment',
              labels: [{ id: 'fear', name: { en: 'Great fear' } }, { id: 'joy' }, { id: 'anger' }]
            }
          ]
        }
      }
    ]
  ])
}
const found = (query: Partial<SegmentQuery>): string =>
  searchSegments(SegmentQuery.parse(query), rows)
    .map((each) => each.segment.id)
    .join('')

describe('searching segments', () => {
  it('finds everything when nothing is asked, in order of time', () => expect(found({})).toBe('axbcy'))
  it('finds by label, and those without one', () => {
    expect(found({ label: 'anger' })).toBe('xy')
    expect(found({ label: null })).toBe('b')
  })
  it('finds by annotator, and by person of the segment before that of its track', () => {
    expect(found({ authorId: 'ben' })).toBe('xy')
    expect(found({ personId: 'p1' })).toBe('ab')
    expect(found({ personId: 'p2' })).toBe('c')
  })
  it('finds by length, both ends included', () => {
    expect(found({ shortest: 2_000_000 })).toBe('axc')
    expect(found({ longest: 500_000 })).toBe('b')
    expect(found({ shortest: 1_000_000, longest: 2_000_000 })).toBe('axy')
  })
  it('finds flagged and commented ones', () => {
    expect(found({ flagged: true })).toBe('b')
    expect(found({ commented: true })).toBe('c')
  })
  it('finds what shares time with a label of another track; touching is not sharing', () => {
    expect(found({ overlapping: { label: 'anger' } })).toBe('ab')
    expect(found({ overlapping: { label: null, authorId: 'anna' } })).toBe('x')
    expect(found({ overlapping: { label: 'anger', authorId: 'anna' } })).toBe('')
  })
  it('gives the texts that the query looks in: words, the label’s name, the comment', () => {
    const texts = searchSegments(SegmentQuery.parse({ label: 'fear' }), rows)[0]?.texts
    expect(texts?.map(({ text }) => text)).toEqual(['Oh no (really)', 'Great fear'])
  })
  it('makes patterns of plain text that find just that text', () => {
    const pattern = new RegExp(plainPattern('no (re-ally).'), patternFlags({ caseSensitive: false }))
    expect(pattern.test('oh NO (RE-ALLY).')).toBe(true)
    expect(new RegExp(plainPattern('a.c'), 'gu').test('abc')).toBe(false)
  })
})
