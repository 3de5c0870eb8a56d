import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importPaths } from '../../../fixtures/import-file'
import { Mat5Builder } from '../../../fixtures/mat5'
import { layoutOf, streamSamples } from '../../../fixtures/stream-samples'

const mat = new Mat5Builder()
const one = (name: string, value: number) => mat.doubles(name, [1, 1], [value])

interface Made {
  readonly channels?: number
  readonly points?: number
  readonly trials?: number
  readonly rate?: number
  /** Numbers inside, or the name of the file beside. */
  readonly data?: readonly number[] | string
  readonly events?: readonly {
    readonly type: string | number
    readonly latency: number
    readonly duration?: number
  }[]
  readonly topLevel?: boolean
}

function dataset({
  channels = 2,
  points = 10,
  trials = 1,
  rate = 10,
  data = 'a.fdt',
  events = [],
  topLevel
}: Made): Buffer {
  const fields: Readonly<Record<string, (name: string) => Buffer>> = {
    nbchan: (name) => one(name, channels),
    pnts: (name) => one(name, points),
    trials: (name) => one(name, trials),
    srate: (name) => one(name, rate),
    xmin: (name) => one(name, trials > 1 ? -0.2 : 0),
    data: (name) =>
      typeof data === 'string' ? mat.text(name, data) : mat.doubles(name, [channels, points, trials], data),
    chanlocs: (name) =>
      mat.struct(
        name,
        ['labels', 'X', 'Y', 'Z'],
        Array.from({ length: channels }, (_, i) => [
          mat.text('', `E${i + 1}`),
          one('', i + 1),
          one('', 10),
          one('', 3)
        ])
      ),
    event: (name) =>
      mat.struct(
        name,
        ['type', 'latency', 'duration'],
        events.map(({ type, latency, duration = 0 }) => [
          typeof type === 'string' ? mat.text('', type) : one('', type),
          one('', latency),
          one('', duration)
        ])
      )
  }
  if (topLevel) return mat.file(...Object.entries(fields).map(([name, make]) => make(name)))
  return mat.file(mat.struct('EEG', Object.keys(fields), [Object.values(fields).map((make) => make(''))]))
}

const floats = (values: readonly number[]): Buffer => Buffer.from(Float32Array.from(values).buffer)
const counting = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

async function read(files: Readonly<Record<string, Buffer>>) {
  const folder = mkdtempSync(join(tmpdir(), 'affectory-eeglab-'))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  const { files: found, problems, inProject } = await importPaths([join(folder, 'a.set')])
  const [file] = found
  const stream = file?.streams[0]
  return {
    file,
    problems,
    stream,
    layout: stream?.cache['layout'] ? layoutOf(stream, inProject) : undefined,
    values: file ? streamSamples(file, stream, inProject).map(({ samples }) => [...samples]) : []
  }
}
const starts = (file: Awaited<ReturnType<typeof read>>['file'], track = 'EEGLAB events') =>
  file?.tracks.find(({ name }) => name === track)?.segments.map(({ start }) => start / 1e6)

test('samples beside are read in place, channels fastest, and latencies count from 1 with fractions', async () => {
  const { values, layout, file, problems } = await read({
    'a.set': dataset({
      events: [
        { type: 'go', latency: 1 },
        { type: 255, latency: 4.5 }
      ]
    }),
    'a.fdt': floats(counting(20))
  })
  expect(problems).toEqual([])
  expect(layout?.file).toBe('a.fdt')
  expect(values[0]).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18])
  expect(values[1]?.[0]).toBe(1)
  expect(starts(file)).toEqual([0, 0.35])
  const document = JSON.stringify(file?.schemes?.[0]?.document)
  expect(document).toContain('"255"')
  expect(document).toContain('"go"')
})

test('the fields of a dataset can stand by themselves, with the samples inside', async () => {
  const inside = await read({ 'a.set': dataset({ data: counting(20), topLevel: true }) })
  expect(inside.values[1]).toEqual([1, 3, 5, 7, 9, 11, 13, 15, 17, 19])
  expect(inside.stream?.cache['layout']).toBeUndefined()
})

