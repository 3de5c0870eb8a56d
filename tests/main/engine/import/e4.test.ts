import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { fileGroups } from '../../../../src/main/engine/import/file-groups'
import { zipContent, zipEntries } from '../../../../src/main/engine/import/read-zip'
import { walk } from '../../../../src/main/engine/import/walk'
import { importPaths } from '../../../fixtures/import-file'
import { signalSamples } from '../../../fixtures/pyramid-samples'
import { hasSignals, signalPath } from '../../../fixtures/signal-samples'
import { zipFile } from '../../../fixtures/zip-file'

const fresh = (): string => mkdtempSync(join(tmpdir(), 'affectory-e4-'))

async function read(paths: readonly string[]) {
  const answer = await importPaths(paths)
  const streams = answer.files.flatMap(({ streams: all }) =>
    all.map((stream) => ({ ...stream, channels: signalSamples(answer.inProject(stream.cache['pyramid'])) }))
  )
  const of = (name: string) => streams.find((stream) => stream.name === name)
  return { ...answer, streams, of }
}

/** A session as the device writes it: everything from 1,700,000,000 s on, heart rate ten seconds later. */
const SESSION: Readonly<Record<string, string>> = {
  'ACC.csv':
    '1700000000.00, 1700000000.00, 1700000000.00\n32.000000, 32.000000, 32.000000\n64,-32,0\n1,2,3\n',
  'EDA.csv': '1700000000.00\n4.000000\n0.25\n0.5\n\n0.75\n',
  'HR.csv': '1700000010.00\n1.000000\n70.5\n71\n',
  'IBI.csv': '1700000000.00, IBI\n12.5,0.84375\n13.25,0.75\n',
  'tags.csv': '1700000011.25\n1700000020.00\n',
  'info.txt': 'TEMP.csv\nData from temperature sensor expressed degrees on the Celsius (°C) scale.\n'
}
function session(files: Readonly<Record<string, string>> = SESSION): string {
  const folder = join(fresh(), 'A01E32')
  mkdirSync(folder)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

describe.skipIf(!hasSignals)('a real session of an hour', () => {
  test('each file is a stream with its own start and length; all are one recording', async () => {
    const { of, files, problems, streams } = await read([signalPath('e4')])
    expect(problems).toEqual([])
    expect(files.length).toBe(6)
    // Lines of each file less start and rate, and the last value (README of the samples; the files themselves).
    for (const [name, count, rateHz, last] of [
      ['ACC', 117_156, 32, 14 / 64],
      ['BVP', 234_311, 64, -2.53],
      ['EDA', 14_646, 4, 1.230414],
      ['TEMP', 14_640, 4, 32.49],
      ['HR', 3651, 1, 73.8]
    ] as const) {
      const channel = of(name)?.channels[0]
      expect(channel?.sampleCount, name).toBe(count)
      expect(channel?.rateHz).toBe(rateHz)
      expect(channel?.samples.at(-1)).toBeCloseTo(last, 5)
    }
    expect(streams.map(({ name, offset }) => [name, offset])).toEqual([
      ['ACC', 0],
      ['BVP', 0],
      ['EDA', 0],
      ['HR', 10_000_000],
      ['TEMP', 0]
    ])
    expect(of('ACC')?.channels.map(({ label, unit }) => `${label} ${unit}`)).toEqual([
      'ACC x g',
      'ACC y g',
      'ACC z g'
    ])
    expect(of('ACC')?.channels.map(({ samples }) => samples[0])).toEqual([-34 / 64, -23 / 64, 45 / 64])
    expect(of('EDA')?.info.startedAt).toBe('2023-04-05T09:23:40.000Z')
    const intervals = files.flatMap(({ tracks }) => tracks)
    expect(intervals.map(({ name, segments }) => [name, segments.length])).toEqual([
      ['Inter-beat intervals', 570]
    ])
    expect(intervals[0]?.segments[0]).toMatchObject({
      start: 263_453_125,
      value: { kind: 'ratings', ratings: { ibi: 562.5 } }
    })
  })

  test('the same session as an archive is one file with the same streams', async () => {
    const folder = signalPath('e4')
    const path = join(fresh(), '1680686620_A0.zip')
    writeFileSync(
      path,
      zipFile(
        readdirSync(folder).map((name) => ({ name: `A0/${name}`, bytes: readFileSync(join(folder, name)) }))
      )
    )
    const { files, problems, of } = await read([path])
    expect(problems).toEqual([])
    expect(files.length).toBe(1)
    expect(files[0]?.streams.map(({ name, index }) => [name, index])).toEqual([
      ['ACC', 0],
      ['BVP', 1],
      ['EDA', 2],
      ['HR', 3],
      ['TEMP', 4]
    ])
    expect(of('HR')?.offset).toBe(10_000_000)
    expect(of('BVP')?.channels[0]?.sampleCount).toBe(234_311)
    expect(files[0]?.tracks[0]?.segments.length).toBe(570)
  })
})

describe('Empatica E4', () => {
  test('the files of a folder belong together under its name; the note about them is no recording', async () => {
    const { files, problems, of } = await read([session()])
    expect(problems).toEqual([])
    expect(files.map(({ name }) => name)).toEqual(['ACC', 'EDA', 'HR', 'IBI', 'tags'])
    expect(of('HR')?.offset).toBe(10_000_000)
    expect([...(of('ACC')?.channels[0]?.samples ?? [])]).toEqual([1, 1 / 64])
    expect([...(of('EDA')?.channels[0]?.samples ?? [])]).toEqual([0.25, 0.5, 0.75])
    const tracks = files.flatMap(({ tracks: all }) => all)
    expect(tracks.map(({ name, segments }) => [name, segments.map(({ start }) => start)])).toEqual([
      ['Inter-beat intervals', [12_500_000, 13_250_000]],
      ['Button presses', [11_250_000, 20_000_000]]
    ])
  })

  test('missing files, an empty list of presses and one without beats are no trouble', async () => {
    const { files, problems } = await read([
      session({
        'EDA.csv': SESSION['EDA.csv'] ?? '',
        'HR.csv': SESSION['HR.csv'] ?? '',
        'IBI.csv': '1700000000.00, IBI\n',
        'tags.csv': ''
      })
    ])
    expect(problems).toEqual([])
    expect(files.map(({ name }) => name)).toEqual(['EDA', 'HR', 'IBI'])
  })

  test('heart rate alone begins at 0; beside the others it begins ten seconds later, also when it is imported later', async () => {
    const alone = join(fresh(), 'HR.csv')
    writeFileSync(alone, SESSION['HR.csv'] ?? '')
    expect((await read([alone])).of('HR')?.offset).toBe(0)
    expect((await read([join(session(), 'HR.csv')])).of('HR')?.offset).toBe(10_000_000)
  })

  test('lines that are no numbers are gaps and told', async () => {
    const folder = session({ ...SESSION, 'EDA.csv': '1700000000\n4\n1\nbad\n3\n' })
    const { of, problems } = await read([folder])
    expect([...(of('EDA')?.channels[0]?.samples ?? [])]).toEqual([1, NaN, 3])
    expect(problems.map(({ message }) => message)).toEqual(['EDA.csv has 1 line that are no numbers.'])
  })

  test('a table that is merely called EDA.csv is read as a table', async () => {
    const path = join(fresh(), 'EDA.csv')
    writeFileSync(path, 'time_s,eda_uS\n0,1\n0.25,2\n0.5,3\n')
    const { files } = await importPaths([path])
    expect(files[0]?.container).toBe('table')
  })
})

describe('archives', () => {
  const entries = Object.entries(SESSION).map(([name, text]) => ({ name, bytes: Buffer.from(text) }))
  async function archive(bytes: Uint8Array) {
    const path = join(fresh(), 'session.zip')
    writeFileSync(path, bytes)
    return importPaths([path])
  }

  test('zip64, and sizes that are told behind the data, are read', async () => {
    for (const options of [{ zip64: true }, { descriptors: true }]) {
      const { files, problems } = await archive(zipFile(entries, options))
      expect(problems).toEqual([])
      expect(files[0]?.streams.length).toBe(3)
    }
  })

  test('names that climb out of the archive are only names', async () => {
    const { files } = await archive(
      zipFile(entries.map(({ name, bytes }) => ({ name: `../../../tmp/${name}`, bytes })))
    )
    expect(files[0]?.streams.length).toBe(3)
  })

  test('an entry that unpacks to more than is sane is refused in a sentence, whatever size it tells', async () => {
    // 20 MB of zeros in 20 kB; the directory says 10 bytes.
    const zeros = Buffer.alloc(20 * 1024 * 1024)
    const packed = deflateRawSync(zeros)
    const path = join(fresh(), 'bomb.zip')
    writeFileSync(path, zipFile([{ name: 'EDA.csv', bytes: zeros, packed, crc: crc32(zeros), size: 10 }]))
    const handle = await open(path, 'r')
    try {
      const entries = await zipEntries(handle, (await handle.stat()).size)
      const [entry] = typeof entries === 'string' ? [] : entries
      expect(entry?.sizeBytes).toBe(10)
      expect(entry && (await zipContent(handle, entry, 1024 * 1024))).toBe(
        'has an entry EDA.csv that unpacks to more than 1 MB'
      )
    } finally {
      await handle.close()
    }
  })

  test('damage, passwords and other archives end in a sentence', async () => {
    const whole = zipFile(entries)
    expect((await archive(whole.slice(0, whole.length / 2))).problems[0]?.code).toBe('damaged')
    const changed = Uint8Array.from(whole)
    changed[60] = (changed[60] ?? 0) ^ 255
    expect((await archive(changed)).problems[0]?.code).toBe('damaged')
    expect((await archive(zipFile(entries, { encrypted: true }))).problems[0]?.message).toContain(
      'protected by a password'
    )
    expect((await archive(zipFile([{ name: 'a.txt', bytes: Buffer.from('a') }]))).problems[0]?.code).toBe(
      'unsupported'
    )
  })

  test('several sessions in one archive are a recording each, named after their folders; a damaged one stops no other', async () => {
    const inFolder = (folder: string) => entries.map((one) => ({ ...one, name: `${folder}/${one.name}` }))
    const { files, problems } = await archive(zipFile([...inFolder('study/P01'), ...inFolder('study/P02')]))
    expect(problems).toEqual([])
    const [whole] = (await archive(zipFile(entries))).files
    const [file] = files
    expect(file?.recordings?.map(({ name }) => name)).toEqual(['study P01', 'study P02'])
    for (const recording of file?.recordings ?? []) {
      expect(recording.durationSeconds).toBe(whole?.durationSeconds)
      expect(recording.streams.map(({ name, offset }) => [name, offset])).toEqual(
        whole?.streams.map(({ name, offset }) => [name, offset])
      )
      expect(recording.tracks.length).toBe(whole?.tracks.length)
    }
    // Every stream has a number of its own in the file, so that each finds its cache again.
    const numbers = file?.recordings?.flatMap(({ streams }) => streams.map(({ index }) => index)) ?? []
    expect(numbers).toEqual([...numbers.keys()])

    const cut = entries.map(({ name }) => ({
      name: `bad/${name}`,
      bytes: Buffer.from(name === 'EDA.csv' ? '1700000000\n4\n' : '')
    }))
    const mixed = await archive(zipFile([...cut, ...inFolder('good')]))
    expect(mixed.files[0]?.recordings?.map(({ name }) => name)).toEqual(['good'])
    expect(mixed.problems.length).toBeGreaterThan(0)
  })
})

test('each folder with a session is a recording of its name; the note in it is none, other files keep their own', async () => {
  const one = session()
  const two = join(fresh(), 'B02')
  cpSync(one, two, { recursive: true })
  writeFileSync(join(two, 'P01.mp4'), 'x')
  const { files } = await walk([one, two], new AbortController().signal)
  const groups = await fileGroups(files, 'by-name')
  expect(groups.map(({ name, paths }) => [name, paths.length])).toEqual([
    ['A01E32', 5],
    ['B02', 5],
    [undefined, 1]
  ])
  expect(
    (await fileGroups(files, 'none')).flatMap(({ paths }) => paths).some((path) => path.endsWith('info.txt'))
  ).toBe(false)
})
