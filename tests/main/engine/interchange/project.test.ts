import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { annotationLosses } from '../../../../src/main/engine/export/annotation-formats'
import { indexDataset } from '../../../../src/main/engine/export/dataset-index'
import { exportJob } from '../../../../src/main/engine/export/export-job'
import { together } from '../../../../src/main/engine/import/together'
import { interchange } from '../../../../src/main/engine/interchange'
import type { ExportDataset, ImportedFile } from '../../../../src/main/engine/protocol'
import { annotationFormatIds } from '../../../../src/shared/domain/export-formats'
import { SchemeDocument } from '../../../../src/shared/domain/scheme'
import { micros } from '../../../../src/shared/domain/time'
import type { Segment } from '../../../../src/shared/domain/rows'
import { importPaths } from '../../../fixtures/import-file'
import { jobContext } from '../../../fixtures/job-context'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'affectory-interchange-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const put = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const told = (file: ImportedFile | undefined): readonly string[] =>
  file?.tracks.flatMap((track) =>
    track.segments.map(
      (segment) =>
        `${track.name}|${track.authorName}|${track.schemeId}|${segment.start}-${segment.end}|${segment.label ?? ''}|${segment.text ?? ''}`
    )
  ) ?? []

describe('importing files of other programs', () => {
  test('emotions go to the shipped scheme whatever they are called, words become utterances of their speaker', async () => {
    const path = put(
      'P01.TextGrid',
      '"ooTextFile" "TextGrid" 0 4 <exists> 3 "IntervalTier" "emo" 0 4 3 0 1 "Angry" 1 2 "" 2 4 "sad" "IntervalTier" "words" 0 4 1 0 4 "well, hello there" "TextTier" "clicks" 0 4 3 1 "k" 2 "k" 3 "k"'
    )
    const { files, problems } = await importPaths([path])
    expect(told(files[0])).toEqual([
      'emo|Praat TextGrid file|ekman7|0-1000000|anger|',
      'emo|Praat TextGrid file|ekman7|2000000-4000000|sadness|',
      'words|Praat TextGrid file|ekman7|0-4000000||well, hello there',
      expect.stringMatching(/^clicks\|Praat TextGrid file\|clicks-[\da-f]{8}\|1000000-1000001\|k\|$/),
      expect.stringContaining('2000000-2000001'),
      expect.stringContaining('3000000-3000001')
    ])
    expect(files[0]?.tracks.map(({ kind }) => kind)).toEqual(['segments', 'utterances', 'points'])
    expect(problems).toEqual([])
    expect(files[0]).toMatchObject({ container: 'textgrid', playback: 'none', durationSeconds: 4 })
  })

  test('a vocabulary that no shipped scheme has comes with the file, with its colours', async () => {
    put('a.annotation~', '0;1;5;0.5\n1;2;6;1\n2;3;-1;1\n')
    const path = put(
      'a.annotation',
      '<annotation ssi-v="3"><info ftype="ASCII" size="3"/><meta role="pilot" annotator="r2"/><scheme name="workload" type="DISCRETE"><item id="5" name="Low load" color="#FF00FF00"/><item id="6" name="Überlast" color="#FFFF0000"/></scheme></annotation>'
    )
    const { files, problems } = await importPaths([path])
    const [scheme] = files[0]?.schemes ?? []
    expect(SchemeDocument.parse(scheme?.document)).toMatchObject({
      id: scheme?.id,
      name: 'workload',
      attributes: [
        {
          labels: [
            { id: 'low-load', name: { en: 'Low load' }, color: '#00ff00' },
            { id: 'uberlast', name: { en: 'Überlast' } }
          ]
        }
      ]
    })
    expect(told(files[0])).toEqual([
      `workload (pilot)|r2|${scheme?.id}|0-1000000|low-load|`,
      `workload (pilot)|r2|${scheme?.id}|1000000-2000000|uberlast|`,
      `workload (pilot)|r2|${scheme?.id}|2000000-3000000|cannot-rate|`
    ])
    expect(problems).toEqual([])
    const again = await importPaths([path])
    expect(again.files[0]?.schemes?.[0]?.id).toBe(scheme?.id)
  })

  test('a folder with data files beside their headers gives no error for them', async () => {
    put('a.stream~', Buffer.from(new Float32Array([1, 2, 3]).buffer))
    put(
      'a.stream',
      '<stream ssi-v="2"><info ftype="BINARY" sr="10" dim="1" byte="4" type="FLOAT"/><chunk from="0" to="0.3" byte="0" num="3"/></stream>'
    )
    const { files, problems } = await importPaths([folder])
    expect(
      files.map(({ streams }) =>
        streams.map(({ kind, name, info }) => [kind, name, info.channels?.[0]?.rateHz])
      )
    ).toEqual([[['signal', 'Ratings', 10]]])
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([['data-file', 'info']])
  })

  test('continuous ratings become traces', async () => {
    const path = put(
      'r1.csv',
      'media_open,x\nMultimedia File,a.mp4\nMinimum Value,-1\nMaximum Value,1\nSecond,Rating\n%%%%%%,%%%%%%\n0.5,0.25\n1,NaN\n1.5,-1\n'
    )
    const { files } = await importPaths([path])
    const [trace] = files[0]?.traces ?? []
    expect(trace).toMatchObject({
      authorName: 'r1',
      trace: { mode: 'bounded', rateHz: 2, dims: ['rating'] },
      takes: [{ start: 250_000, rateHz: 2 }]
    })
    expect([...(trace?.takes[0]?.samples ?? [])]).toEqual([0.25, NaN, -1])
  })

  test('files of several recordings are told apart, damaged ones and ones without labels say what to do', async () => {
    const paths = [
      put('two.rttm', 'SPEAKER a 1 0 1 <NA> <NA> x <NA> <NA>\nSPEAKER b 1 0 1 <NA> <NA> x <NA> <NA>\n'),
      put('cut.eaf', '<ANNOTATION_DOCUMENT>'),
      put('empty.eaf', '<ANNOTATION_DOCUMENT/>'),
      put('alone.annotation', '<annotation ssi-v="3"/>')
    ]
    const { files, problems } = await importPaths(paths)
    expect(files.map(({ parts, tracks }) => [parts?.map(({ name }) => name), tracks])).toEqual([
      [['a', 'b'], []]
    ])
    expect(problems.map(({ code }) => code).sort()).toEqual(['damaged', 'missing-data', 'no-labels'])
    for (const problem of problems) expect(problem.hint).toMatch(/\.$/)
  })

  test('labels go to the recording that shares their name', () => {
    expect(together(['/d/P01.eaf', '/d/P01.mp4', '/d/P01.srt', '/d/P02.TextGrid'])).toEqual([
      { name: 'P01', paths: ['/d/P01.mp4', '/d/P01.srt', '/d/P01.eaf'] },
      { paths: ['/d/P02.TextGrid'] }
    ])
  })

  test('other tables and texts are still what they were', async () => {
    const paths = [
      put('s.csv', 'time_s,eda_uS\n0,1\n0.1,2\n0.2,3\n'),
      put('t.csv', 'start,end,speaker,text\n0,1,A,hi\n'),
      put('u.srt', '1\n00:00:00,000 --> 00:00:01,000\nhi\n'),
      put('v.vtt', 'WEBVTT\n\n00:00.000 --> 00:01.000\nhi\n')
    ]
    const { files } = await importPaths(paths)
    expect(files.map(({ container }) => container)).toEqual(['table', 'table', 'subrip', 'webvtt'])
  })
})