test('what was cut out is a gap as long as it was, and events behind it keep their true time', async () => {
  // Between samples 4 and 5 (counted from 1) 20 samples were taken out: 2 s.
  const events = [
    { type: 'boundary', latency: 4.5, duration: 20 },
    { type: 'before', latency: 4 },
    { type: 'after', latency: 5 }
  ]
  const beside = await read({ 'a.set': dataset({ events }), 'a.fdt': floats(counting(20)) })
  expect(beside.layout?.segments).toEqual([
    { record: 0, records: 4, startUs: 0 },
    { record: 4, records: 6, startUs: 2_400_000 }
  ])
  expect(beside.file?.durationSeconds).toBe(3)
  expect(starts(beside.file)).toEqual([0.3, 0.35, 2.4])
  const inside = await read({ 'a.set': dataset({ events, data: counting(20) }) })
  expect(inside.values[0]?.slice(0, 5)).toEqual([0, 2, 4, 6, Number.NaN])
  expect(inside.values[0]?.slice(23, 26)).toEqual([Number.NaN, 8, 10])
  expect(starts(inside.file)).toEqual([0.3, 0.35, 2.4])
})

test('epochs follow each other, each a stretch of its own with a mark', async () => {
  const { layout, file } = await read({
    'a.set': dataset({ points: 5, trials: 3, events: [{ type: 'go', latency: 8 }] }),
    'a.fdt': floats(counting(30))
  })
  expect(layout?.segments.map(({ record, records, startUs }) => [record, records, startUs])).toEqual([
    [0, 5, 0],
    [5, 5, 500_000],
    [10, 5, 1_000_000]
  ])
  expect(starts(file)).toEqual([0.7])
  expect(starts(file, 'EEGLAB epochs')).toEqual([0, 0.5, 1])
  expect(file?.streams[0]?.info.extra?.['eeglab']).toEqual({ epochs: 3, epochStartSeconds: -0.2 })
})

test('electrodes are kept with x to the right and y to the front', async () => {
  const { stream } = await read({ 'a.set': dataset({}), 'a.fdt': floats(counting(20)) })
  // EEGLAB: X = 1 towards the nose, Y = 10 to the left.
  expect(stream?.info.extra?.['electrodes']).toEqual([
    { label: 'E1', x: -10, y: 1, z: 3 },
    { label: 'E2', x: -10, y: 2, z: 3 }
  ])
})

test('a dataset that was renamed with its samples finds them; one whose samples are gone says which', async () => {
  const renamed = await read({
    'a.set': dataset({ data: 'C:\\data\\old name.fdt' }),
    'A.FDT': floats(counting(20))
  })
  expect(renamed.layout?.file).toBe('A.FDT')
  const gone = await read({ 'a.set': dataset({ data: 'old name.fdt' }) })
  expect(gone.file).toBeUndefined()
  expect(gone.problems[0]?.message).toBe('a.set keeps its samples in "old name.fdt", which is not beside it.')
})

test('samples that end early are read as far as they go, with a warning', async () => {
  const { values, problems } = await read({ 'a.set': dataset({}), 'a.fdt': floats(counting(13)) })
  expect(values[0]).toHaveLength(6)
  expect(problems).toMatchObject([{ code: 'cut-off', severity: 'warning' }])
})

test.each<readonly [string, Buffer, RegExp]>([
  ['another MATLAB file', mat.file(one('x', 1)), /does not say its number of channels/],
  ['a rate of nothing', dataset({ rate: 0 }), /sampling rate of 0 Hz/],
  ['a file that was cut off', dataset({ data: counting(20) }).subarray(0, 600), /ends before|damaged/]
])('%s is told in a sentence', async (_, bytes, sentence) => {
  const { file, problems } = await read({ 'a.set': bytes })
  expect(file).toBeUndefined()
  expect(problems).toHaveLength(1)
  expect(problems[0]?.message).toMatch(/^a\.set /)
  expect(problems[0]?.message).toMatch(sentence)
})
