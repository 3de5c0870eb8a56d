import { describe, expect, it } from 'vitest'
import { formats } from '../../../../src/main/engine/export'
import { indexDataset } from '../../../../src/main/engine/export/dataset-index'
import { datasetDocument } from '../../../../src/main/engine/export/dataset-document'
import type { ExportDataset } from '../../../../src/main/engine/protocol'
import type { Segment, Track } from '../../../../src/shared/domain/rows'
import type { SegmentValue } from '../../../../src/shared/domain/segment-value'
import type { QuestionnaireResponse } from '../../../../src/shared/domain/study'
import { micros } from '../../../../src/shared/domain/time'
import { valueFromRows } from '../../../../src/shared/values/value-rows'

const track: Track = {
  id: 't',
  recordingId: 'r',
  authorId: 'anna',
  schemeId: 'wrime8',
  attributeId: 'intensity',
  name: 'Feelings',
  kind: 'segments',
  overlap: 'allowed',
  position: 0,
  locked: false
}
const values: readonly SegmentValue[] = [
  { kind: 'labels', labels: { joy: 3, fear: null } },
  { kind: 'shares', shares: { happiness: 0.7, surprise: 0.3 } },
  { kind: 'ratings', ratings: { valence: 7, arousal: 3 } },
  { kind: 'terms', terms: ['relieved, at last', 'says "no"'] },
  { kind: 'explanation', text: 'The voice breaks.\nThen silence.', clues: ['voice-pitch', 'words'] },
  { kind: 'spans', spans: [{ label: 'feeling', from: 2, to: 9 }] }
]
const segments = values.map((value, index): Segment => ({
  id: `s${index}`,
  trackId: 't',
  start: micros(index * 1e6),
  end: micros(index * 1e6 + 900_000),
  flagged: false,
  value
}))
const sheet: QuestionnaireResponse = {
  id: 'a1',
  questionnaireId: 'panas',
  recordingId: 'r',
  personId: 'p',
  authorId: 'anna',
  at: '2026-01-02T03:04:05Z',
  answers: { proud: 4, upset: 1 }
}
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
    {
      id: 'anna',
      kind: 'human',
      name: 'Anna',
      color: '#fff',
      perspective: 'self',
      synthetic: false,
      position: 0
    }
  ],
  schemes: [],
  tracks: [track],
  segments: [...segments, { ...segments[0], id: 'plain', value: undefined } as Segment],
  relations: [],
  responses: [sheet],
  runs: [],
  takes: [],
  traceOptions: { withLag: true, rawTakes: false },
  frames: [],
  models: []
}
const index = indexDataset(dataset)

function fileOf(format: string, name: string): string {
  const file = formats
    .get(format)
    .files(index)
    .find((one) => one.name === name)
  if (!file) throw new Error(`no file ${name}`)
  return [...file.text()].join('')
}

/** Rows of RFC 4180, read by rules of their own and not by the writer's. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|$)/g
  for (const [, raw = '', end] of text.matchAll(cell)) {
    rows.at(-1)?.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw)
    if (end === '\r\n') rows.push([])
    if (end === '') break
  }
  return rows.filter((row) => row.length > 1)
}

describe('answers beyond one label in an export', () => {
  it('come back from values.csv as they were', () => {
    const [head = [], ...rows] = readCsv(fileOf('csv', 'values.csv'))
    const at = (row: readonly string[], name: string): string => row[head.indexOf(name)] ?? ''
    const bySegment = Map.groupBy(rows, (row) => at(row, 'segment_id'))
    const back = [...bySegment.values()].map((cells) =>
      valueFromRows(
        at(cells[0] ?? [], 'kind'),
        cells.map((row) => ({ key: at(row, 'key'), value: at(row, 'value') }))
      )
    )
    expect(back).toEqual(values.map((value) => ({ ok: true, value })))
  })
  it('stand whole in segments.json', () => {
    const rows = JSON.parse(fileOf('json', 'segments.json')) as Segment[]
    expect(rows.slice(0, values.length).map(({ value }) => value)).toEqual(values)
  })
  it('are described column by column', () => {
    const document = datasetDocument(index, []) as { columns: { values: { name: string }[] }; counts: object }
    expect(document.columns.values.map(({ name }) => name)).toContain('key')
    expect(document.counts).toMatchObject({ values: values.length, responses: 1 })
  })
})

describe('answers to questionnaires in an export', () => {
  it('are a row for each item, open ones empty, and the scores with what they leave out', () => {
    const [, ...rows] = readCsv(fileOf('csv', 'responses.csv'))
    expect(rows).toHaveLength(22)
    expect(rows.find((row) => row[6] === 'proud')?.slice(0, 8)).toEqual([
      'panas',
      'Talk',
      'Pia',
      'Anna',
      '2026-01-02T03:04:05Z',
      'item',
      'proud',
      '4'
    ])
    expect(rows.find((row) => row[6] === 'afraid')?.[7]).toBe('')
    expect(rows.find((row) => row[5] === 'score')?.slice(6, 9)).toEqual(['positive', '', '9'])
  })
  it('stand whole in responses.json', () => {
    expect(JSON.parse(fileOf('json', 'responses.json'))).toEqual([sheet])
  })
})
