import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { writeLayoutPyramid } from '../../../src/main/engine/media/layout-pyramid'
import { openSignals } from '../../../src/main/signals'
import { answerer } from '../../../src/main/signals/answer-question'
import { GivenUp } from '../../../src/main/signals/pause'
import { planPyramid } from '../../../src/shared/signal/pyramid-plan'
import type { SignalLayout } from '../../../src/shared/signal/signal-layout'
import { readPageBody } from '../../../src/shared/signal/stored-page'
import { anyPage, overviewOf, signalPage, signalSamples } from '../../fixtures/signal-columns'

/** A minute of three channels in records of 1 s, with a gap of 7.3 s behind the first 20, and single spikes. */
const RATE = 256
const RECORDS = 60
const folder = mkdtempSync(join(tmpdir(), 'affectory-pages-'))
const file = join(folder, 'data.bin')
const layoutPath = join(folder, 'layout-0.json')
const rates = [RATE, 64, 1]
const perRecordBytes = rates.reduce((sum, rate) => sum + rate * 2, 0)
const layout: SignalLayout = {
  version: 1,
  headerBytes: 512,
  recordBytes: perRecordBytes,
  records: RECORDS,
  recordSeconds: 1,
  segments: [
    { record: 0, records: 20, startUs: 0 },
    { record: 20, records: 40, startUs: 27_300_000 }
  ],
  channels: rates.map((rateHz, i) => ({
    label: `C${i}`,
    unit: 'uV',
    rateHz,
    offset: rates.slice(0, i).reduce((sum, rate) => sum + rate * 2, 0),
    perRecord: rateHz,
    stride: 2,
    format: 'i16',
    bigEndian: false,
    // The second is inverted.
    scale: i === 1 ? -0.5 : 0.25,
    shift: i
  }))
}
const DURATION = 67_300_000

/** Stored numbers: noise that is the same each time, with spikes at a few single samples. */
const stored = rates.map((rate, channel) =>
  Int16Array.from({ length: rate * RECORDS }, (_, i) =>
    i % 4001 === 1234 ? 30_000 : i % 5003 === 2345 ? -30_000 : ((i * 7919 + channel * 104_729) % 2001) - 1000
  )
)
/** Time and physical value of each sample, worked out sample by sample. */
const samples = rates.map((rate, channel) =>
  Array.from(stored[channel] ?? [], (value, i) => {
    const record = Math.floor(i / rate)
    const startUs = record < 20 ? record * 1e6 : 27_300_000 + (record - 20) * 1e6
    const { scale = 1, shift = 0 } = layout.channels[channel] ?? {}
    return { us: startUs + ((i % rate) / rate) * 1e6, value: Math.fround(value * scale + shift) }
  })
)

beforeAll(() => {
  const bytes = new Uint8Array(512 + RECORDS * perRecordBytes)
  const view = new DataView(bytes.buffer)
  for (let record = 0; record < RECORDS; record++)
    for (const [channel, rate] of rates.entries())
      for (let i = 0; i < rate; i++)
        view.setInt16(
          512 + record * perRecordBytes + (layout.channels[channel]?.offset ?? 0) + i * 2,
          stored[channel]?.[record * rate + i] ?? 0,
          true
        )
  writeFileSync(file, bytes)
  writeFileSync(layoutPath, JSON.stringify(layout))
})

const exact = (channel: number, fromUs: number, toUs: number): readonly [number, number] | undefined => {
  const inside = (samples[channel] ?? []).filter(({ us }) => us >= fromUs - 1e-3 && us < toUs - 1e-3)
  return inside.length === 0
    ? undefined
    : [Math.min(...inside.map(({ value }) => value)), Math.max(...inside.map(({ value }) => value))]
}

