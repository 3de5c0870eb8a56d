import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { SectionFilter } from '../../../src/main/signals/run-sections'
import { butterworth } from '../../../src/shared/signal/dsp/butterworth'
import { notchHarmonics } from '../../../src/shared/signal/dsp/notch'
import { sosfiltfilt } from '../../../src/shared/signal/dsp/sosfiltfilt'
import type { SignalLayout } from '../../../src/shared/signal/signal-layout'
import { SignalView, readView } from '../../../src/shared/signal/signal-view'
import { signalPage, signalSamples } from '../../fixtures/signal-columns'

/** Three channels at 200 Hz and one at 20 Hz for 40 s, with a gap of 5 s behind 20 s; values of 32-bit floats. */
const folder = mkdtempSync(join(tmpdir(), 'affectory-views-'))
const place = { file: join(folder, 'data.f32'), layout: join(folder, 'layout-0.json') }
const rates = [200, 200, 200, 20]
const value = (channel: number, i: number): number => {
  const t = i / (rates[channel] ?? 1)
  return Math.fround(
    100 * channel + 10 * Math.sin(2 * Math.PI * 8 * t + channel) + 5 * Math.sin(2 * Math.PI * 50 * t) + t
  )
}
const layout: SignalLayout = {
  version: 1,
  headerBytes: 0,
  recordBytes: 620 * 4,
  records: 40,
  recordSeconds: 1,
  segments: [
    { record: 0, records: 20, startUs: 0 },
    { record: 20, records: 20, startUs: 25_000_000 }
  ],
  channels: rates.map((rateHz, i) => ({
    label: `C${i}`,
    unit: 'uV',
    rateHz,
    offset: i * 800,
    perRecord: rateHz,
    stride: 4,
    format: 'f32',
    bigEndian: false,
    scale: 1,
    shift: 0
  }))
}

beforeAll(() => {
  const data = new Float32Array(620 * 40)
  for (let record = 0; record < 40; record++)
    for (const [channel, rate] of rates.entries())
      for (let i = 0; i < rate; i++)
        data[record * 620 + channel * 200 + i] = value(channel, record * rate + i)
  writeFileSync(place.file, new Uint8Array(data.buffer))
  writeFileSync(place.layout, JSON.stringify(layout))
})

const samplesOf = async (view: unknown, fromUs: number, toUs: number, channels?: readonly number[]) =>
  signalSamples({ place, fromUs, toUs, channels, view: SignalView.parse(view) })

