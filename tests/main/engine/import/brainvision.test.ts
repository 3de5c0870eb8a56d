import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importPaths } from '../../../fixtures/import-file'
import { layoutOf, streamSamples } from '../../../fixtures/stream-samples'

type Files = Readonly<Record<string, string | Buffer>>

const header = (
  changes: Readonly<Record<string, string>> = {},
  channels: readonly string[] = ['Fz,,0.5,µV', 'Cz,,,']
) => {
  const common = {
    Codepage: 'UTF-8',
    DataFile: '$b.eeg',
    MarkerFile: '$b.vmrk',
    DataFormat: 'BINARY',
    DataOrientation: 'MULTIPLEXED',
    NumberOfChannels: String(channels.length),
    SamplingInterval: '4000',
    BinaryFormat: 'INT_16',
    ...changes
  }
  const { BinaryFormat, ...keys } = common
  return [
    'Brain Vision Data Exchange Header File Version 1.0',
    '; a comment = not a key',
    '[Common Infos]',
    ...Object.entries(keys).map(([key, value]) => `${key}=${value}`),
    '[Binary Infos]',
    `BinaryFormat=${BinaryFormat}`,
    '[ASCII Infos]',
    'DecimalSymbol=,',
    changes['DataOrientation'] === 'VECTORIZED'
      ? 'SkipLines=0\r\nSkipColumns=1'
      : 'SkipLines=1\r\nSkipColumns=0',
    '[Channel Infos]',
    ...channels.map((channel, i) => `Ch${i + 1}=${channel}`),
    '[Comment]',
    'NumberOfChannels=99'
  ].join('\r\n')
}
const markers = (...lines: readonly string[]): string =>
  [
    'Brain Vision Data Exchange Marker File, Version 1.0',
    '[Marker Infos]',
    ...lines.map((line, i) => `Mk${i + 1}=${line}`)
  ].join('\r\n')
const int16 = (values: readonly number[]): Buffer => Buffer.from(Int16Array.from(values).buffer)

async function read(files: Files, name = 'a.vhdr') {
  const folder = mkdtempSync(join(tmpdir(), 'affectory-bv-'))
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content)
  const { files: found, problems, inProject } = await importPaths([join(folder, name)])
  const [file] = found
  const stream = file?.streams[0]
  const channels = file ? streamSamples(file, stream, inProject) : []
  return {
    file,
    problems,
    stream,
    channels,
    layout: stream?.cache['layout'] ? layoutOf(stream, inProject) : undefined,
    values: channels.map(({ samples }) => [...samples])
  }
}
const events = (file: Awaited<ReturnType<typeof read>>['file']) =>
  file?.tracks[0]?.segments.map(({ start, end, comment }) => [start / 1e6, (end - start) / 1e6, comment])

test('resolution, empty resolution and empty unit are what the format says they stand for', async () => {
  const { channels, values } = await read({ 'a.vhdr': header(), 'a.eeg': int16([10, 20, -30, 40]) })
  expect(channels.map(({ label, unit, rateHz }) => [label, unit, rateHz])).toEqual([
    ['Fz', 'µV', 250],
    ['Cz', 'µV', 250]
  ])
  expect(values).toEqual([
    [5, -15],
    [20, 40]
  ])
})

test('channels one after another, 32-bit numbers and big-endian ones lie where they are read', async () => {
  const vectorized = await read({
    'a.vhdr': header({ DataOrientation: 'VECTORIZED', BinaryFormat: 'INT_32' }),
    'a.eeg': Buffer.from(Int32Array.from([100_000, 2, 3, 4, 5, 600_000]).buffer)
  })
  expect(vectorized.values).toEqual([
    [50_000, 1, 1.5],
    [4, 5, 600_000]
  ])
  const big = Buffer.alloc(8)
  for (const [i, value] of [1, 2, 3, 4].entries()) big.writeInt16BE(value, i * 2)
  const bigEndian = await read({
    'a.vhdr': header().replace('[Binary Infos]', '[Binary Infos]\r\nUseBigEndianOrder=YES'),
    'a.eeg': big
  })
  expect(bigEndian.values).toEqual([
    [0.5, 1.5],
    [2, 4]
  ])
})

test('samples written as text are read in both orientations, with a decimal comma', async () => {
  const rows = await read({
    'a.vhdr': header({ DataFormat: 'ASCII' }),
    'a.eeg': 'Fz Cz\r\n1,5 -2\r\n3 4,25\r\n'
  })
  expect(rows.values).toEqual([
    [0.75, 1.5],
    [-2, 4.25]
  ])
  const columns = await read({
    'a.vhdr': header({ DataFormat: 'ASCII', DataOrientation: 'VECTORIZED' }),
    'a.eeg': 'Fz 1,5 3\r\nCz -2 4,25\r\n'
  })
  expect(columns.values).toEqual(rows.values)
})

test('a comma in a name is written as \\1', async () => {
  const { channels } = await read({
    'a.vhdr': header({}, ['left\\1 upper,,1,mV']),
    'a.eeg': int16([1, 2]),
    'a.vmrk': markers('Comment,yes\\1 he smiled,2,1,0')
  })
  expect(channels[0]?.label).toBe('left, upper')
})

test('text of a western Windows page is read without its code page being named', async () => {
  const text = header({ Codepage: 'ANSI' }, ['Öl,,1,µV'])
  const { channels } = await read({ 'a.vhdr': Buffer.from(text, 'latin1'), 'a.eeg': int16([1]) })
  expect(channels.map(({ label, unit }) => [label, unit])).toEqual([['Öl', 'µV']])
  const wrong = await read({ 'a.vhdr': Buffer.from(header({}, ['Öl,,1,µV']), 'latin1'), 'a.eeg': int16([1]) })
  expect(wrong.channels[0]?.label).toBe('Öl')
})

