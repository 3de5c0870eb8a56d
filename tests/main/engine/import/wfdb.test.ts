import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { decodeFlac } from '../../../../src/main/engine/import/wfdb/decode-flac'
import { decodeSamples, samplesIn } from '../../../../src/main/engine/import/wfdb/decode-samples'
import { invalidCode, wfdbHeader } from '../../../../src/main/engine/import/wfdb/header'
import { importPaths } from '../../../fixtures/import-file'
import { signalSamples } from '../../../fixtures/pyramid-samples'
import { hasSignals, signalOracle, signalPath } from '../../../fixtures/signal-samples'

const Entry = z.object({
  fs: z.number(),
  n: z.number(),
  nsig: z.number(),
  names: z.array(z.string()),
  fmt: z.array(z.string()),
  gain: z.array(z.number()),
  baseline: z.array(z.number()),
  units: z.array(z.string()),
  date: z.string(),
  time: z.string(),
  comments: z.array(z.string()),
  digital_first5: z.array(z.array(z.number())),
  crc32_per_ch_int32le: z.array(z.number()),
  physical_first3: z.array(z.array(z.number()))
})

async function read(path: string) {
  const answer = await importPaths([path])
  const file = answer.files[0]
  const stream = file?.streams[0]
  return {
    ...answer,
    file,
    stream,
    channels: stream ? signalSamples(answer.inProject(stream.cache['pyramid'])) : []
  }
}

/** Formats whose numbers float32 cannot hold to the last bit. */
const WIDE = new Set(['24', '32', '524'])

const crcOf = (values: Int32Array): number =>
  crc32(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))

describe.skipIf(!hasSignals)('WFDB records read as the WFDB package reads them', () => {
  const names = Object.keys(signalOracle()).filter(
    (name) => name.startsWith('wfdb/') && name.endsWith('.hea') && !name.includes('1003')
  )
  test.each(names)('%s', async (name) => {
    const expected = Entry.parse(signalOracle()[name])
    const { file, stream, channels, problems } = await read(signalPath(name))
    expect(problems, 'checksums of the header, too').toEqual([])
    expect(channels.map(({ label }) => label)).toEqual(expected.names)
    expect(channels.map(({ unit }) => unit)).toEqual(expected.units)
    expect(file?.durationSeconds).toBeCloseTo(expected.n / expected.fs, 9)
    if (expected.time !== 'None')
      expect(stream?.info.startedAt?.replace(/0+$/, '')).toContain(expected.time.replace(/0+$/, ''))
    if (expected.date !== 'None') expect(stream?.info.startedAt).toContain(`${expected.date}T`)
    for (const [i, channel] of channels.entries()) {
      const each = Math.round(channel.rateHz / expected.fs)
      expect(channel.sampleCount).toBe(expected.n * each)
      const gain = expected.gain[i] ?? NaN
      const baseline = expected.baseline[i] ?? NaN
      const format = expected.fmt[i] ?? ''
      for (const [row, values] of expected.digital_first5.entries()) {
        // The package gives the mean of the samples of a frame, rounded; here each is kept.
        const own = channel.samples.slice(row * each, (row + 1) * each)
        const mean = own.reduce((sum, value) => sum + value * gain + baseline, 0) / each
        const tolerance = each > 1 ? 1 : WIDE.has(format) ? 1e-6 * 2 ** 31 : 0.01
        expect(Math.abs(mean - (values[i] ?? NaN)), `${channel.label} row ${row}`).toBeLessThanOrEqual(
          tolerance
        )
      }
      if (each > 1 || WIDE.has(format)) continue
      const digital = Int32Array.from(channel.samples, (value) =>
        Number.isNaN(value) ? (invalidCode(Number(format)) ?? 0) : Math.round(value * gain + baseline)
      )
      expect(crcOf(digital) >>> 0, channel.label).toBe(expected.crc32_per_ch_int32le[i])
    }
  })

  test('24 and 32 bit samples are right to the last bit, packed and plain', () => {
    const plain = Entry.parse(signalOracle()['wfdb/binformats.hea'])
    for (const [i, format, file] of [
      [8, 24, 'binformats.d8'],
      [9, 32, 'binformats.d9']
    ] as const)
      expect(crcOf(decodeSamples(format, readFileSync(signalPath('wfdb', file)), 499)) >>> 0).toBe(
        plain.crc32_per_ch_int32le[i]
      )
    const packed = Entry.parse(signalOracle()['wfdb/flacformats.hea'])
    for (const i of [0, 1, 2]) {
      const frames = [...decodeFlac(new Uint8Array(readFileSync(signalPath('wfdb', `flacformats.d${i}`))))]
      const values = Int32Array.from(frames.flatMap(([channel]) => [...(channel ?? [])]))
      expect(crcOf(values) >>> 0).toBe(packed.crc32_per_ch_int32le[i])
    }
  })

  test('annotations of a record are tracks: beats with their type, rhythm with its name', async () => {
    const expected = z
      .object({
        n: z.number(),
        counts: z.record(z.string(), z.number()),
        first10: z.array(z.array(z.union([z.number(), z.string()]))),
        last3: z.array(z.tuple([z.number(), z.string()])),
        fs: z.number()
      })
      .parse(signalOracle()['wfdb/100.atr'])
    const { file } = await read(signalPath('wfdb/100.hea'))
    const [beats, rhythm] = file?.tracks ?? []
    expect(beats?.kind).toBe('points')
    expect((beats?.segments.length ?? 0) + (rhythm?.segments.length ?? 0)).toBe(expected.n)
    const names = namesOf(file?.schemes, beats?.schemeId)
    const counts: Record<string, number> = { '+': rhythm?.segments.length ?? 0 }
    for (const { label } of beats?.segments ?? []) {
      const name = names.get(label ?? '') ?? ''
      counts[name] = (counts[name] ?? 0) + 1
    }
    expect(counts).toEqual(expected.counts)
    expect(beats?.segments[0]?.start).toBe(Math.round((Number(expected.first10[1]?.[0]) / expected.fs) * 1e6))
    expect(beats?.segments.slice(-3).map(({ start }) => Math.round((start / 1e6) * expected.fs))).toEqual(
      expected.last3.map(([sample]) => sample)
    )
    expect(rhythm?.segments[0]?.comment).toBe('(N')
  })

  test('annotations come in where the data file is missing, and Problems says what is', async () => {
    const { file, problems } = await read(signalPath('wfdb/1003.hea'))
    expect(file?.tracks[0]?.segments.length).toBe(957)
    expect(problems.map(({ message }) => message)).toEqual([
      '1003.hea names the data file 1003.dat, which is not beside it.'
    ])
  })
})

