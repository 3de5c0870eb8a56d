import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, chmodSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { exportJob } from '../../../../src/main/engine/export/export-job'
import { writeFolder } from '../../../../src/main/engine/export/write-folder'
import type { ExportDataset, JobContext } from '../../../../src/main/engine/protocol'
import { micros } from '../../../../src/shared/domain/time'
import type { Segment } from '../../../../src/shared/domain/rows'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'affectory-export-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function context(signal = new AbortController().signal): JobContext & { readonly progressed: number[] } {
  const progressed: number[] = []
  return {
    signal,
    environment: { modelsFolder: '', threads: 1 },
    progressed,
    progress: (done) => progressed.push(done),
    batch: async () => undefined,
    parts: async function* () {},
    decoder: () => Promise.reject(new Error('an export decodes nothing'))
  }
}

const nasty = 'a "quoted", comma\r\nand line,\n=SUM(A1) ü 😀 '

const segments: Segment[] = [
  {
    id: 'g1',
    trackId: 't1',
    start: micros(0),
    end: micros(1_234_567),
    label: 'anger',
    flagged: false,
    confidence: 0.25,
    comment: nasty
  },
  {
    id: 'g2',
    trackId: 't1',
    start: micros(1_234_567),
    end: micros(2_000_001),
    label: 'cannot-rate',
    flagged: true,
    intensity: 3,
    text: '=1+1'
  },
  { id: 'g3', trackId: 't1', start: micros(2_500_000), end: micros(3_000_000), flagged: false },
  {
    id: 'g4',
    trackId: 't2',
    start: micros(40_000),
    end: micros(80_000),
    label: 'happiness',
    flagged: false,
    confidence: 0.9,
    scores: { anger: 0.1, happiness: 0.9 }
  }
]

const frames = Float32Array.of(
  1,
  0.1,
  0.2,
  0.3,
  0.4,
  0.987654,
  0.1,
  0.9,
  2,
  NaN,
  NaN,
  NaN,
  NaN,
  0.5,
  1 / 3,
  2 / 3
)

const dataset: ExportDataset = {
  projectName: 'Pilot | 1',
  projectId: 'p1',
  revision: 42,
  appVersion: '0.1.0',
  createdAt: '2026-01-02T03:04:05.000Z',
  synthetic: true,
  recordings: [{ id: 'r1', name: 'Anna, take 1', duration: micros(3_000_000), position: 0, group: 'anna' }],
  files: [
    {
      id: 'f1',
      recordingId: 'r1',
      path: 'C:\\media\\anna 1.mp4',
      sizeBytes: 10,
      contentHash: 'abc',
      container: 'mp4',
      playback: 'direct',
      missing: false
    }
  ],
  streams: [
    {
      id: 's1',
      recordingId: 'r1',
      fileId: 'f1',
      kind: 'video',
      name: 'video',
      index: 0,
      offset: micros(500_000),
      driftPpm: 0,
      duration: micros(3_000_000),
      info: {},
      cache: { frames: 'cache/x' }
    }
  ],
  persons: [],
  authors: [
    {
      id: 'a1',
      kind: 'human',
      name: 'Rater A',
      color: '#fff',
      perspective: 'observer',
      synthetic: true,
      position: 0
    },
    {
      id: 'a2',
      kind: 'model',
      name: 'Faces',
      color: '#fff',
      perspective: 'model',
      modelId: 'face-expression',
      synthetic: false,
      position: 1
    }
  ],
  schemes: [
    {
      id: 'ekman7',
      name: 'Ekman',
      version: '1',
      document: {
        schema: 'affectory.labels/1',
        id: 'ekman7',
        name: 'Ekman',
        attributes: [
          {
            id: 'emotion',
            type: 'categorical',
            unit: 'segment',
            labels: [{ id: 'anger' }, { id: 'happiness' }]
          }
        ]
      }
    }
  ],
  tracks: [
    {
      id: 't1',
      recordingId: 'r1',
      authorId: 'a1',
      schemeId: 'ekman7',
      attributeId: 'emotion',
      name: 'Mine',
      kind: 'segments',
      overlap: 'forbidden',
      position: 0,
      locked: false
    },
    {
      id: 't2',
      recordingId: 'r1',
      authorId: 'a2',
      schemeId: 'ekman7',
      attributeId: 'emotion',
      name: 'Face 1',
      kind: 'segments',
      overlap: 'allowed',
      runId: 'run1',
      position: 1,
      locked: false
    },
    {
      id: 't3',
      recordingId: 'r1',
      authorId: 'a2',
      schemeId: 'ekman7',
      attributeId: 'emotion',
      name: 'Per-frame scores',
      kind: 'frames',
      overlap: 'allowed',
      runId: 'run1',
      position: 2,
      locked: false
    }
  ],
  segments,
  relations: [],
  runs: [
    {
      id: 'run1',
      modelId: 'face-expression',
      authorId: 'a2',
      state: 'done',
      manifestHash: 'mhash',
      weightsHash: 'whash',
      runtimeVersion: '1.30.0',
      providerAsked: 'webgpu',
      providerGot: 'cpu',
      options: { rateHz: 5 },
      startedAt: '2026-01-02T03:00:00.000Z',
      itemsDone: 1,
      itemsTotal: 1,
      timings: {}
    }
  ],
  models: [
    {
      id: 'face-expression',
      name: 'Faces',
      version: '1',
      summary: '',
      input: 'video',
      task: 'face-expression',
      kind: 'onnx',
      unit: 'person-frame',
      reads: [{ modality: 'video', optional: false }],
      outputs: [],
      upstream: [],
      own: false,
      labels: ['anger', 'happiness'],
      schemeId: 'ekman7',
      licence: 'MIT',
      card: '# card',
      manifestHash: 'mhash',
      weightsHash: 'whash',
      sizeBytes: 1
    }
  ],
  takes: [],
  traceOptions: { withLag: true, rawTakes: false },
  frames: [
    {
      trackId: 't3',
      chunk: 0,
      count: 2,
      columns: ['person', 'x', 'y', 'w', 'h', 'score', 'anger', 'happiness'],
      pts: Float64Array.of(40_000, 80_000),
      data: frames
    }
  ]
}

