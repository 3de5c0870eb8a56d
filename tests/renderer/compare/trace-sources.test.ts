import { describe, expect, test } from 'vitest'
import { noSegmentsChoice, readSegmentsChoice } from '../../../src/renderer/session/compare-segments'
import { noTraceCompareChoice, readTraceCompareChoice } from '../../../src/renderer/session/compare-traces'
import { sourcePair, traceSources } from '../../../src/renderer/session/trace-sources'
import type { Author, Track } from '../../../src/shared/domain/rows'
import { ekman7, schemes } from '../../main/store/project-fixture'

const scheme = (id: string) => {
  const found = schemes.find((one) => one.id === id)
  if (!found) throw new Error(`there is no scheme ${id}`)
  return found
}
const author = (id: string, kind: Author['kind'], position: number): Author => ({
  ...{ id, kind, name: id, color: '#123456', position, perspective: 'observer', synthetic: false }
})
const track = (id: string, authorId: string, more: Partial<Track>): Track => ({
  ...{ id, authorId, recordingId: 'r', name: id, position: 0, locked: false, overlap: 'forbidden' },
  ...{ kind: 'trace', schemeId: 'va-bipolar', attributeId: 'va' },
  ...more
})

const trace = { mode: 'bounded', rateHz: 25, dims: ['valence', 'arousal'] } as const
const authors = [author('model', 'model', 3), author('anna', 'human', 1), author('ben', 'human', 2)]
const index = (tracks: readonly Track[]) => ({
  authors: new Map(authors.map((one) => [one.id, one])),
  tracks: new Map(tracks.map((one) => [one.id, one])),
  schemes: new Map([scheme('va-bipolar'), scheme('pmemo-static'), ekman7].map((one) => [one.id, one])),
  takesByTrack: new Map(
    tracks.filter(({ kind }) => kind === 'trace').map(({ id }) => [id, [{ hidden: false }] as never])
  ),
  counts: new Map(
    tracks.map(({ id }) => [id, { trackId: id, segments: 5, labelled: 0, labelledTime: 0 } as never])
  )
})

describe('sources of continuous values', () => {
  const rated = track('songs', 'ben', { kind: 'segments', schemeId: 'pmemo-static' })
  const labels = track('labels', 'anna', { kind: 'segments', schemeId: 'ekman7', attributeId: 'emotion' })
  const attribute = (
    JSON.parse(JSON.stringify(scheme('va-bipolar').document)) as { attributes: { id: string }[] }
  ).attributes[0]?.id
  const own = (id: string, who: string) =>
    track(id, who, { trace: { ...trace, dims: [...trace.dims] }, attributeId: attribute ?? '' })

  test('are every dimension of traces and of rated segments; labels are none', () => {
    const found = traceSources(index([own('a', 'anna'), rated, labels]))
    expect(found.map(({ source }) => [source.kind, source.authorId, source.dim])).toEqual([
      ['trace', 'anna', 'valence'],
      ['trace', 'anna', 'arousal'],
      ['ratings', 'ben', 'valence'],
      ['ratings', 'ben', 'arousal']
    ])
    expect(found[2]?.values).toBe(5)
  })

  test('go together by dimension and scheme, a model as the candidate before another person', () => {
    const found = traceSources(index([own('a', 'anna'), own('b', 'ben'), own('m', 'model')]))
    const pair = sourcePair(found, {})
    expect([pair?.reference.source.authorId, pair?.candidate.source.authorId]).toEqual(['anna', 'model'])
    expect(pair?.candidate.source.dim).toBe(pair?.reference.source.dim)
  })

  test('are the ones that were chosen, also two dimensions of one author, and nothing with one source only', () => {
    const found = traceSources(index([own('a', 'anna')]))
    const [valence, arousal] = found
    const pair = sourcePair(found, { reference: arousal?.key, candidate: valence?.key } as never)
    expect([pair?.reference.source.dim, pair?.candidate.source.dim]).toEqual(['arousal', 'valence'])
    expect(sourcePair(found.slice(0, 1), {})).toBeUndefined()
    expect(sourcePair([], {})).toBeUndefined()
  })
})

describe('what was chosen', () => {
  test('comes back, and what cannot be read is left at its default', () => {
    const traces = { ...noTraceCompareChoice, lagSeconds: 1.2, align: 'spread' as const, reference: 'x' }
    expect(readTraceCompareChoice(JSON.parse(JSON.stringify(traces)))).toEqual(traces)
    expect(readTraceCompareChoice({ lagSeconds: 999, align: 'sideways', recordingIds: [1, 'r'] })).toEqual({
      ...noTraceCompareChoice,
      recordingIds: ['r']
    })
    const segments = { ...noSegmentsChoice, background: null, overlap: 0.25 }
    expect(readSegmentsChoice(JSON.parse(JSON.stringify(segments)))).toEqual(segments)
    expect(readSegmentsChoice({ overlap: 7, background: 3 })).toEqual(noSegmentsChoice)
    expect(readSegmentsChoice('nonsense')).toEqual(noSegmentsChoice)
  })
})
