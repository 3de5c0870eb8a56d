import { describe, expect, it } from 'vitest'
import { formats } from '../../../../src/main/engine/export'
import { datasetCard } from '../../../../src/main/engine/export/dataset-card'
import { datasetDocument } from '../../../../src/main/engine/export/dataset-document'
import { indexDataset } from '../../../../src/main/engine/export/dataset-index'
import type { ExportDataset } from '../../../../src/main/engine/protocol'
import type { Author, Segment, Track } from '../../../../src/shared/domain/rows'
import { micros } from '../../../../src/shared/domain/time'

const author = (id: string, kind: Author['kind'], name: string): Author => ({
  id,
  kind,
  name,
  color: '#fff',
  perspective: 'observer',
  synthetic: false,
  position: 0
})
const track = (id: string, authorId: string): Track => ({
  id,
  recordingId: 'r',
  authorId,
  schemeId: 'mine',
  attributeId: 'feeling',
  name: id,
  kind: 'segments',
  overlap: 'allowed',
  position: 0,
  locked: false,
  personId: 'p'
})
const vote = (authorId: string, ...labels: string[]) => ({ authorId, labels })
const segment = (id: string, second: number, more: Partial<Segment>): Segment => ({
  id,
  trackId: 'gold-track',
  start: micros(second * 1e6),
  end: micros((second + 1) * 1e6),
  flagged: false,
  ...more
})
/** Four annotators; Dee never votes except on the fourth. */
const rows: readonly Segment[] = [
  segment('all-agree', 0, {
    label: 'joy',
    confidence: 1,
    scores: { joy: 1 },
    origin: { kind: 'gold', ref: 'g', votes: [vote('a', 'joy'), vote('b', 'joy'), vote('c', 'joy')] }
  }),
  segment('two-of-three', 1, {
    label: 'joy',
    confidence: 2 / 3,
    scores: { joy: 2 / 3, fear: 1 / 3 },
    origin: { kind: 'gold', ref: 'g', votes: [vote('a', 'joy'), vote('b', 'joy'), vote('c', 'fear')] }
  }),
  segment('left-open', 2, {
    confidence: 0.5,
    scores: { joy: 0.5 },
    origin: { kind: 'gold', ref: 'g', votes: [vote('a', 'joy'), vote('b')] }
  }),
  segment('by-hand', 3, {
    label: 'fear',
    origin: {
      kind: 'gold',
      ref: 'decided',
      votes: [vote('a', 'joy', 'fear'), vote('b', 'fear'), vote('c', 'anger'), vote('d')]
    }
  }),
  segment('drawn', 4, { label: 'joy' })
]
const dataset: ExportDataset = {
  projectName: 'p',
  projectId: 'p',
  revision: 1,
  appVersion: '0',
  createdAt: '2026-01-01T00:00:00Z',
  synthetic: false,
  recordings: [{ id: 'r', name: 'Talk', duration: micros(9e6), position: 0 }],
  files: [],
  streams: [],
  persons: [{ id: 'p', name: 'Pia', color: '#fff' }],
  authors: [
    author('a', 'human', 'Anna'),
    author('b', 'human', 'Ben'),
    author('c', 'human', 'Cleo'),
    author('d', 'human', 'Ben'),
    author('gold', 'gold', 'Truth')
  ],
  schemes: [],
  tracks: [track('gold-track', 'gold'), track('t', 'a')],
  segments: [...rows, segment('mine', 0, { trackId: 't', label: 'joy' })],
  relations: [],
  responses: [],
  runs: [],
  takes: [],
  traceOptions: { withLag: true, rawTakes: false },
  frames: [],
  models: []
}

const filesOf = (data: ExportDataset, format: string) => formats.get(format).files(indexDataset(data))
function textOf(format: string, name: string): string {
  const file = filesOf(dataset, format).find((one) => one.name === name)
  if (!file) throw new Error(`no file ${name}`)
  return [...file.text()].join('')
}
/** No cell of this table holds a comma or a quote. */
const table = textOf('csv', 'gold.csv')
  .trimEnd()
  .split('\r\n')
  .map((line) => line.split(','))
const [head = [], ...lines] = table
const cell = (id: string, column: string): string =>
  lines.find((line) => line[head.indexOf('segment_id')] === id)?.[head.indexOf(column)] ?? 'no such cell'