const namesOf = (
  schemes: readonly { id: string; document: unknown }[] | undefined,
  id: string | undefined
) => {
  const document = z
    .object({
      attributes: z.array(
        z.object({ labels: z.array(z.object({ id: z.string(), name: z.object({ en: z.string() }) })) })
      )
    })
    .parse(schemes?.find((scheme) => scheme.id === id)?.document)
  return new Map(document.attributes[0]?.labels.map((label) => [label.id, label.name.en]))
}

/** A record folder. */
function record(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'affectory-wfdb-'))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}
const i16 = (...values: readonly number[]): Uint8Array => new Uint8Array(Int16Array.from(values).buffer)
const words = (...values: readonly number[]): Uint8Array => new Uint8Array(Uint16Array.from(values).buffer)

describe('WFDB', () => {
  test('the code for nothing recorded is no value; a gain of 0 is 200 steps per mV; what is asked for first is kept', async () => {
    const folder = record({
      'r.hea': 'r 1 10 4\nr.dat 16 0 16 5 0\n',
      'r.dat': i16(5, 205, -32768, 405)
    })
    const { channels } = await read(join(folder, 'r.hea'))
    expect(channels[0]?.unit).toBe('mV')
    expect([...(channels[0]?.samples ?? [])]).toEqual([0, 1, NaN, 2])
  })

  test('bytes before the samples are skipped, as in .mat files; skewed signals move to their time', async () => {
    const folder = record({
      'r.hea': 'r 2 10 5\nr.mat 16+24 1(0)/uV 16 0 0 0 0 A\nr.mat 16:2+24 1(0)/uV 16 0 0 0 0 B\n',
      'r.mat': Uint8Array.from([...new Uint8Array(24), ...i16(1, -1, 2, -2, 3, 1, 4, 2, 5, 3)])
    })
    const { channels } = await read(join(folder, 'r.hea'))
    expect(channels.map(({ samples }) => [...samples])).toEqual([
      [1, 2, 3, 4, 5],
      [1, 2, 3, NaN, NaN]
    ])
  })

  test('a record of changing signals has gaps where a signal or a whole stretch is missing', async () => {
    const folder = record({
      'm.hea': 'm/5 2 10 10 08:00:00 01/02/2020\nm_layout 0\ns1 3\n~ 3\ns2 2\ns3 2\n',
      'm_layout.hea': 'm_layout 2 10 0\n~ 0 1(0)/mV 16 0 0 0 0 II\n~ 0 1(0)/mV 16 0 0 0 0 V\n',
      's1.hea': 's1 1 10 3\ns1.dat 16 1(0)/mV 16 0 1 6 0 II\n',
      's1.dat': i16(1, 2, 3),
      's2.hea': 's2 2 10 2\ns2.dat 16 1(0)/mV 16 0 7 15 0 V\ns2.dat 16 10(0)/mV 16 0 70 150 0 II\n',
      's2.dat': i16(7, 70, 8, 80),
      's3.hea': 's3 1 10 2\ns3.dat 16 1(0)/mV 16 0 9 19 0 V\n',
      's3.dat': i16(9, 10)
    })
    const { channels, file, stream, problems } = await read(join(folder, 'm.hea'))
    expect(problems).toEqual([])
    expect(file?.durationSeconds).toBe(1)
    expect(stream?.info.startedAt).toBe('2020-02-01T08:00:00')
    expect(channels.map(({ label, samples }) => [label, ...samples])).toEqual([
      ['II', 1, 2, 3, NaN, NaN, NaN, 7, 8, NaN, NaN],
      ['V', NaN, NaN, NaN, NaN, NaN, NaN, 7, 8, 9, 10]
    ])
  })

  test('a wrong checksum is told and the samples are kept; a data file that ends early is told with the time', async () => {
    const wrong = record({ 'r.hea': 'r 1 10 3\nr.dat 16 1 16 0 1 99 0 A\n', 'r.dat': i16(1, 2, 3) })
    const first = await read(join(wrong, 'r.hea'))
    expect(first.problems.map(({ code, severity }) => [code, severity])).toEqual([['checksum', 'warning']])
    expect([...(first.channels[0]?.samples ?? [])]).toEqual([1, 2, 3])
    const short = record({ 'r.hea': 'r 1 10 20\nr.dat 16 1 16 0 1 6 0 A\n', 'r.dat': i16(1, 2, 3) })
    const second = await read(join(short, 'r.hea'))
    expect(second.problems[0]?.message).toContain('ends 1.7 s earlier')
    expect(second.channels[0]?.sampleCount).toBe(20)
    expect(second.channels[0]?.samples[3]).toBeNaN()
  })

  test('a header that names millions of hours beyond its data does not fill the disk', async () => {
    const folder = record({
      'r.hea': 'r 1 10 999999999999\nr.dat 16 1 16 0 1 6 0 A\n',
      'r.dat': i16(1, 2, 3)
    })
    const { channels, problems } = await read(join(folder, 'r.hea'))
    expect(channels[0]?.sampleCount).toBe(3)
    expect(problems.map(({ code }) => code)).toEqual(['cut-off'])
    const far = record({
      'm.hea': 'm/3 1 10 9\ns1 3\n~ 99999999999999\ns1 3\n',
      's1.hea': 's1 1 10 3\ns1.dat 16 1 16 0 1 6 0 A\n',
      's1.dat': i16(1, 2, 3)
    })
    expect((await read(join(far, 'm.hea'))).problems[0]?.message).toContain('which no record has')
  })

  test('a header cannot make the app read files outside its folder', async () => {
    const folder = record({ 'secret.dat': i16(1, 2, 3) })
    mkdirSync(join(folder, 'in'))
    writeFileSync(join(folder, 'in', 'r.hea'), 'r 1 10 3\n../secret.dat 16 1 16 0 1 6 0 A\n')
    const { files, problems } = await read(join(folder, 'in', 'r.hea'))
    expect(files).toEqual([])
    expect(problems[0]?.message).toContain('which is not beside it')
  })

  test('long pauses, notes, subtypes and an own time resolution of annotators are read', async () => {
    const word = (type: number, value: number): number => (type << 10) | value
    const note = (text: string): number[] => {
      const bytes = new TextEncoder().encode(text.length % 2 ? `${text}\0` : text)
      return [
        word(63, text.length),
        ...Array.from(
          { length: bytes.length / 2 },
          (_, i) => (bytes[2 * i] ?? 0) | ((bytes[2 * i + 1] ?? 0) << 8)
        )
      ]
    }
    const folder = record({
      'r.hea': 'r 0 10 0\n',
      'r.sleep': words(
        ...[word(22, 0), ...note('## time resolution: 1000')],
        ...[word(22, 0), ...note('## annotation type definitions')],
        ...[word(22, 0), ...note('42 W Wake')],
        ...[word(22, 0), ...note('## end of definitions')],
        // 70,000 steps: high half first.
        ...[
          word(59, 0),
          1,
          70_000 - 65_536,
          word(42, 0),
          word(61, 2),
          word(62, 1),
          word(60, 3),
          ...note('(start')
        ],
        word(1, 500),
        0
      )
    })
    const { file, problems } = await read(join(folder, 'r.hea'))
    expect(problems.every(({ severity }) => severity === 'warning')).toBe(true)
    const [beats, notes] = file?.tracks ?? []
    expect(notes?.segments[0]).toMatchObject({
      start: 70_000_000,
      comment: '(start',
      extra: { wfdb: { subtype: 2, channel: 1, number: 3 } }
    })
    expect(namesOf(file?.schemes, notes?.schemeId).get(notes?.segments[0]?.label ?? '')).toBe('W')
    // Channel and number stay until they change; the subtype does not.
    expect(beats?.segments[0]).toMatchObject({
      start: 70_500_000,
      extra: { wfdb: { subtype: 0, channel: 1, number: 3 } }
    })
  })

  test('every packed format keeps signs and the last group', () => {
    // By hand from the manual: 212 has two samples in three bytes, 310 and 311 three in four.
    expect([...decodeSamples(212, Uint8Array.of(0x01, 0xf0, 0xff, 0x00, 0x08), 3)]).toEqual([1, -1, -2048])
    expect(samplesIn(212, 5)).toBe(3)
    expect([...decodeSamples(311, Uint8Array.of(0xff, 0x07, 0x00, 0x20), 3)]).toEqual([-1, 1, -512])
    expect([...decodeSamples(310, Uint8Array.of(0xfe, 0x0f, 0x02, 0xf8), 3)]).toEqual([-1, 1, -31])
    expect([...decodeSamples(61, Uint8Array.of(0xff, 0xfe), 1)]).toEqual([-2])
    expect([...decodeSamples(80, Uint8Array.of(0, 128, 255), 3)]).toEqual([-128, 0, 127])
    expect([...decodeSamples(160, Uint8Array.of(0, 0, 0, 128), 2)]).toEqual([-32768, 0])
  })

  test('damaged headers are sentences', () => {
    expect(wfdbHeader('')).toBe('does not begin with the line of a WFDB record')
    expect(wfdbHeader('r 3 100 10\nr.dat 16')).toBe('names 3 signals but describes 1')
    expect(wfdbHeader('r/999999999 3 100')).toBe('names 999999999 parts, which no record has')
  })
})

test('a dropped folder gives its records, not their parts: data, annotations and segments are read with their header', async () => {
  const folder = record({
    'm.hea': 'm/2 1 10 6\ns1 3\ns2 3\n',
    's1.hea': 's1 1 10 3\ns1.dat 16 1(0)/mV 16 0 1 6 0 II\n',
    's1.dat': i16(1, 2, 3),
    's2.hea': 's2 1 10 3\ns2.dat 16 1(0)/mV 16 0 4 15 0 II\n',
    's2.dat': i16(4, 5, 6),
    'm.atr': words((1 << 10) | 20, 0)
  })
  const { files, problems } = await importPaths([folder])
  expect(files.map(({ name }) => name)).toEqual(['m'])
  expect(files[0]?.tracks.map(({ segments }) => segments.map(({ start }) => start))).toEqual([[2_000_000]])
  expect(problems).toEqual([])
})