const segment = (
  id: string,
  trackId: string,
  start: number,
  end: number,
  more: Partial<Segment> = {}
): Segment => ({ id, trackId, start: micros(start), end: micros(end), flagged: false, ...more })

const dataset: ExportDataset = {
  projectName: 'My study',
  projectId: 'p',
  revision: 3,
  appVersion: '0.1.0',
  createdAt: '2026-01-02T03:04:05.000Z',
  synthetic: false,
  recordings: [
    { id: 'r1', name: 'Talk: one', duration: micros(10_000_000), position: 1 },
    { id: 'r2', name: 'Talk: one', duration: micros(5_000_000), position: 2 }
  ],
  files: [
    {
      id: 'f1',
      recordingId: 'r1',
      path: '/data/talk one.mp4',
      sizeBytes: 1,
      contentHash: 'x',
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
      name: 'Video',
      index: 0,
      offset: micros(-250_000),
      driftPpm: 0,
      duration: micros(10_000_000),
      info: {},
      cache: {}
    }
  ],
  persons: [{ id: 'n1', name: 'Anna', color: '#ffffff' }],
  authors: [
    {
      id: 'a1',
      kind: 'human',
      name: 'Rater 1',
      color: '#ffffff',
      perspective: 'observer',
      synthetic: false,
      position: 0
    },
    {
      id: 'a2',
      kind: 'model',
      name: 'Model',
      color: '#ffffff',
      perspective: 'observer',
      synthetic: false,
      position: 1
    }
  ],
  schemes: [
    {
      id: 'three',
      name: 'Three',
      version: '1',
      document: {
        schema: 'affectory.labels/1',
        id: 'three',
        name: 'Three',
        attributes: [
          {
            id: 'e',
            type: 'categorical',
            unit: 'segment',
            labels: [{ id: 'anger' }, { id: 'joy', name: { en: 'Joy & "fun"' } }]
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
      schemeId: 'three',
      attributeId: 'e',
      personId: 'n1',
      name: 'Emotion',
      kind: 'segments',
      overlap: 'forbidden',
      position: 1,
      locked: false
    },
    {
      id: 't2',
      recordingId: 'r1',
      authorId: 'a2',
      schemeId: 'three',
      attributeId: 'e',
      name: 'Emotion',
      kind: 'segments',
      overlap: 'forbidden',
      position: 2,
      locked: false
    },
    {
      id: 't3',
      recordingId: 'r2',
      authorId: 'a1',
      schemeId: 'three',
      attributeId: 'e',
      name: 'Words',
      kind: 'utterances',
      overlap: 'forbidden',
      position: 1,
      locked: false
    }
  ],
  segments: [
    segment('g1', 't1', 0, 1_500_000, { label: 'anger', confidence: 0.5, comment: 'loud' }),
    segment('g2', 't1', 1_500_000, 2_000_000, { label: 'joy', intensity: 7 }),
    segment('g3', 't2', 250_000, 1_000_000, { label: 'joy', scores: { joy: 0.9 } }),
    segment('g4', 't3', 0, 4_000_000, { text: 'well; "hello" <there>' })
  ],
  runs: [],
  models: [],
  relations: [],
  frames: [],
  takes: [],
  traceOptions: { withLag: true, rawTakes: false }
}

describe('exporting for other programs', () => {
  test('every format writes files that its own reader reads back with the same labels and times', async () => {
    const { context } = jobContext()
    const result = await exportJob(
      { kind: 'export', dataset, folder, name: 'set', formats: ['csv', ...annotationFormatIds] },
      context
    )
    expect(result.ok).toBe(true)
    for (const id of annotationFormatIds) {
      // These hold continuous ratings only, of which this dataset has none.
      if (['carma', 'darma', 'pagan', 'stream', 'trace-csv'].includes(id)) continue
      const format = interchange.get(id)
      const files = readdirSync(join(folder, 'set', id)).sort()
      const spans = files
        .filter((name) => !name.endsWith('~'))
        .flatMap((name) => {
          const bytes = readFileSync(join(folder, 'set', id, name))
          const read = format.read({
            name,
            bytes,
            sibling: (other) => readFileSync(join(folder, 'set', id, other))
          })
          if (!read.ok) throw new Error(read.error.message)
          expect(read.value.repairs).toEqual([])
          return read.value.document.recordings.flatMap(({ tiers }) =>
            tiers.flatMap((tier) =>
              tier.kind === 'spans' ? tier.spans.map(({ start, end }) => `${start}-${end}`) : []
            )
          )
        })
      const expected =
        id === 'uem'
          ? ['0-10000000', '0-5000000']
          : ['0-1500000', '0-4000000', '1500000-2000000', '250000-1000000']
      expect([id, ...new Set(spans)].sort()).toEqual([id, ...expected].sort())
    }
    expect(readdirSync(join(folder, 'set', 'elan')).sort()).toEqual(['Talk_one.eaf', 'Talk_one_2.eaf'])
    const eaf = readFileSync(join(folder, 'set', 'elan', 'Talk_one.eaf'), 'utf8')
    expect(eaf).toContain('MEDIA_URL="file:///data/talk%20one.mp4"')
    expect(eaf).toContain('TIME_ORIGIN="250"')
    expect(eaf).toContain('TIER_ID="Emotion - Rater 1"')
    expect(eaf).toContain('PARTICIPANT="Anna"')
    expect(eaf).toContain('Joy &amp; "fun"')
    const dataset2 = readFileSync(join(folder, 'set', 'dataset.json'), 'utf8')
    expect(dataset2).toContain('elan/Talk_one.eaf')
  })

  test('what would be lost is told for each format before anything is written', () => {
    const losses = annotationLosses(indexDataset(dataset), ['csv', 'elan', 'srt', 'rttm'])
    expect(losses.map(({ format, problems }) => [format, problems.map(({ code }) => code)])).toEqual([
      ['elan', ['loss.recordings', 'loss.scores']],
      [
        'srt',
        expect.arrayContaining([
          'loss.confidence',
          'loss.intensity',
          'loss.comments',
          'loss.annotators',
          'loss.schemes',
          'loss.scores'
        ])
      ],
      ['rttm', expect.arrayContaining(['loss.content', 'loss.spaces'])]
    ])
    for (const problem of losses.flatMap(({ problems }) => problems)) {
      expect(problem.message).toMatch(/^[A-Z\d"].*\.$/)
      expect(problem.message).not.toMatch(/[@#]/)
    }
  })

  test('a dataset written for ELAN and imported again has its labels, confidences, intensities and comments', async () => {
    const { context } = jobContext()
    await exportJob({ kind: 'export', dataset, folder, name: 'set', formats: ['elan'] }, context)
    const { files } = await importPaths([join(folder, 'set', 'elan', 'Talk_one.eaf')])
    expect(files[0]?.tracks.map(({ name, authorName }) => [name, authorName])).toEqual([
      ['Emotion - Rater 1 (Anna)', 'Rater 1'],
      ['Emotion - Model', 'Model']
    ])
    expect(files[0]?.tracks[0]?.segments).toMatchObject([
      { start: 0, end: 1_500_000, label: 'anger', confidence: 0.5, comment: 'loud' },
      { start: 1_500_000, end: 2_000_000, label: 'joy-fun', intensity: 7 }
    ])
  })
})

test('the registry lists every format of the folder, and those that are written tell their losses', () => {
  const folderOf = join(import.meta.dirname, '../../../../src/main/engine/interchange')
  const exported = readdirSync(folderOf).flatMap((name) =>
    [...readFileSync(join(folderOf, name), 'utf8').matchAll(/^export const (\w+): InterchangeFormat/gm)].map(
      (match) => match[1]
    )
  )
  expect(interchange.all.length).toBe(exported.length)
  for (const format of interchange.all)
    expect((format.write === undefined) === (format.losses === undefined)).toBe(true)
  const empty = { schemes: [], recordings: [{ name: '../x', media: [], tiers: [], links: [] }] }
  for (const format of interchange.all)
    for (const file of format.write?.(empty, '../a/b') ?? []) expect(file.name).toMatch(/^[^./\\][^/\\]*$/)
})
