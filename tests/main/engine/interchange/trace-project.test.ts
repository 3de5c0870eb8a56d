import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { annotationLosses } from '../../../../src/main/engine/export/annotation-formats'
import { indexDataset } from '../../../../src/main/engine/export/dataset-index'
import { exportJob } from '../../../../src/main/engine/export/export-job'
import { traceTracksOf } from '../../../../src/main/engine/import/trace-tracks'
import { traceCsv } from '../../../../src/main/engine/interchange/trace-csv'
import { traceTiersOf } from '../../../../src/main/engine/interchange/traces'
import type { ExportDataset, ImportedFile, ImportedTrace } from '../../../../src/main/engine/protocol'
import { loadSchemes, openProject } from '../../../../src/main/store'
import type { Project } from '../../../../src/main/store'
import type { ExportFormatId } from '../../../../src/shared/domain/export-formats'
import { composeTakes } from '../../../../src/shared/trace/compose-takes'
import { resampleTrace } from '../../../../src/shared/trace/resample-trace'
import { micros } from '../../../../src/shared/domain/time'
import { importPaths } from '../../../fixtures/import-file'
import { jobContext } from '../../../fixtures/job-context'

const data = resolve(
  process.env['AFFECTORY_DATA'] ?? resolve(import.meta.dirname, '../../../../../shared/data')
)
let folder = ''
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'affectory-traces-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const schemes = loadSchemes(resolve(import.meta.dirname, '../../../../resources/schemes'))
let counter = 0

function put(name: string, text: string): string {
  const place = join(folder, `in-${counter++}`)
  mkdirSync(place)
  writeFileSync(join(place, name), text)
  return join(place, name)
}

/** Read a file as the import does. */
async function found(path: string): Promise<ImportedFile> {
  const { files, problems } = await importPaths([path])
  const [file] = files
  if (!file) throw new Error(problems.map(({ message }) => message).join(' '))
  return file
}

function projectWith(files: readonly ImportedFile[]): Project {
  const opened = openProject(join(folder, `project-${counter++}`), { create: { name: 'Study' } })
  if (!opened.ok) throw new Error(opened.error.message)
  const committed = opened.value.commitTogether(files, {
    name: 'Talk',
    schemes: [...schemes, ...files.flatMap((file) => file.schemes ?? [])]
  })
  if (!committed.ok) throw new Error(committed.error.message)
  return opened.value
}

/** Write a project's dataset and answer the texts of its files by name. */
async function exported(
  project: Project,
  formats: readonly ExportFormatId[],
  traceOptions: ExportDataset['traceOptions'] = { withLag: true, rawTakes: false }
): Promise<ReadonlyMap<string, string>> {
  const rows = project.exportDataset({ recordingIds: [], authorIds: [], includeFrames: true })
  const name = `out-${counter++}`
  const { context } = jobContext()
  const dataset = {
    ...rows,
    traceOptions,
    appVersion: '1',
    createdAt: '2026-01-02T03:04:05.000Z',
    models: []
  }
  const written = await exportJob({ kind: 'export', dataset, folder, name, formats }, context)
  if (!written.ok) throw new Error(written.error.message)
  const all = readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
  return new Map(
    all
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name)
        return [path.slice(join(folder, name).length + 1), readFileSync(path, 'utf8')]
      })
  )
}

const composed = (trace: ImportedTrace) =>
  composeTakes(
    trace.takes.map((take, position) => ({
      take: {
        id: String(position),
        start: take.start,
        end: micros(take.start + (take.samples.length / take.dims.length / take.rateHz) * 1e6),
        rateHz: take.rateHz,
        count: take.samples.length / take.dims.length,
        dims: [...take.dims],
        position,
        hidden: false
      },
      samples: take.samples
    })),
    { dims: trace.trace.dims, rateHz: trace.trace.rateHz }
  )

const carmaText = (rater: number): string =>
  [
    'media_open,x',
    'Multimedia File,talk.mp4',
    'Lower Label,low',
    'Upper Label,high',
    'Minimum Value,-1',
    'Maximum Value,1',
    'Number of Steps,9',
    'Second,Rating',
    '%%%%%%,%%%%%%',
    ...Array.from(
      { length: 40 },
      (_, i) => `${(i + 1) / 4},${i === 7 ? 'NaN' : Math.round(Math.sin(i / 5 + rater) * 1e4) / 1e4}`
    ),
    ''
  ].join('\n')

