import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { importPaths } from '../../../fixtures/import-file'
import { signalSamples } from '../../../fixtures/pyramid-samples'
import { hasSignals, signalOracle, signalPath } from '../../../fixtures/signal-samples'
import { boundary, clock, fileHead, footer, header, i64, samples, xdfFile } from '../../../fixtures/xdf-file'

const Oracle = z.object({
  default: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      fmt: z.string(),
      nch: z.number(),
      effective_srate: z.number(),
      n: z.number(),
      t_first3: z.array(z.number()),
      t_last3: z.array(z.number()),
      v_first: z.array(z.array(z.union([z.number(), z.string()]))),
      segments: z.array(z.array(z.number())),
      n_clock_offsets: z.number()
    })
  )
})
const Facts = z.looseObject({
  id: z.number(),
  effectiveRateHz: z.number(),
  samples: z.number(),
  first: z.number(),
  last: z.number(),
  stretches: z.array(z.array(z.number())),
  clockMeasurements: z.number()
})

async function read(...parts: readonly Uint8Array[]) {
  return readBytes(xdfFile(...parts))
}
async function readBytes(bytes: Uint8Array, name = 'made.xdf') {
  const path = join(mkdtempSync(join(tmpdir(), 'affectory-xdf-')), name)
  writeFileSync(path, bytes)
  if (process.env['KEEP_XDF']) writeFileSync(process.env['KEEP_XDF'], bytes)
  const answer = await importPaths([path])
  const file = answer.files[0]
  const streams = (file?.streams ?? []).map((stream) => ({
    ...stream,
    facts: Facts.parse(stream.info.extra?.['xdf']),
    channels: signalSamples(answer.inProject(stream.cache['pyramid']))
  }))
  return { ...answer, file, streams }
}

describe.skipIf(!hasSignals)('XDF files read as pyxdf reads them', () => {
  test.each(['xdf/minimal.xdf', 'xdf/empty_streams.xdf'])('%s', async (name) => {
    const expected = Oracle.parse(signalOracle()[name]).default
    const { file, streams, problems } = await readBytes(new Uint8Array(readFileSync(signalPath(name))))
    expect(problems.filter(({ severity }) => severity !== 'info')).toEqual([])
    const filled = expected.filter(({ n }) => n > 0)
    const numeric = filled.filter(({ fmt }) => fmt !== 'string')
    expect(streams.map(({ facts }) => facts.id)).toEqual(numeric.map(({ id }) => id))
    const zero = Math.min(...filled.flatMap(({ t_first3 }) => t_first3))
    for (const [i, wanted] of numeric.entries()) {
      const stream = streams[i]
      expect(stream?.name).toBe(wanted.name)
      expect(stream?.facts.samples).toBe(wanted.n)
      expect(stream?.facts.clockMeasurements).toBe(wanted.n_clock_offsets)
      expect(stream?.facts.stretches).toEqual(wanted.segments)
      expect(stream?.facts.effectiveRateHz).toBeCloseTo(wanted.effective_srate, 9)
      expect(stream?.facts.first).toBeCloseTo(wanted.t_first3[0] ?? NaN, 6)
      expect(stream?.facts.last).toBeCloseTo(wanted.t_last3.at(-1) ?? NaN, 6)
      expect((stream?.offset ?? NaN) / 1e6).toBeCloseTo((wanted.t_first3[0] ?? NaN) - zero, 5)
      expect(stream?.channels.length).toBe(wanted.nch)
      for (const [row, values] of wanted.v_first.entries())
        expect(stream?.channels.map(({ samples: all }) => all[row])).toEqual(values)
    }
    const words = filled.filter(({ fmt }) => fmt === 'string')
    expect(file?.tracks.map(({ segments }) => segments.length)).toEqual(words.map(({ n }) => n))
    for (const [i, wanted] of words.entries())
      for (const [k, time] of wanted.t_first3.entries())
        expect((file?.tracks[i]?.segments[k]?.start ?? NaN) / 1e6).toBeCloseTo(time - zero, 5)
  })
})

/** Jitter that is the same everywhere. */
const jitter = (i: number): number => 0.004 * Math.sin(i * 12.9898)