describe('the gold table of an export', () => {
  it('has a row for each gold segment and no other', () => {
    expect(lines.map((line) => line[head.indexOf('segment_id')])).toEqual(rows.map(({ id }) => id))
    expect(cell('two-of-three', 'gold')).toBe('Truth')
    expect(cell('two-of-three', 'recording')).toBe('Talk')
    expect(cell('two-of-three', 'person')).toBe('Pia')
    expect(cell('two-of-three', 'start_us')).toBe('1000000')
  })

  it('says beside the label what each annotator said, apart from who did not vote', () => {
    expect(head.filter((name) => name.startsWith('said_'))).toEqual([
      'said_Anna',
      'said_Ben b',
      'said_Cleo',
      'said_Ben d'
    ])
    const said = (id: string) =>
      ['said_Anna', 'said_Ben b', 'said_Cleo', 'said_Ben d'].map((name) => cell(id, name))
    expect(said('two-of-three')).toEqual(['joy', 'joy', 'fear', ''])
    expect(said('left-open')).toEqual(['joy', '(nothing)', '', ''])
    expect(said('by-hand')).toEqual(['joy; fear', 'fear', 'anger', '(nothing)'])
    expect(cell('left-open', 'label')).toBe('')
    expect(cell('by-hand', 'by_hand')).toBe('true')
  })

  // Worked out by hand. -(2/3 log2 2/3 + 1/3 log2 1/3) = log2 3 - 2/3. By hand: Anna's vote is half joy and half
  // fear, so of four votes joy has 0.5, fear 1.5, anger 1 and nothing 1: shares 1/8, 3/8, 1/4, 1/4, and the entropy is
  // 3/8 + (3/8)(3 - log2 3) + 1/2 + 1/2 = 2.5 - (3/8) log2 3.
  it('gives distribution, agreement and entropy as worked out by hand', () => {
    const shares = (id: string) =>
      ['share_joy', 'share_fear', 'share_anger', 'share_(nothing)'].map((name) => Number(cell(id, name)))
    expect(shares('all-agree')).toEqual([1, 0, 0, 0])
    expect(Number(cell('all-agree', 'entropy_bits'))).toBe(0)
    expect(shares('left-open')).toEqual([0.5, 0, 0, 0.5])
    expect(Number(cell('left-open', 'entropy_bits'))).toBeCloseTo(1, 12)
    expect(Number(cell('two-of-three', 'entropy_bits'))).toBeCloseTo(Math.log2(3) - 2 / 3, 12)
    expect(Number(cell('two-of-three', 'agreement'))).toBeCloseTo(2 / 3, 12)
    expect(shares('by-hand')).toEqual([0.125, 0.375, 0.25, 0.25])
    expect(Number(cell('by-hand', 'entropy_bits'))).toBeCloseTo(2.5 - 0.375 * Math.log2(3), 12)
    // Of four raters only Ben said exactly fear.
    expect(Number(cell('by-hand', 'agreement'))).toBe(0.25)
    expect(cell('drawn', 'entropy_bits')).toBe('')
    expect(cell('drawn', 'share_joy')).toBe('')
  })

  it('says the same in JSON, with ids', () => {
    const objects: unknown = JSON.parse(textOf('json', 'gold.json'))
    expect(objects).toHaveLength(rows.length)
    expect(objects).toMatchObject([
      { segmentId: 'all-agree', entropyBits: 0, shares: { joy: 1 }, shareOfNothing: 0 },
      { segmentId: 'two-of-three', entropyBits: expect.closeTo(Math.log2(3) - 2 / 3, 12) },
      { segmentId: 'left-open', shareOfNothing: 0.5, votes: [{ annotator: 'Anna' }, { labels: [] }] },
      { segmentId: 'by-hand', byHand: true, agreement: 0.25, shares: { fear: 0.375 } },
      { segmentId: 'drawn', shares: null, entropyBits: null, votes: [] }
    ])
  })

  it('is described column by column, and absent where there is no gold standard', () => {
    const index = indexDataset(dataset)
    const described = datasetDocument(index, []) as { columns: { gold: { name: string }[] } }
    expect(described.columns.gold.map(({ name }) => name)).toEqual(head)
    expect(datasetCard(index, [])).toContain('Columns of the gold table')
    const without = { ...dataset, segments: dataset.segments.slice(-1) }
    for (const format of ['csv', 'json'])
      expect(filesOf(without, format).map(({ name }) => name)).not.toContain(`gold.${format}`)
  })
})