describe('a page from the file', () => {
  test.each([
    [0, 5_000_000, 100],
    [3_333_333, 19_000_001, 333],
    [18_000_000, 30_000_000, 1200],
    [0, DURATION, 700],
    [-5_000_000, DURATION + 5_000_000, 1000]
  ])('from %i to %i µs in %i columns has the extremes of each column', async (fromUs, toUs, px) => {
    const { columns, rows } = await signalPage({ place: { file, layout: layoutPath }, fromUs, toUs, px })
    expect(rows).toBe(3)
    const width = (toUs - fromUs) / px
    for (const [channel, rate] of rates.entries()) {
      if ((width * rate) / 1e6 < 1) continue
      for (let column = 0; column < px; column++) {
        const at = (channel * px + column) * 2
        const [low, high] = [columns[at] ?? NaN, columns[at + 1] ?? NaN]
        const inside = exact(channel, fromUs + column * width, fromUs + (column + 1) * width)
        // Runs may reach into a neighbouring column, never further, and nothing is lost.
        const near = exact(channel, fromUs + (column - 1) * width, fromUs + (column + 2) * width)
        if (inside) {
          expect(low).toBeLessThanOrEqual(inside[0])
          expect(high).toBeGreaterThanOrEqual(inside[1])
        }
        if (near) {
          if (!Number.isNaN(low)) expect(low).toBeGreaterThanOrEqual(near[0])
          if (!Number.isNaN(high)) expect(high).toBeLessThanOrEqual(near[1])
        } else expect([low, high]).toEqual([NaN, NaN])
      }
    }
  })

  test('where there are more columns than samples, lies on the lines between samples and ends at a gap', async () => {
    const [fromUs, toUs, px] = [19_900_000, 27_400_000, 15_000]
    const { columns } = await signalPage({
      place: { file, layout: layoutPath },
      fromUs,
      toUs,
      px,
      channels: [1]
    })
    const width = (toUs - fromUs) / px
    const own = samples[1] ?? []
    for (let column = 0; column < px; column++) {
      const middle = fromUs + (column + 0.5) * width
      const value = columns[column * 2] ?? NaN
      const after = own.findIndex(({ us }) => us > middle)
      const [before, next] = [own[after - 1], own[after]]
      if (middle >= 20_000_000 && middle < 27_300_000 - width) {
        expect(value).toBeNaN()
        continue
      }
      if (!before || !next || next.us - before.us > 20_000) continue
      const [low, high] = [Math.min(before.value, next.value), Math.max(before.value, next.value)]
      expect(value).toBeGreaterThanOrEqual(low - 1e-3)
      expect(value).toBeLessThanOrEqual(high + 1e-3)
    }
  })

  test('of a channel that does not exist is empty, and the order asked for is that of the answer', async () => {
    const whole = { place: { file, layout: layoutPath }, fromUs: 0, toUs: 1_000_000, px: 10 }
    const { columns } = await signalPage({ ...whole, channels: [2, 99, 0] })
    const all = await signalPage(whole)
    expect(columns.subarray(20, 40).every(Number.isNaN)).toBe(true)
    expect([...columns.subarray(40, 60)]).toEqual([...all.columns.subarray(0, 20)])
  })

  test('of a file that was cut since is empty behind the cut', async () => {
    const cut = join(folder, 'cut.bin')
    writeFileSync(cut, readFileSync(file).subarray(0, 512 + 10 * perRecordBytes))
    const { columns } = await signalPage({
      place: { file: cut, layout: layoutPath },
      fromUs: 0,
      toUs: 20_000_000,
      px: 20,
      channels: [0]
    })
    // The last run may reach one column further.
    expect(columns.subarray(0, 20).some(Number.isNaN)).toBe(false)
    expect(columns.subarray(22).every(Number.isNaN)).toBe(true)
  })
})

