import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { answerer } from '../../../src/main/signals/answer-question'
import type { CurveWork, FeatureLane } from '../../../src/shared/physio/measures/feature-lane'
import type {
  MeasureResult,
  MeasuredChannel,
  PlacedWork
} from '../../../src/shared/physio/measures/measure-work'
import { usualMeasureSettings } from '../../../src/shared/physio/measures/settings'
import type { SignalLayout } from '../../../src/shared/signal/signal-layout'

const folder = mkdtempSync(join(tmpdir(), 'affectory-measures-'))
const RATE_HZ = 250
const SECONDS = 240

const shown: readonly (Pick<MeasuredChannel, 'label' | 'unit' | 'type'> & { of(t: number): number })[] = [
  // 10 Hz with an amplitude of 20 µV: 200 µV² in alpha, nothing in beta.
  { label: 'Cz', unit: 'uV', type: 'eeg', of: (t) => 20 * Math.sin(2 * Math.PI * 10 * t) },
  // A level of 5 µS and one slow bump of 0.8 µS at 101 to 104 s.
  {
    label: 'EDA',
    unit: 'uS',
    type: 'eda',
    of: (t) => 5 + (t > 100 && t < 106 ? 0.8 * Math.sin((Math.PI * (t - 100)) / 6) ** 2 : 0)
  },
  // Rectified, a sine of amplitude 3 is 3 x 2/π on average.
  { label: 'EMG chin', unit: 'mV', type: 'emg', of: (t) => 3 * Math.sin(2 * Math.PI * 90 * t) },
  { label: 'TEMP', unit: '°C', type: 'temp', of: (t) => 32 + t / 600 },
  { label: 'ACC x', unit: 'g', type: 'motion', of: () => 0.6 },
  { label: 'ACC y', unit: 'g', type: 'motion', of: () => 0 },
  { label: 'ACC z', unit: 'g', type: 'motion', of: (t) => (t < 60 ? 0.8 : 1.2) }
]
const channels = shown.map(({ label, unit, type }, index) => ({ index, label, unit, type, rateHz: RATE_HZ }))

function place(gap?: { readonly from: number; readonly to: number }) {
  const count = RATE_HZ * SECONDS
  const name = gap ? 'gap' : 'whole'
  const at = { file: join(folder, `${name}.f64`), layout: join(folder, `${name}.json`) }
  const values = new Float64Array(count * shown.length)
  for (const [c, { of }] of shown.entries())
    for (let i = 0; i < count; i++) {
      const t = i / RATE_HZ
      values[c * count + i] = gap && t >= gap.from && t < gap.to ? Number.NaN : of(t)
    }
  writeFileSync(at.file, new Uint8Array(values.buffer))
  const layout: SignalLayout = {
    version: 1,
    headerBytes: 0,
    recordBytes: 8 * values.length,
    records: 1,
    recordSeconds: SECONDS,
    segments: [{ record: 0, records: 1, startUs: 0 }],
    channels: shown.map(({ label, unit }, c) => ({
      ...{ label, unit, rateHz: RATE_HZ, offset: 8 * c * count, perRecord: count, stride: 8 },
      ...{ format: 'f64', bigEndian: false, scale: 1, shift: 0 }
    }))
  }
  writeFileSync(at.layout, JSON.stringify(layout))
  return at
}

async function measured(work: Partial<PlacedWork>, where = place()): Promise<MeasureResult> {
  const desk = answerer()
  const told: number[] = []
  const answer = await desk.answer(
    {
      kind: 'measures',
      request: {
        settings: usualMeasureSettings,
        stretches: [{ fromUs: 0, toUs: SECONDS * 1e6 }],
        signals: [{ streamId: 's', offset: 0, driftPpm: 0, durationUs: SECONDS * 1e6, channels }],
        levels: true,
        bands: true,
        places: { s: where },
        ...work
      }
    },
    () => false,
    (done, total) => told.push(done / total)
  )
  desk.release()
  if (answer.kind !== 'measures') throw new Error(`answered ${answer.kind}`)
  expect(told.every((share, i) => share <= 1 && share >= (told[i - 1] ?? 0))).toBe(true)
  return answer.result
}

const value = (result: MeasureResult, measure: string, row = 0, band?: string): number | null | undefined =>
  result.rows[row]?.levels.find((level) => level.measure === measure && level.band === band)?.score.value