const spec = (more: { name?: string; formats?: ('csv' | 'json')[]; dataset?: ExportDataset } = {}) =>
  ({
    kind: 'export',
    dataset,
    folder,
    name: 'labels',
    formats: ['csv', 'json'] as ('csv' | 'json')[],
    ...more
  }) as const
const read = (...path: string[]): string => readFileSync(join(folder, ...path), 'utf8')

describe('an exported dataset', () => {
  test('the segments read back from CSV are the segments of the project', async () => {
    const result = await exportJob(spec(), context())
    expect(result).toMatchObject({ ok: true, value: { kind: 'exported' } })
    const rows = parse(read('labels', 'segments.csv'), { columns: true, record_delimiter: '\r\n' }) as Record<
      string,
      string
    >[]
    expect(rows.length).toBe(4)
    expect(rows[0]).toMatchObject({
      recording: 'Anna, take 1',
      file: 'anna 1.mp4',
      group: 'anna',
      track: 'Mine',
      author: 'Rater A',
      author_kind: 'human',
      start_s: '0.000000',
      end_s: '1.234567',
      start_us: '0',
      end_us: '1234567',
      label: 'anger',
      scheme_version: dataset.schemes[0]?.version,
      confidence: '0.25',
      comment: nasty,
      flagged: 'false',
      p_anger: ''
    })
    expect(rows[1]).toMatchObject({ label: 'cannot-rate', intensity: '3', text: '=1+1', flagged: 'true' })
    expect(rows[2]).toMatchObject({ label: '', confidence: '' })
    expect(rows[3]).toMatchObject({
      author_kind: 'model',
      run_id: 'run1',
      p_anger: '0.1',
      p_happiness: '0.9'
    })
  })

  test('the segments and frames read back from JSON equal those of the project', async () => {
    await exportJob(spec(), context())
    expect(JSON.parse(read('labels', 'segments.json'))).toEqual(JSON.parse(JSON.stringify(segments)))
    const [name = ''] = readdirSync(join(folder, 'labels', 'frames')).filter((file) => file.endsWith('.json'))
    const document = JSON.parse(read('labels', 'frames', name)) as {
      columns: string[]
      rows: (number | null)[][]
    }
    expect(document.columns).toEqual(['pts_us', 'person', 'x', 'y', 'w', 'h', 'score', 'anger', 'happiness'])
    const values = document.rows.flatMap((row) => row.slice(1).map((value) => Math.fround(value ?? NaN)))
    expect(values).toEqual([...frames])
    expect(document.rows.map(([pts]) => pts)).toEqual([40_000, 80_000])
  })

  test('frames are placed on the clock of the recording, and numbers that are not known are empty', async () => {
    await exportJob(spec({ formats: ['csv'] }), context())
    const [name = ''] = readdirSync(join(folder, 'labels', 'frames'))
    const rows = parse(read('labels', 'frames', name), { columns: true }) as Record<string, string>[]
    expect(rows[0]).toMatchObject({
      time_s: '0.540000',
      time_us: '540000',
      pts_us: '40000',
      person: '1',
      x: '0.1',
      p_happiness: '0.9'
    })
    expect(rows[1]).toMatchObject({ person: '2', x: '', h: '', score: '0.5' })
    expect(Math.fround(Number(rows[1]?.['p_anger']))).toBe(Math.fround(1 / 3))
  })

  test('the card and dataset.json name revision, schemes whole, authors, model hashes and the provider asked and got', async () => {
    await exportJob(spec(), context())
    const document = JSON.parse(read('labels', 'dataset.json')) as Record<string, unknown>
    expect(document).toMatchObject({
      revision: 42,
      synthetic: true,
      appVersion: '0.1.0',
      counts: { recordings: 1, tracks: 3, segments: 4, frames: 2 }
    })
    expect(document['schemes']).toEqual(dataset.schemes)
    expect(document['runs']).toEqual(dataset.runs)
    expect(document['frames']).toEqual([
      { file: expect.stringMatching(/^frames\//), trackId: 't3', runId: 'run1' }
    ])
    const card = read('labels', 'dataset-card.md')
    for (const part of [
      'revision 42',
      'Synthetic',
      'mhash',
      'whash',
      'webgpu',
      'got: cpu',
      '1.30.0',
      'Rater A',
      'Pilot'
    ])
      expect(card).toContain(part)
    const columns = (document['columns'] as { segments: { name: string }[] }).segments.map(({ name }) => name)
    expect(columns).toEqual(read('labels', 'segments.csv').split('\r\n')[0]?.split(','))
  })

  test('what exists is never overwritten: the second export gets a number', async () => {
    mkdirSync(join(folder, 'labels'))
    writeFileSync(join(folder, 'labels', 'segments.csv'), 'mine')
    await exportJob(spec(), context())
    await exportJob(spec(), context())
    expect(readdirSync(folder).sort()).toEqual(['labels', 'labels (2)', 'labels (3)'])
    expect(read('labels', 'segments.csv')).toBe('mine')
  })

  test('names that no file system takes are made safe', async () => {
    await exportJob(spec({ name: '../a/b:c?' }), context())
    expect(readdirSync(folder)).toEqual(['-a-b-c-'])
  })

  test('a cancelled export leaves nothing behind', async () => {
    const stop = new AbortController()
    const many = {
      ...dataset,
      segments: Array.from({ length: 50_000 }, (_, index) => ({ ...segments[0], id: `g${index}` }) as Segment)
    }
    const cancelled = { ...context(stop.signal), progress: () => stop.abort() }
    await expect(exportJob(spec({ dataset: many }), cancelled)).rejects.toThrow()
    expect(readdirSync(folder)).toEqual([])
  })

  test('a disk that is full is told in a sentence, and nothing is left behind', async () => {
    const failing = {
      name: 'segments.csv',
      rows: 1,
      *text(): Iterable<string> {
        throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
      }
    }
    const result = await writeFolder({
      parent: folder,
      name: 'labels',
      files: [failing],
      signal: new AbortController().signal,
      progress: () => undefined
    })
    expect(result).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('the disk is full') }
    })
    expect(readdirSync(folder)).toEqual([])
  })

  test.skipIf(process.getuid?.() === 0)(
    'a folder that may not be written is told in a sentence',
    async () => {
      chmodSync(folder, 0o500)
      expect(await exportJob(spec(), context())).toMatchObject({
        ok: false,
        error: { message: expect.stringContaining('not allowed') }
      })
      chmodSync(folder, 0o700)
    }
  )

  test('a place that is no folder is told in a sentence', async () => {
    writeFileSync(join(folder, 'file'), '')
    expect(await exportJob({ ...spec(), folder: join(folder, 'file') }, context())).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('not a folder') }
    })
  })
})