describe('continuous ratings of other programs in a project', () => {
  test('files of two raters become two traces of one scheme, by two authors', async () => {
    const files = [await found(put('anna.csv', carmaText(0))), await found(put('ben.csv', carmaText(1)))]
    const project = projectWith(files)
    const tracks = project.all('track')
    expect(tracks.map(({ kind }) => kind)).toEqual(['trace', 'trace'])
    expect(new Set(tracks.map(({ schemeId }) => schemeId)).size).toBe(1)
    expect(tracks.map(({ authorId }) => project.get('author', authorId)?.name)).toEqual(['anna', 'ben'])
    const [take] = project.all('take')
    expect(take).toMatchObject({ source: 'import', start: 125_000, rateHz: 4, count: 40, missingCount: 1 })
    project.close()
  })

  test('CARMA, NOVA, SSI stream and CSV: what goes out comes back with the same values at the same times', async () => {
    const project = projectWith([await found(put('anna.csv', carmaText(0)))])
    const files = await exported(project, ['carma', 'nova', 'stream', 'trace-csv'])
    const [take] = project.all('take')
    const given = take && [...project.takeSamples(take)]
    const seen: string[] = []
    for (const [name, text] of files) {
      if (!/^(carma|nova|stream|trace-csv)\//.test(name) || name.endsWith('~')) continue
      seen.push(name.replace(/\/.*/, ''))
      const beside = files.get(`${name}~`)
      const path = put(name.replace(/^.*\//, ''), text)
      if (beside !== undefined) writeFileSync(`${path}~`, beside)
      const [trace] = (await found(path)).traces ?? []
      if (!trace) throw new Error(`${name} holds no trace`)
      const back = composed(trace)
      // NOVA gives no times: it begins at 0, the first half bin is missing.
      const from = back.values[0]?.findIndex((value) => !Number.isNaN(value)) ?? 0
      const values = [...(back.values[0] ?? [])].slice(from, from + 40)
      values.forEach((value, i) =>
        Number.isNaN(given?.[i] ?? NaN)
          ? expect(value, `${name} sample ${i}`).toBeNaN()
          : expect(value, `${name} sample ${i}`).toBeCloseTo(given?.[i] ?? NaN, 9)
      )
      if (!name.startsWith('nova/')) expect(back.startUs).toBe(125_000)
    }
    expect(seen.sort()).toEqual(['carma', 'nova', 'stream', 'trace-csv'])
    project.close()
  })

  test('PAGAN: values that hold until the next are sampled here and go back at their own times', async () => {
    const rows = [
      [0, 0],
      [1234, 0.5],
      [1240, 1],
      [9001, -3]
    ].map(([time, value]) => `talk.mp4,talk,P1,S1,170000${time},${time},${value}`)
    const header = 'OriginalName,DatabaseName,Participant,SessionID,Timestamp,VideoTime,Value'
    const file = await found(put('log.csv', [header, ...rows, ''].join('\n')))
    expect(file.traces?.[0]).toMatchObject({ authorName: 'P1', trace: { rateHz: 25 } })
    const project = projectWith([file])
    const [take] = project.all('take')
    // At 25 Hz the value of 1.240 s is seen from step 31 on.
    const samples = take ? project.takeSamples(take) : new Float64Array()
    expect([samples[30], samples[31], samples.at(-1)]).toEqual([0, 1, -3])
    const files = await exported(project, ['pagan'])
    const text = [...files].find(([name]) => name.startsWith('pagan/'))?.[1] ?? ''
    const back = text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').slice(-2).map(Number))
    expect(back).toEqual([
      [0, 0],
      [1234, 0.5],
      [1240, 1],
      [9001, -3]
    ])
    project.close()
  })

  test('a dataset holds the composed trace with its lag taken out or not, and each take as it was rated', async () => {
    const project = projectWith([
      await found(put('talk.csv', 'time_s,valence,arousal\n1,0.1,0.5\n1.5,0.2,0.4\n2,,0.3\n2.5,0.4,0.2\n'))
    ])
    const [take] = project.all('take')
    const set = project.apply('anna', [
      { id: 'take-set', input: { ids: [take?.id], patch: { lag: 250_000 } } }
    ])
    expect(set.ok).toBe(true)
    const shifted = await exported(project, ['csv', 'json'])
    const table = [...shifted].find(([name]) => /^traces\/.*\.csv$/.test(name))?.[1]
    expect(table).toBe(
      'time_s,time_us,valence,arousal\r\n0.750000,750000,0.1,0.5\r\n1.250000,1250000,0.2,0.4\r\n1.750000,1750000,,0.3\r\n2.250000,2250000,0.4,0.2\r\n'
    )
    expect(shifted.get('takes.csv')).toContain(',250000,')
    const json = JSON.parse([...shifted].find(([name]) => /^traces\/.*\.json$/.test(name))?.[1] ?? '')
    expect(json).toMatchObject({
      startUs: 750_000,
      rateHz: 2,
      values: { valence: [0.1, 0.2, null, 0.4], arousal: [0.5, 0.4, 0.3, 0.2] }
    })
    expect(shifted.get('dataset-card.md')).toContain('Reaction lags are taken out')
    const rated = await exported(project, ['csv'], { withLag: false, rawTakes: true, rateHz: 4 })
    const fine = [...rated].find(([name]) => /^traces\//.test(name))?.[1] ?? ''
    expect(fine.split('\r\n').slice(1, 4)).toEqual([
      '1.000000,1000000,0.1,0.5',
      '1.250000,1250000,0.15000000000000002,0.45',
      '1.500000,1500000,0.2,0.4'
    ])
    const raw = [...rated].find(([name]) => /^takes\//.test(name))?.[1] ?? ''
    expect(raw.split('\r\n')[1]).toBe('1.000000,1000000,0.1,0.5')
    expect(rated.get('dataset-card.md')).toContain('as they were rated')
    project.close()
  })

  test('before an export every format says what it cannot hold of traces', async () => {
    const project = projectWith([
      await found(put('talk.csv', 'time_s,valence,arousal,dominance\n1,0.1,0.5,0\n1.5,0.2,0.4,0\n2,,0.3,1\n'))
    ])
    const rows = project.exportDataset({ recordingIds: [], authorIds: [], includeFrames: false })
    const index = indexDataset({
      ...rows,
      traceOptions: { withLag: true, rawTakes: false },
      appVersion: '1',
      createdAt: '2026-01-02T03:04:05.000Z',
      models: []
    })
    const losses = new Map(
      annotationLosses(index, ['elan', 'darma', 'carma', 'pagan', 'trace-csv']).map(
        ({ format, problems }) => [format, problems.map(({ code }) => code)]
      )
    )
    expect(losses.get('elan')).toContain('loss.traces')
    expect(losses.get('darma')).toContain('loss.axes')
    expect(losses.get('carma')).not.toContain('loss.traces')
    expect(losses.get('pagan')).toEqual(expect.arrayContaining(['loss.dimensions', 'loss.missing']))
    expect(losses.get('trace-csv')).toEqual(['loss.range'])
    project.close()
  })

  test('an SSI stream that somebody recorded stays a signal', async () => {
    const path = put(
      'eda.stream',
      '<?xml version="1.0"?><stream ssi-v="2"><info ftype="ASCII" sr="10" dim="1" byte="4" type="FLOAT" delim=" "/><chunk from="0" to="0.3" byte="0" num="3"/></stream>'
    )
    writeFileSync(`${path}~`, '1\n2\n3\n')
    const file = await found(path)
    expect(file.streams.map(({ kind }) => kind)).toEqual(['signal'])
    expect(file.traces).toBeUndefined()
  })
})

const pmemo = join(data, 'music/pmemo/dynamic_annotations.csv')
describe('TRACE-3: PMEmo', () => {
  test.skipIf(!existsSync(pmemo))(
    `767 traces from ${pmemo}: first sample at 15.5 s, step 0.5 s, 36,434 points, the same at 2 Hz and straight lines at 10 Hz`,
    () => {
      const bytes = readFileSync(pmemo)
      const head = bytes.subarray(0, 4096).toString('utf8')
      expect(traceCsv.probe({ name: 'dynamic_annotations.csv', extension: 'csv', head })).toBe(true)
      const read = traceCsv.read({ name: 'dynamic_annotations.csv', bytes })
      if (!read.ok) throw new Error(read.error.message)
      const traces = read.value.document.recordings.flatMap(
        (recording) => traceTracksOf(traceTiersOf(recording), traceCsv).traces
      )
      expect(traces.length).toBe(767)
      // One annotator, the file, whatever the songs are called.
      expect(new Set(traces.map(({ authorName }) => authorName))).toEqual(new Set(['dynamic_annotations']))
      // The file itself, read by nothing but split, is the oracle.
      const rows = bytes
        .toString('utf8')
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map((line) => line.split(','))
      expect(rows.length).toBe(36_434)
      const bySong = Map.groupBy(rows, ([song]) => song)
      let points = 0
      for (const [number, [, source]] of [...bySong].entries()) {
        const trace = traces[number]
        if (!trace) throw new Error(`song ${number} is missing`)
        const own = composed(trace)
        const same = resampleTrace(own, 2)
        points += same.count
        expect(same.startUs).toBe(15_500_000)
        expect(same.count).toBe(source.length)
        source.forEach(([, time, arousal, valence], i) => {
          expect(Math.abs(same.startUs + i * 5e5 - Number(time) * 1e6)).toBeLessThan(1)
          expect(Math.abs((same.values[0]?.[i] ?? NaN) - Number(arousal))).toBeLessThanOrEqual(1e-9)
          expect(Math.abs((same.values[1]?.[i] ?? NaN) - Number(valence))).toBeLessThanOrEqual(1e-9)
        })
        if (number % 50 > 0) continue
        const fine = resampleTrace(own, 10)
        expect(fine.count).toBe((source.length - 1) * 5 + 1)
        for (let i = 0; i < fine.count; i++) {
          const at = Math.floor(i / 5)
          const [left, right] = [Number(source[at]?.[2]), Number(source[at + 1]?.[2] ?? source[at]?.[2])]
          const line = left + ((right - left) * (i - at * 5)) / 5
          expect(Math.abs((fine.values[0]?.[i] ?? NaN) - line)).toBeLessThanOrEqual(1e-9)
        }
      }
      expect(points).toBe(36_434)
    }
  )
})