describe('XDF', () => {
  test('a clock that was reset gives two fits, and times that pyxdf gives, in spite of a wild measurement', async () => {
    // Device clock: 1000 s and on, reset to 50 s after 30 s; the common clock runs on. 20 Hz, jittered; offset measured each second.
    const parts: Uint8Array[] = [
      fileHead('2024-05-06T07:08:09+0200'),
      header(7, { name: 'EDA', type: 'EDA', channels: 1, rate: 20, format: 'float32' })
    ]
    for (let second = 0; second < 30; second++) {
      const wild = second === 11 ? 0.05 : 0
      parts.push(clock(7, 1000 + second, -900 + 2e-5 * second + 1e-5 * Math.sin(second) + wild))
      parts.push(samples(7, rows(1000 + second, second * 20)))
    }
    for (let second = 0; second < 20; second++) {
      parts.push(clock(7, 50 + second, 150 - 1e-5 * second + 1e-5 * Math.cos(second)))
      parts.push(samples(7, rows(50 + second, 600 + second * 20)))
    }
    const { streams, file, problems } = await read(...parts)
    expect(problems).toEqual([])
    const [one] = streams
    // From pyxdf (2026-06) on this very file: load_xdf('made.xdf')[0][0]
    expect(one?.facts.stretches).toEqual(PYXDF.segments)
    expect(one?.facts.effectiveRateHz).toBeCloseTo(PYXDF.effective, 9)
    expect(one?.facts.first).toBeCloseTo(PYXDF.first, 9)
    expect(one?.facts.last).toBeCloseTo(PYXDF.last, 9)
    const fits = one?.info.clockFit?.ranges ?? []
    expect(fits.map(({ measurements }) => measurements)).toEqual([30, 20])
    expect(fits[0]?.slope).toBeCloseTo(2e-5, 6)
    // The wild measurement is told as what is left over, and did not pull the line.
    expect(fits[0]?.maxMs).toBeGreaterThan(49)
    expect(fits[1]?.maxMs).toBeLessThan(0.1)
    expect(one?.info.startedAt).toBe('2024-05-06T07:08:09+0200')
    // 70 s lie between both stretches on the common clock, and are empty.
    const values = one?.channels[0]?.samples ?? new Float32Array()
    expect(values.filter((value) => !Number.isNaN(value)).length).toBe(1000)
    expect(values[600]).toBeNaN()
    expect(file?.durationSeconds).toBeCloseTo(PYXDF.last - PYXDF.first + 0.05, 2)
  })

  test('ten lost seconds are a gap, not a slower rate; samples that come late in a burst are no gap', async () => {
    const lost = await read(
      fileHead(),
      header(1, { name: 'A', channels: 1, rate: 20, format: 'float32' }),
      ...[0, 1, 2, 3, 4, 15, 16, 17, 18].map((second, i) => samples(1, rows(second, i * 20)))
    )
    expect(lost.streams[0]?.facts.stretches).toEqual([
      [0, 99],
      [100, 179]
    ])
    expect(lost.streams[0]?.facts.effectiveRateHz).toBeCloseTo(20, 2)
    const values = lost.streams[0]?.channels[0]?.samples ?? new Float32Array()
    expect([values[99], values[100], values[299], values[300]]).toEqual([99, NaN, NaN, 100])
    // The radio was silent from 5 s on; what was measured meanwhile was stamped when it came, at 7 s.
    const late = await read(
      fileHead(),
      header(1, { name: 'A', channels: 1, rate: 20, format: 'float32' }),
      samples(
        1,
        Array.from({ length: 300 }, (_, i) => ({
          time: i < 100 || i > 140 ? i / 20 : 7 + i / 1e5,
          values: [i]
        }))
      )
    )
    expect(late.streams[0]?.facts.stretches).toEqual([[0, 299]])
  })

  test('what stands behind a damaged chunk is found again at the next boundary, and the hole is a gap', async () => {
    const good = (from: number) => samples(1, rows(from, from * 20))
    const broken = good(2)
    broken[29] = 77
    const parts = [
      fileHead(),
      header(1, { name: 'A', channels: 1, rate: 20, format: 'float32' }),
      good(0),
      boundary(),
      broken,
      boundary(),
      ...Array.from({ length: 40 }, (_, i) => good(i + 40))
    ]
    const { streams, problems } = await read(...parts)
    expect(problems.map(({ code }) => code)).toEqual(['damaged'])
    expect(streams[0]?.facts.samples).toBe(20 * 41)
    const values = streams[0]?.channels[0]?.samples ?? new Float32Array()
    expect(values[39]).toBeNaN()
    expect(Math.round(values[800] ?? NaN)).toBe(800)
  })

  test('a file that ends inside a chunk gives what is whole, with a warning', async () => {
    const whole = xdfFile(
      fileHead(),
      header(1, { name: 'A', channels: 1, rate: 20, format: 'float32' }),
      samples(1, rows(0, 0)),
      samples(1, rows(1, 20))
    )
    const { streams, problems } = await readBytes(whole.slice(0, -9))
    expect(problems.map(({ code }) => code)).toEqual(['cut-off'])
    expect(streams[0]?.facts.samples).toBe(20)
  })

  test('times of a stream that drops samples are not smoothed: what was dropped is a gap where it was', async () => {
    // 10 pictures a second; those of second 2 were dropped. A line through all would move the first by 0.5 s.
    const times = [...Array(20).keys(), ...Array.from({ length: 20 }, (_, i) => i + 30)]
    const { streams } = await read(
      fileHead(),
      header(1, {
        name: 'Camera',
        channels: 1,
        rate: 10,
        format: 'int64',
        desc: '<synchronization><can_drop_samples>true</can_drop_samples></synchronization>'
      }),
      samples(
        1,
        times.map((i) => ({ time: 100 + i / 10, values: [i] })),
        i64
      )
    )
    expect(streams[0]?.facts.first).toBe(100)
    const values = streams[0]?.channels[0]?.samples ?? new Float32Array()
    expect(values[19]).toBe(19)
    expect(values[25]).toBeNaN()
    expect(values[30]).toBe(30)
  })

  test('samples without a time follow the one before; streams begin where they began on the common clock', async () => {
    const { streams, file } = await read(
      fileHead(),
      header(1, {
        name: 'EEG',
        channels: 2,
        rate: 4,
        format: 'float32',
        desc: '<channels><channel><label>Fz</label><unit>microvolts</unit></channel><channel><label>Cz</label><unit>microvolts</unit></channel></channels>'
      }),
      header(2, { name: 'Marks', type: 'Markers', channels: 1, rate: 0, format: 'string' }),
      header(3, { name: 'Codes', type: 'Markers', channels: 1, rate: 0, format: 'float32' }),
      samples(1, [{ time: 12, values: [1, 2] }, { values: [3, 4] }, { values: [5, 6] }]),
      samples(2, [
        { time: 10, values: ['start'] },
        { time: 12.5, values: ['smile'] }
      ]),
      samples(3, [{ time: 12.25, values: [21] }])
    )
    expect(streams[0]?.offset).toBe(2_000_000)
    expect(
      streams[0]?.channels.map(({ label, unit, samples: all }) => ({ label, unit, all: [...all] }))
    ).toEqual([
      { label: 'Fz', unit: 'µV', all: [1, 3, 5] },
      { label: 'Cz', unit: 'µV', all: [2, 4, 6] }
    ])
    expect(
      file?.tracks.map(({ name, kind, segments }) => ({ name, kind, at: segments.map(({ start }) => start) }))
    ).toEqual([
      { name: 'Marks', kind: 'points', at: [0, 2_500_000] },
      { name: 'Codes', kind: 'points', at: [2_250_000] }
    ])
    expect(file?.tracks[1]?.segments[0]?.label).toBe('21')
  })

  test('a packed file reads like the file itself', async () => {
    const bytes = xdfFile(
      fileHead(),
      header(1, { name: 'A', channels: 1, rate: 20, format: 'float32' }),
      samples(1, rows(0, 0))
    )
    for (const name of ['a.xdfz', 'a.xdf.gz']) {
      const { streams } = await readBytes(new Uint8Array(gzipSync(bytes)), name)
      expect(streams[0]?.facts.samples).toBe(20)
    }
  })

  test('a garbage clock measurement at the end, with a sample too many, is left out', async () => {
    const { streams } = await read(
      fileHead(),
      header(1, { name: 'A', channels: 1, rate: 20, format: 'float32' }),
      ...[0, 1, 2, 3].flatMap((second) => [
        clock(1, second, 5 + second * 1e-6 + (second % 2) * 1e-5),
        samples(1, rows(second, second * 20))
      ]),
      clock(1, 9e7, -4e6),
      samples(1, [{ time: 4, values: [99] }]),
      footer(1, 80)
    )
    expect(streams[0]?.facts.samples).toBe(80)
    expect(streams[0]?.facts.first).toBeCloseTo(5, 2)
  })

  test('hostile headers end in a sentence: no streams, lengths beyond the file, a million channels', async () => {
    const { files, problems } = await read(
      fileHead(),
      header(1, { name: 'A', channels: 9e9, rate: 20, format: 'float32' })
    )
    expect(files).toEqual([])
    expect(problems[0]?.message).toMatch(/^made\.xdf /)
    const long = await readBytes(
      Uint8Array.from([...new TextEncoder().encode('XDF:'), 8, 255, 255, 255, 255, 255, 255, 255, 127, 3, 0])
    )
    expect(long.problems[0]?.code).toBe('damaged')
  })
})

const PYXDF = {
  segments: [
    [0, 599],
    [600, 999]
  ],
  effective: 19.9997663490149,
  first: 100.00004339241677,
  last: 219.9498991738216
}

function rows(from: number, first: number) {
  return Array.from({ length: 20 }, (_, i) => ({
    time: from + i / 20 + jitter(first + i),
    values: [first + i]
  }))
}