describe('a view', () => {
  test('with the average reference takes the mean of the named channels off each moment', async () => {
    const { rows, unfilteredRows } = await samplesOf(
      { reference: { kind: 'average', channels: [0, 1, 2] } },
      1e6,
      2e6,
      [1, 3]
    )
    const block = rows[0]?.[0]
    for (const [i, got] of (block?.samples ?? []).entries()) {
      const at = Math.round(((block?.startUs ?? 0) / 1e6) * 200) + i
      expect(got).toBeCloseTo(value(1, at) - (value(0, at) + value(1, at) + value(2, at)) / 3, 4)
    }
    // The slow channel has no value at most of these moments: it is shown as it is, and that is said.
    expect(unfilteredRows).toEqual([1])
    const slow = rows[1]?.[0]
    expect(slow?.samples[3]).toBe(value(3, Math.round(((slow?.startUs ?? 0) / 1e6) * 20) + 3))
  })

  test('in bipolar pairs shows a row for each pair', async () => {
    const view = {
      reference: {
        kind: 'bipolar',
        pairs: [
          { plus: 0, minus: 1 },
          { plus: 2, minus: 0 }
        ]
      }
    }
    const { rows } = await samplesOf(view, 3e6, 3.1e6)
    expect(rows).toHaveLength(2)
    const block = rows[1]?.[0]
    const at = Math.round(((block?.startUs ?? 0) / 1e6) * 200)
    expect(block?.samples[4]).toBeCloseTo(value(2, at + 4) - value(0, at + 4), 4)
    const page = await signalPage({ place, fromUs: 0, toUs: 1e6, px: 10, view: SignalView.parse(view) })
    expect(page.rows).toBe(2)
  })

  test('that is filtered equals the filter over the whole stretch between gaps, a page at a time', async () => {
    const whole = Float64Array.from({ length: 4000 }, (_, i) => value(1, 4000 + i))
    const band = butterworth(4, { kind: 'bandpass', lowHz: 4, highHz: 30 }, 200)
    const wanted = sosfiltfilt(notchHarmonics(50, 30, 200, 1), sosfiltfilt(band, whole))
    const view = {
      filters: [
        { kind: 'bandpass', lowHz: 4, highHz: 30, order: 4, phase: 'zero-phase' },
        { kind: 'notch', hz: 50, quality: 30, harmonics: 1, phase: 'zero-phase' }
      ]
    }
    // The gap is at 20 to 25 s; what lies before it must not be heard behind it.
    for (const fromUs of [24_000_000, 33_000_000, 43_000_000]) {
      const { rows } = await samplesOf(view, fromUs, fromUs + 2_000_000, [1])
      for (const { startUs, samples } of rows[0] ?? []) {
        const at = Math.round(((startUs - 25_000_000) / 1e6) * 200)
        for (const [i, got] of samples.entries())
          expect(Math.abs(got - (wanted[at + i] ?? NaN))).toBeLessThan(0.01)
      }
    }
  })

  test('says which rows a filter cannot be applied to', async () => {
    const view = { filters: [{ kind: 'highpass', hz: 15, order: 2, phase: 'causal' }] }
    expect((await samplesOf(view, 0, 1e6)).unfilteredRows).toEqual([3])
  })

  test('is given up, and said so, on pages longer than ten minutes', async () => {
    const view = SignalView.parse({ filters: [{ kind: 'highpass', hz: 1, order: 2, phase: 'causal' }] })
    const page = { place, fromUs: 0, toUs: 700e6, px: 50 }
    const [plain, viewed] = [await signalPage(page), await signalPage({ ...page, view })]
    expect(viewed.unfiltered).toBe(true)
    expect([...viewed.columns]).toEqual([...plain.columns])
    expect((await signalPage({ ...page, toUs: 45e6, view })).unfiltered).toBe(false)
  })

  test('as a montage shows a row for each weighted sum, whatever other channels do', async () => {
    const view = {
      reference: {
        kind: 'montage',
        name: 'Two rows',
        rows: [
          {
            label: 'C1 against two',
            weights: [
              { channel: 1, weight: 1 },
              { channel: 0, weight: -0.5 },
              { channel: 2, weight: -0.5 }
            ]
          },
          {
            label: 'Two rates',
            weights: [
              { channel: 2, weight: 1 },
              { channel: 3, weight: -1 }
            ]
          }
        ]
      }
    }
    const { rows, unfilteredRows } = await samplesOf(view, 3e6, 3.1e6)
    const block = rows[0]?.[0]
    const at = Math.round(((block?.startUs ?? 0) / 1e6) * 200)
    for (const [i, got] of (block?.samples ?? []).entries())
      expect(got).toBeCloseTo(value(1, at + i) - value(0, at + i) / 2 - value(2, at + i) / 2, 4)
    // Channels of two rates have no sum: the first stands there as it was recorded, and that is said.
    expect(unfilteredRows).toEqual([1])
    expect(rows[1]?.[0]?.samples[2]).toBe(value(2, at + 2))
    // A long page shows the first channel of each sum.
    const long = { place, fromUs: 0, toUs: 700e6, px: 50 }
    const [plain, viewed] = [
      await signalPage({ ...long, channels: [1, 2] }),
      await signalPage({ ...long, view: SignalView.parse(view) })
    ]
    expect([...viewed.columns]).toEqual([...plain.columns])
  })

  test('makes a bad channel from others before the reference is taken', async () => {
    const made = [
      {
        channel: 1,
        weights: [
          { channel: 0, weight: 0.25 },
          { channel: 2, weight: 0.75 }
        ]
      }
    ]
    const view = { made, reference: { kind: 'average', channels: [0, 1] } }
    const { rows } = await samplesOf(view, 5e6, 5.1e6, [1, 2])
    const block = rows[0]?.[0]
    const at = Math.round(((block?.startUs ?? 0) / 1e6) * 200)
    const own = 0.25 * value(0, at + 3) + 0.75 * value(2, at + 3)
    expect(block?.samples[3]).toBeCloseTo(own - (value(0, at + 3) + own) / 2, 4)
    expect(rows[1]?.[0]?.samples[3]).toBeCloseTo(value(2, at + 3) - (value(0, at + 3) + own) / 2, 4)
  })

  test('at another rate keeps what lies below half of it, on one grid in every page', async () => {
    // 8 Hz and the drift pass to 40 Hz, 50 Hz does not; by the formula of the signal.
    const slow = (t: number): number => 100 + 10 * Math.sin(2 * Math.PI * 8 * t + 1) + t
    for (const fromUs of [2_000_000, 2_012_345, 7_654_321]) {
      const { rows, unfilteredRows } = await samplesOf({ rateHz: 40 }, fromUs, fromUs + 1_000_000, [1])
      expect(unfilteredRows).toEqual([])
      const block = rows[0]?.[0]
      expect(block?.rateHz).toBe(40)
      expect(block?.samples.length).toBeGreaterThanOrEqual(40)
      const place = ((block?.startUs ?? 0) / 1e6) * 40
      expect(place).toBeCloseTo(Math.round(place), 6)
      for (const [i, got] of (block?.samples ?? []).entries())
        expect(Math.abs(got - slow((block?.startUs ?? 0) / 1e6 + i / 40))).toBeLessThan(0.05)
    }
    // Nothing is made up across the gap, and a channel of 20 Hz is not blown up to 100.
    const { rows, unfilteredRows } = await samplesOf({ rateHz: 100 }, 19e6, 26e6, [0, 3])
    expect(rows[0]).toHaveLength(2)
    expect((rows[0]?.[0]?.startUs ?? 0) + (rows[0]?.[0]?.samples.length ?? 0) * 1e4).toBeLessThanOrEqual(
      20.02e6
    )
    expect(rows[0]?.[1]?.startUs).toBeCloseTo(25e6, 0)
    expect(unfilteredRows).toEqual([1])
  })

  test('as z-scores shows each row less its mean over its standard deviation in the page', async () => {
    const inPage = Array.from({ length: 400 }, (_, i) => value(1, 200 + i))
    const mean = inPage.reduce((sum, each) => sum + each, 0) / 400
    const deviation = Math.sqrt(inPage.reduce((sum, each) => sum + (each - mean) ** 2, 0) / 400)
    const view = SignalView.parse({ normalise: 'z-score' })
    const page = await signalPage({ place, fromUs: 1e6, toUs: 3e6, px: 100, channels: [1], view })
    // Four samples a column.
    for (const column of [0, 37, 99]) {
      const four = inPage.slice(column * 4, column * 4 + 4).map((each) => (each - mean) / deviation)
      expect(page.columns[2 * column]).toBeCloseTo(Math.min(...four), 4)
      expect(page.columns[2 * column + 1]).toBeCloseTo(Math.max(...four), 4)
    }
    // Longer than ten minutes there are no z-scores, and that is said.
    expect((await signalPage({ place, fromUs: 0, toUs: 700e6, px: 10, view })).unfiltered).toBe(true)
  })

  test('of no known form is refused in words', () => {
    expect(readView('{"filters":[{"kind":"magic"}]}')).toMatch(/filters/)
    expect(readView('nonsense')).toMatch(/JSON/)
    expect(readView(null)).toBeUndefined()
  })
})

test('the filter of pages gives the same numbers as the filter of analyses', () => {
  const x = Float64Array.from({ length: 700 }, (_, i) => value(2, i))
  for (const sos of [
    butterworth(4, { kind: 'bandpass', lowHz: 1, highHz: 40 }, 200),
    butterworth(3, { kind: 'highpass', cutoffHz: 0.5 }, 200),
    notchHarmonics(50, 30, 200, 1)
  ]) {
    const filter = new SectionFilter(sos, true)
    const out = new Float64Array([7, ...x, 7])
    filter.run(out, 1, 701)
    const wanted = sosfiltfilt(sos, x)
    for (const [i, want] of wanted.entries()) expect(out[i + 1]).toBeCloseTo(want, 10)
    expect([out[0], out[701]]).toEqual([7, 7])
  }
})