test('files that were renamed together are found, and folders in names are not followed', async () => {
  const { file, values } = await read({
    'a.vhdr': header({ DataFile: '../elsewhere/original.eeg', MarkerFile: 'original.vmrk' }),
    'A.EEG': int16([2, 4]),
    'a.vmrk': markers('New Segment,,1,1,0,20260102030405000006', 'Stimulus,S  1,1,1,0')
  })
  expect(values).toEqual([[1], [4]])
  expect(file?.streams[0]?.info.startedAt).toBe('2026-01-02T03:04:05.000006')
  expect(file?.tracks[0]?.segments).toHaveLength(1)
})

test('a pause between two segments is a gap of its true length, and markers behind it keep their true time', async () => {
  const samples = Array.from({ length: 2 * 500 }, (_, i) => i)
  const { layout, file } = await read({
    'a.vhdr': header(),
    'a.eeg': int16(samples),
    'a.vmrk': markers(
      'New Segment,,1,1,0,20260101120000000000',
      'Stimulus,S  1,251,1,0',
      'New Segment,,251,1,0,20260101120010500000',
      'Stimulus,S  2,252,5,2'
    )
  })
  expect(layout?.segments).toEqual([
    { record: 0, records: 250, startUs: 0 },
    { record: 250, records: 250, startUs: 10_500_000 }
  ])
  expect(file?.durationSeconds).toBe(11.5)
  const told = events(file) ?? []
  expect(told.map(([start]) => start)).toEqual([10.5, 10.5, 10.504])
  expect(told[2]?.slice(1)).toEqual([0.02, 'Channel Cz'])
})

test('segments without dates follow each other', async () => {
  const { layout } = await read({
    'a.vhdr': header(),
    'a.eeg': int16(Array.from({ length: 20 }, (_, i) => i)),
    'a.vmrk': markers('New Segment,,1,1,0,00000000000000000000', 'New Segment,,6,1,0')
  })
  expect(layout?.segments.map(({ record, startUs }) => [record, startUs])).toEqual([
    [0, 0],
    [5, 20_000]
  ])
})

test('a file that is shorter than it says, or has markers behind its end, is read with a warning', async () => {
  const { problems, values, file } = await read({
    'a.vhdr': header({ DataPoints: '500' }),
    'a.eeg': int16([1, 2, 3, 4]),
    'a.vmrk': markers('New Segment,,1,1,0', 'Stimulus,S  1,2,1,0', 'Stimulus,S  2,400,1,0')
  })
  expect(values[0]).toHaveLength(2)
  expect(file?.tracks[0]?.segments).toHaveLength(1)
  expect(problems.map(({ code, severity }) => [code, severity])).toEqual([
    ['cut-off', 'warning'],
    ['beyond-end', 'warning']
  ])
})

test.each<readonly [string, Files, RegExp]>([
  ['no data file', { 'a.vhdr': header() }, /names the data file "a\.eeg", which is not beside it/],
  ['spectra', { 'a.vhdr': header({ DataType: 'FREQUENCYDOMAIN' }), 'a.eeg': 'x' }, /holds spectra/],
  ['no rate', { 'a.vhdr': header({ SamplingInterval: '0' }), 'a.eeg': 'xx' }, /sampling interval/],
  [
    'a billion channels',
    { 'a.vhdr': header({ NumberOfChannels: '1000000000' }), 'a.eeg': 'xx' },
    /how many channels/
  ],
  ['an unknown format', { 'a.vhdr': header({ BinaryFormat: 'INT_12' }), 'a.eeg': 'xxxx' }, /INT_12/],
  ['an empty data file', { 'a.vhdr': header(), 'a.eeg': 'x' }, /has no samples/],
  ['no header at all', { 'a.vhdr': 'hello' }, /no section \[Common Infos\]/]
])('%s is told in a sentence', async (_, files, sentence) => {
  const { file, problems } = await read(files)
  expect(file).toBeUndefined()
  expect(problems).toHaveLength(1)
  expect(problems[0]?.message).toMatch(/^a\.vhdr /)
  expect(problems[0]?.message).toMatch(sentence)
})

test('a folder with a recording is one file to import, not three', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'affectory-bv-'))
  writeFileSync(join(folder, 'a.vhdr'), header())
  writeFileSync(join(folder, 'a.eeg'), int16([1, 2]))
  writeFileSync(join(folder, 'a.vmrk'), markers('Stimulus,S  1,1,1,0'))
  const { files, problems } = await importPaths([folder])
  expect(files.map(({ name }) => name)).toEqual(['a'])
  expect(problems).toEqual([])
})

test('two sessions with the same header are two recordings, and the same session is known wherever it lies', async () => {
  const session = (value: number): string => {
    const folder = mkdtempSync(join(tmpdir(), 'affectory-bv-'))
    writeFileSync(join(folder, 'a.vhdr'), header({ MarkerFile: '' }))
    writeFileSync(join(folder, 'a.eeg'), int16([value, 2]))
    return join(folder, 'a.vhdr')
  }
  const { files, problems } = await importPaths([session(1), session(2), session(1)])
  expect(files).toHaveLength(2)
  expect(problems.map(({ code }) => code)).toEqual(['already-imported'])
})
