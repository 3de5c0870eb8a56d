import { expect, test } from 'vitest'
import { edfTrack } from '../../../../src/main/engine/import/edf-track'
import { SchemeDocument } from '../../../../src/shared/domain/scheme'

const events = [
  { onset: 12, duration: 0, text: 'Response left' },
  { onset: 10, duration: 1.5, text: 'Stimulus 1' },
  { onset: 14, duration: 1.5, text: 'Stimulus 1' },
  { onset: 1, duration: 0, text: 'Lights off' }
]

test('annotations of an EDF file become labels in a scheme made of their texts, not words that somebody said', () => {
  const { tracks, schemes } = edfTrack(events, 2)
  expect(tracks).toHaveLength(1)
  expect(tracks[0]).toMatchObject({ name: 'EDF annotations', kind: 'segments', schemeId: schemes?.[0]?.id })
  expect(tracks[0]?.segments.map(({ start, end, label }) => [start, end, label])).toEqual([
    [0, 1000, 'lights-off'],
    [8_000_000, 9_500_000, 'stimulus-1'],
    [10_000_000, 10_001_000, 'response-left'],
    [12_000_000, 13_500_000, 'stimulus-1']
  ])
  const scheme = SchemeDocument.parse(schemes?.[0]?.document)
  expect(JSON.stringify(scheme)).toContain('"Response left"')
})

test('two files with the same texts share one scheme, whatever their order', () => {
  const [one, two] = [edfTrack(events, 0), edfTrack([...events].reverse(), 5)]
  expect(one.schemes?.[0]?.id).toBe(two.schemes?.[0]?.id)
})

test('texts that name the basic emotions are labels of the scheme that is there already', () => {
  const { tracks, schemes } = edfTrack(
    ['anger', 'happiness'].map((text, i) => ({ onset: i, duration: 1, text })),
    0
  )
  expect(schemes).toBeUndefined()
  expect(tracks[0]).toMatchObject({ schemeId: 'ekman7', attributeId: 'emotion' })
  expect(tracks[0]?.segments.map(({ label }) => label)).toEqual(['anger', 'happiness'])
})

test('more than a hundred different texts are notes: one label, and what they say as the comment', () => {
  const { tracks, schemes } = edfTrack(
    Array.from({ length: 101 }, (_, i) => ({ onset: i, duration: 0, text: `remark ${i}` })),
    0
  )
  expect(new Set(tracks[0]?.segments.map(({ label }) => label))).toEqual(new Set(['note']))
  expect(tracks[0]?.segments[7]?.comment).toBe('remark 7')
  expect(JSON.stringify(schemes?.[0]?.document)).toContain('Note')
})

test('a file without annotations has no track', () => {
  expect(edfTrack([], 0)).toEqual({ tracks: [] })
})