describe('the overview', () => {
  test('has every extreme at every zoom, no further out of place than a column or a run', async () => {
    const pyramid = await overviewOf(layout, file)
    const place = { file: join(folder, 'gone.bin'), pyramid }
    for (const px of [1, 2, 3, 7, 20, 40, 49]) {
      const { columns } = await signalPage({ place, fromUs: 0, toUs: DURATION, px })
      const width = DURATION / px
      for (const channel of rates.keys())
        for (let column = 0; column < px; column++) {
          const at = (channel * px + column) * 2
          const inside = exact(channel, column * width, (column + 1) * width)
          // The lowest runs are a 42nd of this page: in 49 columns each lies in two or three.
          const reach = channel === 2 || px > 42 ? 2 : 1
          const near = exact(channel, (column - reach) * width, (column + reach + 1) * width)
          // Behind a gap that is no whole number of samples long, a sample may be half a one out of place.
          const beside = [-2, 0, 2]
            .filter((by) => column * 2 + by >= 0 && column * 2 + by < px * 2)
            .map((by) => [columns[at + by] ?? NaN, columns[at + by + 1] ?? NaN] as const)
            .filter(([low]) => !Number.isNaN(low))
          if (inside) {
            expect(Math.min(...beside.map(([low]) => low))).toBeLessThanOrEqual(inside[0])
            expect(Math.max(...beside.map(([, high]) => high))).toBeGreaterThanOrEqual(inside[1])
          }
          if (near && !Number.isNaN(columns[at] ?? NaN)) {
            expect(columns[at]).toBeGreaterThanOrEqual(near[0])
            expect(columns[at + 1]).toBeLessThanOrEqual(near[1])
          }
        }
    }
  })

  test('takes no more than 2 % of a long file', () => {
    const long = { ...layout, records: 86_400, segments: [{ record: 0, records: 86_400, startUs: 0 }] }
    const size = 86_400 * perRecordBytes
    expect(planPyramid(long).bytes / size).toBeLessThan(0.02)
    const deep = {
      ...long,
      channels: long.channels.map((channel) => ({ ...channel, format: 'i24' as const }))
    }
    expect(planPyramid(deep).bytes / (size * 1.5)).toBeLessThan(0.02)
  })

  test('of long gaps is not larger than that of the data', () => {
    const sparse = {
      ...layout,
      segments: [
        { record: 0, records: 20, startUs: 0 },
        { record: 20, records: 40, startUs: 1e15 }
      ]
    }
    expect(planPyramid(sparse).bytes).toBeLessThan(0.02 * RECORDS * perRecordBytes + 1000)
  })

  test('that is cancelled leaves nothing behind', async () => {
    const target = join(mkdtempSync(join(tmpdir(), 'affectory-cancel-')), 'signal-0.afp')
    const complete = await writeLayoutPyramid({
      layout,
      file,
      target,
      signal: AbortSignal.abort(),
      progress: () => undefined
    })
    expect(complete).toBe(false)
    expect(statSync(target, { throwIfNoEntry: false })).toBeUndefined()
    expect(statSync(`${target}.part`, { throwIfNoEntry: false })).toBeUndefined()
  })

  test.each(['woven', 'stacked'] as const)('is the same however the samples lie: %s', async (kind) => {
    const values = stored[0] ?? new Int16Array()
    const records = values.length
    const other = join(folder, `${kind}.bin`)
    const both = new Int16Array(records * 2)
    for (let i = 0; i < records; i++) {
      both[kind === 'woven' ? 2 * i : i] = values[i] ?? 0
      both[kind === 'woven' ? 2 * i + 1 : records + i] = -(values[i] ?? 0)
    }
    writeFileSync(other, new Uint8Array(both.buffer))
    const first = { ...(layout.channels[0] as SignalLayout['channels'][number]), perRecord: 1, offset: 0 }
    const plain: SignalLayout = {
      ...layout,
      headerBytes: 0,
      recordBytes: kind === 'woven' ? 4 : 2,
      records,
      recordSeconds: 1 / RATE,
      segments: [{ record: 0, records, startUs: 0 }],
      channels: [first, { ...first, offset: kind === 'woven' ? 2 : records * 2, scale: -0.25 }]
    }
    const path = join(mkdtempSync(join(tmpdir(), 'affectory-lies-')), 'layout-0.json')
    writeFileSync(path, JSON.stringify(plain))
    const pyramid = await overviewOf(plain, other)
    for (const place of [
      { file: other, layout: path },
      { file: '', pyramid }
    ]) {
      const { columns } = await signalPage({ place, fromUs: 0, toUs: 60e6, px: 30 })
      // The second channel is the first, stored and scaled with the opposite sign.
      expect([...columns.subarray(0, 60)]).toEqual([...columns.subarray(60)])
      expect(Math.max(...columns)).toBe(7500)
      expect(Math.min(...columns)).toBe(-7500)
    }
  })
})

describe('a page in stored numbers', () => {
  /** The body as it travels, read as the window does. */
  const told = async (request: Parameters<typeof anyPage>[0]): Promise<Float32Array> => {
    const page = await anyPage({ ...request, stored: true })
    expect(page.kind).toBe('stored')
    const { values, scales = [] } = readPageBody(page.columns.buffer, page.rows, request.px, true)
    return Float32Array.from(values, (value, i) => {
      const row = Math.floor(i / (request.px * 2))
      const [scale = NaN, shift = NaN] = [scales[2 * row], scales[2 * row + 1]]
      const [low = NaN, high = NaN] = [values[i - (i % 2)], values[i - (i % 2) + 1]]
      // A negative scale turns lowest and highest round.
      const number = scale < 0 ? (i % 2 === 0 ? high : low) : value
      return low > high ? NaN : number * scale + shift
    })
  }

  test.each([
    ['samples', 3_333_333, 19_000_001, 1000],
    ['a gap', 18_000_000, 30_000_000, 700],
    ['kept runs', 0, DURATION, 60],
    ['beyond both ends', -5_000_000, DURATION + 5_000_000, 71]
  ])('is the same as in physical units: %s', async (_, fromUs, toUs, px) => {
    const place = { file, layout: layoutPath }
    const request = { place, fromUs, toUs, px, channels: [0, 1] }
    expect([...(await told(request))]).toEqual([...(await signalPage(request)).columns])
  })

  test('is the same from the overview', async () => {
    const place = { file: '', pyramid: await overviewOf(layout, file) }
    const request = { place, fromUs: 0, toUs: DURATION, px: 9 }
    expect([...(await told(request))]).toEqual([...(await signalPage(request)).columns])
  })

  test('is given in physical units where a line between samples is shown', async () => {
    const place = { file, layout: layoutPath }
    const page = await anyPage({ place, fromUs: 0, toUs: 1_000_000, px: 1000, stored: true })
    expect(page.kind).toBe('physical')
  })

  test('that is cut off is refused', () => {
    expect(() => readPageBody(new ArrayBuffer(100), 2, 10, true)).toThrow(
      '2 rows x 10 columns needs 112 bytes'
    )
    expect(() => readPageBody(new ArrayBuffer(100), 2, 10, false)).toThrow('needs 160 bytes')
  })
})