test('levels of known signals are what they were made of, stretch by stretch', async () => {
  const stretches = [
    { fromUs: 20e6, toUs: 40e6 },
    { fromUs: 180e6, toUs: 220e6 }
  ]
  const result = await measured({ stretches })
  for (const row of [0, 1]) {
    expect(value(result, 'band_power', row, 'alpha')).toBeCloseTo(200, 0)
    expect(value(result, 'band_power', row, 'beta')).toBeLessThan(0.01)
    expect(value(result, 'scl_mean', row)).toBeCloseTo(5, 2)
    expect(value(result, 'emg_mean', row)).toBeCloseTo((3 * 2) / Math.PI, 2)
    expect(value(result, 'temp_slope', row)).toBeCloseTo(0.1, 6)
  }
  expect(value(result, 'temp_mean', 0)).toBeCloseTo(32 + (30 - 1 / RATE_HZ / 2) / 600, 6)
  expect(value(result, 'enmo', 0)).toBeCloseTo(0, 3)
  expect(value(result, 'enmo', 1)).toBeCloseTo(1000 * (Math.hypot(0.6, 1.2) - 1), 3)
  expect(value(result, 'movement_sd', 1)).toBeCloseTo(0, 6)
})

test('a stream that lies elsewhere on the clock is measured there', async () => {
  // The recording's 180 to 220 s are the first 40 s of a stream that begins at 180 s.
  const result = await measured({
    stretches: [
      { fromUs: 180e6, toUs: 220e6 },
      { fromUs: 0, toUs: 100e6 }
    ],
    signals: [{ streamId: 's', offset: 180e6, driftPpm: 0, durationUs: SECONDS * 1e6, channels }]
  })
  expect(value(result, 'enmo', 0)).toBeCloseTo(0, 3)
  expect(value(result, 'temp_mean', 0)).toBeCloseTo(32 + 20 / 600, 4)
  const none = result.rows[1]?.levels.find(({ measure }) => measure === 'temp_mean')?.score
  expect(none).toMatchObject({ value: null, reason: 'Nothing was recorded there, or it is marked as bad.' })
  expect(value(result, 'band_power', 1, 'alpha')).toBeNull()
})

test('responses have the size that the skin conductance shows, and follow a threshold', async () => {
  const responses = [{ onsetUs: 100e6, peakUs: 103e6 }]
  const work = { responses, responsesIn: { streamId: 's', channel: 1 }, levels: false, bands: false }
  const result = await measured(work)
  const { events, levels } = result.rows[0] ?? { events: {}, levels: [] }
  expect(levels).toEqual([])
  expect(events.scr_count?.value).toBe(1)
  // The fast part above 0.05 Hz keeps most of a bump of 6 s.
  expect(events.scr_amplitude?.value).toBeGreaterThan(0.6)
  expect(events.scr_amplitude?.value).toBeLessThan(0.85)
  expect(result.responseUnit).toBe('uS')
  // A response that is marked by its peak alone finds its own onset.
  const point = await measured({ ...work, responses: [{ onsetUs: 103e6, peakUs: 103e6 }] })
  expect(point.rows[0]?.events.scr_amplitude?.value).toBeCloseTo(events.scr_amplitude?.value ?? NaN, 1)
  const large = await measured({ ...work, settings: { ...usualMeasureSettings, leastAmplitude: 2 } })
  expect(large.rows[0]?.events.scr_count).toMatchObject({ value: 0, leftOut: 1 })
})

test('a gap is left out and counted, never a zero', async () => {
  const result = await measured({ bands: false }, place({ from: 60, to: 120 }))
  const temperature = result.rows[0]?.levels.find(({ measure }) => measure === 'temp_slope')?.score
  expect(temperature?.value).toBeCloseTo(0.1, 6)
  expect(temperature).toMatchObject({ used: 180 * RATE_HZ, leftOut: 60 * RATE_HZ })
})

test('beats without any signal have their measures', async () => {
  const beats = [0, 800, 1620, 2400].map((ms) => ({ atUs: ms * 1000, ectopic: false }))
  const result = await measured({ beats, signals: [], places: {} })
  expect(result.rows[0]?.events.hrv_rmssd?.value).toBeCloseTo(Math.sqrt((20 ** 2 + 40 ** 2) / 2), 9)
  expect([...(result.intervals?.ms ?? [])]).toEqual([800, 820, 780])
})

