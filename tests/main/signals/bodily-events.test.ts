import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { answerer } from '../../../src/main/signals/answer-question'
import { Analysis } from '../../../src/shared/signal/analyses'
import type { AnalysisResultOf } from '../../../src/shared/signal/analyses'
import type { SignalLayout } from '../../../src/shared/signal/signal-layout'
import { csvColumn, hasSignals, named, oracle } from '../../shared/signal/signals-folder'

const folder = mkdtempSync(join(tmpdir(), 'affectory-bodily-'))

/** A file of one channel, as the worker reads it in place. */
function oneChannel(name: string, samples: ArrayLike<number>, rateHz: number, startUs = 0) {
  const place = { file: join(folder, `${name}.f64`), layout: join(folder, `${name}.json`) }
  writeFileSync(place.file, new Uint8Array(Float64Array.from(samples).buffer))
  const layout: SignalLayout = {
    version: 1,
    headerBytes: 0,
    recordBytes: 8 * samples.length,
    records: 1,
    recordSeconds: samples.length / rateHz,
    segments: [{ record: 0, records: 1, startUs }],
    channels: [
      {
        label: name,
        unit: '',
        rateHz,
        offset: 0,
        perRecord: samples.length,
        stride: 8,
        format: 'f64',
        bigEndian: false,
        scale: 1,
        shift: 0
      }
    ]
  }
  writeFileSync(place.layout, JSON.stringify(layout))
  return place
}

async function detected(
  place: ReturnType<typeof oneChannel>,
  seconds: number,
  detector: unknown,
  bad?: { readonly fromUs: number; readonly toUs: number }[]
): Promise<AnalysisResultOf<'bodily-events'>> {
  const desk = answerer()
  const analysis = Analysis.parse({ kind: 'bodily-events', detector })
  const answer = await desk.answer(
    {
      kind: 'analysis',
      request: {
        place,
        channels: [0],
        spans: [{ fromUs: 0, toUs: seconds * 1e6 }],
        ...(bad ? { bad } : {}),
        analysis
      }
    },
    () => false
  )
  desk.release()
  if (answer.kind === 'refused') throw new Error(answer.message)
  if (answer.kind !== 'analysis' || answer.result.kind !== 'bodily-events')
    throw new Error('there is no answer')
  return answer.result
}

describe.skipIf(!hasSignals)(named('events of the body found in a file'), () => {
  test('R peaks lie on the samples where NeuroKit has them', async () => {
    const ecg = csvColumn('csv/ecg_1000hz.csv', 'ECG')
    const { events, seconds } = await detected(oneChannel('ecg', ecg, 1000), ecg.length / 1000, { id: 'ecg' })
    expect(events.map(({ startUs }) => Math.round(startUs / 1000))).toEqual(
      oracle('nk_oracle.json')['nk_ecg_1000hz'].peaks
    )
    expect(seconds).toBeCloseTo(ecg.length / 1000, 6)
  })

  test('responses of the skin begin at their onset and end at their peak', async () => {
    const eda = csvColumn('csv/bio_eventrelated_100hz.csv', 'EDA')
    const { events } = await detected(oneChannel('eda', eda, 100), eda.length / 100, { id: 'scr' })
    const scr = oracle('nk_oracle.json')['nk_eda_eventrelated'].scr
    const peaks = (scr.SCR_Peaks ?? scr.peaks) as readonly number[]
    expect(events.map(({ endUs = 0 }) => Math.round(endUs / 10_000))).toEqual(peaks)
    expect(events.every(({ startUs, endUs = 0 }) => startUs < endUs)).toBe(true)
  })
})

describe('events of the body', () => {
  const RATE = 250
  /** Sharp beats at times of a known order, on a slow drift. */
  const beats = Array.from({ length: 60 }, (_, i) => 0.6 + i * 0.82 + 0.05 * Math.sin(i))
  const ecg = Float64Array.from({ length: 50 * RATE }, (_, i) => {
    const t = i / RATE
    return beats.reduce((sum, at) => sum + Math.exp(-(((t - at) / 0.012) ** 2)), 0.3 * Math.sin(t / 3))
  })

  test('are told on the clock of the stream, to the sample', async () => {
    const { events } = await detected(oneChannel('made', ecg, RATE), 50, { id: 'ecg' })
    expect(events).toHaveLength(60)
    for (const [i, { startUs }] of events.entries())
      expect(Math.abs(startUs / 1e6 - (beats[i] ?? 0))).toBeLessThanOrEqual(1 / RATE)
  })

  test('a gap has none, and its time is not counted', async () => {
    const gap = ecg.map((value, i) => (i >= 10 * RATE && i < 20 * RATE ? Number.NaN : value))
    const { events, seconds } = await detected(oneChannel('gap', gap, RATE), 50, { id: 'ecg' })
    expect(events.filter(({ startUs }) => startUs > 10e6 && startUs < 20e6)).toEqual([])
    expect(events.length).toBeGreaterThan(45)
    expect(seconds).toBeCloseTo(40, 1)
  })

  test('a stretch that is marked as bad has none, and what lies in it changes nothing elsewhere', async () => {
    const noise = ecg.map((value, i) => (i >= 10 * RATE && i < 20 * RATE ? 50 * Math.sin(i * i) : value))
    const bad = [{ fromUs: 10e6, toUs: 20e6 }]
    const { events, seconds } = await detected(oneChannel('noise', noise, RATE), 50, { id: 'ecg' }, bad)
    const gap = ecg.map((value, i) => (i >= 10 * RATE && i < 20 * RATE ? Number.NaN : value))
    expect(events).toEqual((await detected(oneChannel('gap', gap, RATE), 50, { id: 'ecg' })).events)
    expect(seconds).toBeCloseTo(40, 6)
    for (const id of ['pan-tompkins', 'ppg', 'scr', 'breaths', 'emg'] as const) {
      const found = await detected(oneChannel('noise', noise, RATE), 50, { id }, bad)
      expect(
        found.events.filter(({ startUs, endUs = startUs }) => endUs > 10e6 && startUs < 20e6),
        id
      ).toEqual([])
    }
  })

  test('a muscle is active where it is louder than at rest', async () => {
    const noise = (i: number): number => ((i * 7919) % 1013) / 1013 - 0.5
    const loud = Float64Array.from(
      { length: 20 * 1000 },
      (_, i) => noise(i) * (i >= 8000 && i < 10_000 ? 20 : 1)
    )
    const { events } = await detected(oneChannel('emg', loud, 1000), 20, { id: 'emg' })
    expect(events).toHaveLength(1)
    expect(Math.abs((events[0]?.startUs ?? 0) - 8e6)).toBeLessThan(150_000)
    expect(Math.abs((events[0]?.endUs ?? 0) - 10e6)).toBeLessThan(150_000)
  })

  test('a channel that is too slow is refused with what it takes', async () => {
    await expect(detected(oneChannel('slow', new Float64Array(100), 4), 25, { id: 'ecg' })).rejects.toThrow(
      'The channel has 4 samples a second; this needs at least 60.'
    )
  })
})