describe.each(['u8', 'i8', 'i16', 'i24'] as const)('samples stored as %s, high byte first', (format) => {
  test('have every extreme of long pages', async () => {
    const rate = 256
    const size = { u8: 1, i8: 1, i16: 2, i24: 3 }[format]
    const count = rate * 600
    const value = (i: number): number => (i % 9001 === 77 ? (format === 'u8' ? 200 : 100) : (i * 31) % 60)
    const bytes = new Uint8Array(count * size)
    for (let i = 0; i < count; i++) bytes[i * size + size - 1] = value(i)
    const folder = mkdtempSync(join(tmpdir(), 'affectory-formats-'))
    const path = join(folder, 'layout-0.json')
    writeFileSync(join(folder, 'data.bin'), bytes)
    const plain: SignalLayout = {
      version: 1,
      headerBytes: 0,
      recordBytes: rate * size,
      records: 600,
      recordSeconds: 1,
      segments: [{ record: 0, records: 600, startUs: 0 }],
      channels: [
        {
          label: 'A',
          unit: '',
          rateHz: rate,
          offset: 0,
          perRecord: rate,
          stride: size,
          format,
          bigEndian: true,
          scale: 0.5,
          shift: 1
        }
      ]
    }
    writeFileSync(path, JSON.stringify(plain))
    for (const px of [600, 60]) {
      const { columns } = await signalPage({
        place: { file: join(folder, 'data.bin'), layout: path },
        fromUs: 0,
        toUs: 600e6,
        px
      })
      for (let column = 0; column < px; column++) {
        const [first, end] = [(count / px) * column, (count / px) * (column + 1)]
        const inside = Array.from({ length: end - first }, (_, i) => value(first + i) * 0.5 + 1)
        expect(columns[2 * column]).toBeLessThanOrEqual(Math.min(...inside))
        expect(columns[2 * column + 1]).toBeGreaterThanOrEqual(Math.max(...inside))
      }
      expect(Math.max(...columns)).toBe((format === 'u8' ? 200 : 100) * 0.5 + 1)
      expect(Math.min(...columns)).toBe(1)
    }
  })
})

describe('samples', () => {
  test('come as they were recorded, gap by gap', async () => {
    const { rows } = await signalSamples({
      place: { file, layout: layoutPath },
      fromUs: 19_500_000,
      toUs: 28_000_000,
      channels: [0]
    })
    expect(rows[0]).toHaveLength(2)
    for (const { startUs, rateHz, samples: got } of rows[0] ?? [])
      for (const [i, value] of got.entries()) {
        const us = startUs + (i / rateHz) * 1e6
        expect(value).toBe(samples[0]?.find((sample) => Math.abs(sample.us - us) < 1)?.value)
      }
  })
})

test('a request that nobody waits for any more is given up', async () => {
  const desk = answerer()
  const request = { place: { file, layout: layoutPath }, fromUs: 0, toUs: 1e6, px: 100 }
  await expect(desk.answer({ kind: 'page', request }, () => true)).rejects.toThrow(GivenUp)
  desk.release()
})

describe('of requests of one panel', () => {
  test('only the newest is answered, and none that was aborted', async () => {
    const signals = openSignals(undefined)
    const request = { place: { file, layout: layoutPath }, fromUs: 0, toUs: DURATION, px: 4000 }
    const abort = new AbortController()
    const asked = [
      signals.page(request, { slot: 'viewer' }),
      signals.page(request, { slot: 'viewer' }),
      signals.page(request, { slot: 'other' }),
      signals.page(request, { signal: abort.signal })
    ]
    abort.abort()
    const answers = await Promise.all(asked)
    expect(answers.map((answer) => (typeof answer === 'object' ? answer.rows : answer))).toEqual([
      'superseded',
      3,
      3,
      'superseded'
    ])
    expect(await signals.page(request, { signal: abort.signal })).toBe('superseded')
    await signals.close()
  })

  test('one for a stream that has nothing to read yet is answered with nothing', async () => {
    const signals = openSignals(undefined)
    const place = { file, layout: join(folder, 'layout-9.json') }
    expect(await signals.page({ place, fromUs: 0, toUs: 1, px: 1 })).toBeUndefined()
    await signals.close()
  })
})