/** A curve on a grid of the recording. */
async function curve(
  lane: FeatureLane,
  work: Partial<CurveWork>,
  where = place()
): Promise<Float64Array<ArrayBuffer>> {
  const desk = answerer()
  const answer = await desk.answer(
    {
      kind: 'curve',
      request: {
        ...{ settings: usualMeasureSettings, stretches: [], levels: true, bands: true, lane },
        signals: [{ streamId: 's', offset: 0, driftPpm: 0, durationUs: SECONDS * 1e6, channels }],
        grid: { startUs: 0, rateHz: 1, count: SECONDS + 1 },
        places: { s: where },
        ...work
      }
    },
    () => false
  )
  desk.release()
  if (answer.kind === 'refused') throw new Error(answer.message)
  if (answer.kind !== 'curve') throw new Error(`answered ${answer.kind}`)
  return answer.values
}

test('curves of known signals have the values that these were made of', async () => {
  const own = (channel: number) => ({ streamId: 's', channel })
  const power = await curve({ kind: 'band-power', band: 'alpha', ...own(0) }, {})
  expect(power[120]).toBeCloseTo(200, 0)
  const envelope = await curve({ kind: 'envelope', ...own(2) }, {})
  expect(envelope[120]).toBeCloseTo((3 * 2) / Math.PI, 2)
  const temperature = await curve({ kind: 'temperature', ...own(3) }, {})
  expect(temperature[120]).toBeCloseTo(32 + 0.2, 3)
  const activity = await curve({ kind: 'activity', ...own(4) }, {})
  expect(activity[30]).toBeCloseTo(0, 3)
  expect(activity[120]).toBeCloseTo(1000 * (Math.hypot(0.6, 1.2) - 1), 2)
  const beats = Array.from({ length: 250 }, (_, i) => ({ atUs: i * 800_000, ectopic: false }))
  const rate = await curve({ kind: 'heart-rate' }, { beats })
  expect(rate[100]).toBeCloseTo(75, 9)
  expect(rate[239]).toBeNaN()
  const breathsUs = Array.from({ length: 50 }, (_, i) => i * 4e6)
  expect((await curve({ kind: 'breath-rate' }, { breathsUs }))[100]).toBeCloseTo(15, 9)
})

test('a curve lies where its stream lies on the clock, and has nothing in a gap', async () => {
  const moved = [{ streamId: 's', offset: 100e6, driftPpm: 0, durationUs: SECONDS * 1e6, channels }]
  const later = await curve({ kind: 'temperature', streamId: 's', channel: 3 }, { signals: moved })
  expect(later[90]).toBeNaN()
  expect(later[160]).toBeCloseTo(32 + 0.1, 3)
  const gap = await curve(
    { kind: 'temperature', streamId: 's', channel: 3 },
    {},
    place({ from: 60, to: 120 })
  )
  expect(gap[90]).toBeNaN()
  expect(gap[150]).toBeCloseTo(32.25, 3)
})

test('a curve without what it is made of is refused with what to do', async () => {
  await expect(curve({ kind: 'heart-rate' }, {})).rejects.toThrow('There is no track of heart beats.')
})

test('what is marked as bad is measured as if nothing had been recorded there, and counted', async () => {
  const where = place()
  const bad = [{ fromUs: 60e6, toUs: 120e6 }]
  const signals = [{ streamId: 's', offset: 0, driftPpm: 0, durationUs: SECONDS * 1e6, channels }]
  const stretches = [{ fromUs: 50e6, toUs: 130e6 }]
  const result = await measured({ stretches, signals: signals.map((one) => ({ ...one, bad })) }, where)
  const score = result.rows[0]?.levels.find(({ measure }) => measure === 'temp_mean')?.score
  // 50 to 60 s and 120 to 130 s: their middles are 55 and 125 s.
  expect(score?.value).toBeCloseTo(32 + (90 - 1 / RATE_HZ / 2) / 600, 6)
  expect(score).toMatchObject({ used: 20 * RATE_HZ, leftOut: 60 * RATE_HZ })
  expect(value(result, 'band_power', 0, 'alpha')).toBeCloseTo(200, 0)
  // Before 60 s the length of the acceleration is 1 g; behind it is more: only 120 to 130 s of that count.
  expect(value(result, 'enmo')).toBeCloseTo(500 * (Math.hypot(0.6, 1.2) - 1), 3)
  const all = await measured(
    { stretches, signals: signals.map((one) => ({ ...one, bad: [{ fromUs: 0, toUs: SECONDS * 1e6 }] })) },
    where
  )
  expect(all.rows[0]?.levels.map(({ score: own }) => own.value).filter((one) => one !== null)).toEqual([])
})
