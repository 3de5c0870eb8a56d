import { describe, expect, it } from 'vitest'
import { formats } from '../../../../src/main/engine/export'
import { datasetCard } from '../../../../src/main/engine/export/dataset-card'
import { indexDataset } from '../../../../src/main/engine/export/dataset-index'
import type { ExportDataset } from '../../../../src/main/engine/protocol'
import type { Segment, Track } from '../../../../src/shared/domain/rows'
import { micros } from '../../../../src/shared/domain/time'
import { sentences } from '../../../../src/shared/documents/sentences'

const TEXT = 'He said: "no" 😡, twice. So I left.\nمرحبا بالعالم.\n=1+1 café e\u0301.'
const found = sentences(TEXT)
const end = micros(found.length * 1e6)

const track = (id: string, rest: Partial<Track>): Track => ({
  id,
  recordingId: 'doc',
  authorId: 'anna',
  schemeId: 'cpm4',
  attributeId: 'components',
  name: id,
  kind: 'segments',
  overlap: 'allowed',
  position: 0,
  locked: false,
  ...rest
})
const segment = (id: string, trackId: string, rest: Partial<Segment>): Segment => ({
  id,
  trackId,
  start: micros(0),
  end,
  flagged: false,
  ...rest
})
const spans = [
  { from: 9, to: 17, label: 'behavior' },
  { from: 14, to: 30, label: 'feeling' },
  { from: [...TEXT].length - 13, to: [...TEXT].length - 1, label: 'thinking' }
]
const dataset: ExportDataset = {
  projectName: 'p',
  projectId: 'p',
  revision: 1,
  appVersion: '0',
  createdAt: '2026-01-01T00:00:00Z',
  synthetic: false,
  recordings: [
    { id: 'doc', name: 'Story', duration: end, position: 0, medium: 'document' },
    { id: 'pic', name: 'Face', duration: micros(1e6), position: 1, medium: 'image' },
    { id: 'talk', name: 'Talk', duration: micros(9e6), position: 2 }
  ],
  files: [],
  streams: [],
  persons: [],
  authors: (['anna', 'file'] as const).map((id, position) => ({
    id,
    kind: id === 'anna' ? ('human' as const) : ('import' as const),
    name: id,
    color: '#fff',
    perspective: 'self',
    synthetic: false,
    position
  })),
  schemes: [],
  tracks: [
    track('sentences', { authorId: 'file', kind: 'utterances' }),
    track('whole', { authorId: 'file', kind: 'utterances', layer: 'Document' }),
    track('marks', {}),
    track('moods', { attributeId: 'emotion' }),
    track('mood', { attributeId: 'emotion', layer: 'Document' }),
    track('face', { recordingId: 'pic', attributeId: 'emotion' }),
    track('talk', { recordingId: 'talk', attributeId: 'emotion' })
  ],
  segments: [
    ...found.map(({ from, to, text }, i) =>
      segment(`s${i}`, 'sentences', {
        start: micros(i * 1e6),
        end: micros((i + 1) * 1e6),
        text,
        extra: { document: { from, to } }
      })
    ),
    segment('all', 'whole', { text: TEXT }),
    segment('mine', 'marks', { value: { kind: 'spans', spans } }),
    segment('second', 'moods', { start: micros(1e6), end: micros(2e6), label: 'anger' }),
    segment('of-all', 'mood', { label: 'sadness' }),
    segment('of-face', 'face', {
      end: micros(1e6),
      label: 'joy',
      value: { kind: 'labels', labels: { joy: 3 } }
    }),
    segment('of-talk', 'talk', { end: micros(2e6), label: 'joy' })
  ],
  relations: [],
  runs: [],
  takes: [],
  traceOptions: { withLag: true, rawTakes: false },
  frames: [],
  models: []
}

/** A reader of RFC 4180 of its own, so that writer and reader do not share a mistake. */
function parsed(text: string): readonly Readonly<Record<string, string>>[] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain, stop] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (stop === '\r\n') rows.push([])
    if (stop === '') break
  }
  const [head = [], ...body] = rows
  return body
    .filter((row) => row.length === head.length)
    .map((row) => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ''])))
}
const index = indexDataset(dataset)
const csv = (name: string) => {
  const file = formats
    .get('csv')
    .files(index)
    .find((each) => each.name === name)
  return parsed([...(file?.text() ?? [])].join(''))
}

describe('an export of pictures and documents', () => {
  it('holds offsets in code points that give the words again, and reads back as the same marks', () => {
    const rows = csv('spans.csv')
    const marks = rows.filter(({ about }) => about === 'mark')
    expect(marks.map(({ from, to, label }) => ({ from: Number(from), to: Number(to), label }))).toEqual(spans)
    for (const { from, to, text } of rows)
      expect([...TEXT].slice(Number(from), Number(to)).join('')).toBe(text)
    expect(marks[0]?.['text']).toBe('"no" 😡, ')
  })

  it('says of labelled sentences and of a labelled document where they are', () => {
    const rest = csv('spans.csv').filter(({ about }) => about !== 'mark')
    expect(rest.map(({ about, label, text }) => [about, label, text])).toEqual([
      ['sentence', 'anger', found[1]?.text],
      ['document', 'sadness', TEXT]
    ])
  })

  it('gives no times where there is none', () => {
    const rows = csv('segments.csv')
    const of = (id: string) => rows.find((row) => row['segment_id'] === id)
    for (const id of ['of-face', 'mine', 'second'])
      expect([of(id)?.['start_s'], of(id)?.['end_s'], of(id)?.['start_us'], of(id)?.['end_us']]).toEqual([
        '',
        '',
        '',
        ''
      ])
    expect([of('of-face')?.['medium'], of('mine')?.['medium'], of('of-talk')?.['medium']]).toEqual([
      'image',
      'document',
      ''
    ])
    expect(of('of-talk')?.['end_us']).toBe('2000000')
    expect(csv('values.csv').map(({ start_s }) => start_s)).toEqual(['', '', '', ''])
    expect(datasetCard(index, ['spans.csv'])).toContain('Columns of the spans table')
  })

  it('in JSON reads back as the rows of the project', () => {
    const file = formats
      .get('json')
      .files(index)
      .find((each) => each.name === 'segments.json')
    expect(JSON.parse([...(file?.text() ?? [])].join(''))).toEqual(
      JSON.parse(JSON.stringify(dataset.segments))
    )
  })
})
