import { describe, expect, test } from 'vitest'
import { atOnce } from '@shared/agreement/sliced'
import { seededRandom } from '@shared/metrics/base/seeded-random'
import { edaClean, edaParts } from '@shared/physio/eda'
import { emgEnvelope, emgOnsets } from '@shared/physio/emg'
import { featureLag } from '@shared/physio/feature-lag'
import { activityCounts, vectorMagnitude } from '@shared/physio/movement'
import { movingMedian } from '@shared/physio/moving-median'
import { breaths, respirationAmplitude, respirationClean, respirationRate } from '@shared/physio/respiration'
import { scrPeaks } from '@shared/physio/scr-peaks'
import { temperatureSlope } from '@shared/physio/temperature-slope'
import { csvColumn, expectClose, expectDigest, hasSignals, named, oracle } from '../signal/signals-folder'

const made = (length: number, value: (i: number) => number) =>
  Float64Array.from({ length }, (_, i) => value(i))

describe.skipIf(!hasSignals)(named('skin conductance and respiration are those of NeuroKit'), () => {
  const want = oracle('nk_oracle.json')

  test('cleaned, tonic and phasic skin conductance', () => {
    const clean = edaClean(csvColumn('csv/bio_eventrelated_100hz.csv', 'EDA'), 100)
    expectDigest(clean, want.nk_eda_eventrelated.clean, 1e-9)
    const { tonic, phasic } = edaParts(clean, 100, 'highpass')
    expectDigest(tonic, want.nk_eda_eventrelated.tonic, 1e-9)
    expectDigest(phasic, want.nk_eda_eventrelated.phasic_highpass, 1e-9)
  })

  test('responses with onset, amplitude, rise time and recovery', () => {
    const clean = edaClean(csvColumn('csv/bio_eventrelated_100hz.csv', 'EDA'), 100)
    const found = scrPeaks(edaParts(clean, 100, 'highpass').phasic, 100)
    const scr = want.nk_eda_eventrelated.scr
    expect(found.map(({ peak }) => peak)).toEqual(scr.SCR_Peaks)
    expect(found.map(({ onset }) => onset)).toEqual(scr.SCR_Onsets)
    expect(found.map(({ recovery }) => recovery)).toEqual(scr.SCR_Recovery)
    expectClose(
      found.map(({ height }) => height),
      scr.SCR_Height,
      1e-9
    )
    expectClose(
      found.map(({ amplitude }) => amplitude ?? NaN),
      scr.SCR_Amplitude,
      1e-9
    )
    expectClose(
      found.map(({ riseSeconds }) => riseSeconds ?? NaN),
      scr.SCR_RiseTime,
      1e-9
    )
    expectClose(
      found.map(({ recoverySeconds }) => recoverySeconds ?? NaN),
      scr.SCR_RecoveryTime,
      1e-9
    )
  })

  test('breaths', () => {
    const clean = respirationClean(csvColumn('csv/bio_resting_5min_100hz.csv', 'RSP'), 100)
    expect(breaths(clean)).toEqual(want.nk_rsp_resting5min)
  })
})

describe('skin conductance', () => {
  /** A response of 1 µS at 10 s and one of 0.04 µS at 25 s on a level of 5 µS, at 20 Hz. */
  const level = made(800, (i) => {
    const bump = (at: number, height: number) =>
      i < at ? 0 : height * ((i - at) / 20) * Math.exp(1 - (i - at) / 20)
    return 5 + bump(200, 1) + bump(500, 0.04)
  })

  test('a threshold in µS leaves small responses out', () => {
    const all = scrPeaks(level, 20, { leastShare: 0.01 })
    expect(all.map(({ peak }) => peak)).toEqual([220, 520])
    const [large] = scrPeaks(level, 20, { leastShare: 0.01, leastAmplitude: 0.05 })
    expect(large?.peak).toBe(220)
    expect(scrPeaks(level, 20, { leastShare: 0.01, leastAmplitude: 0.05 })).toHaveLength(1)
  })

  test('a response whose beginning was not recorded has no amplitude', () => {
    const [first] = scrPeaks(level.slice(205), 20)
    expect(first).toMatchObject({ peak: 15 })
    expect(first?.amplitude).toBeUndefined()
  })

  test('the median keeps the level where a response stands on it, and both parts add up', () => {
    const { tonic, phasic } = edaParts(level, 20, 'median')
    expect(tonic[220]).toBeLessThan(5.7)
    expect(phasic[220]).toBeGreaterThan(0.3)
    expectClose(
      tonic.map((value, i) => value + (phasic[i] ?? NaN)),
      [...level],
      1e-12
    )
  })

  test('slow signals pass the 3 Hz filter as they are, and gaps stay', () => {
    const e4 = made(100, (i) => (i === 50 ? NaN : 2 + Math.sin(i / 9)))
    expect([...edaClean(e4, 4)]).toEqual([...e4])
    const clean = edaClean(e4, 16)
    expect(clean[50]).toBeNaN()
    expect(clean.filter(Number.isNaN)).toHaveLength(1)
  })

  test('a moving median is the median of each window', () => {
    const x = made(30, (i) => Math.round(10 * Math.sin(i * 2.3)))
    const slow = [...x].map((_, i) => {
      const near = [...x.subarray(Math.max(0, i - 3), i + 4)].sort((a, b) => a - b)
      const middle = near.length >> 1
      return near.length % 2 ? near[middle] : ((near[middle - 1] ?? 0) + (near[middle] ?? 0)) / 2
    })
    expect([...movingMedian(x, 7)]).toEqual(slow)
  })
})

describe('respiration', () => {
  const wave = made(3000, (i) => 2 * Math.sin((2 * Math.PI * 0.25 * i) / 50))

  test('four seconds a breath are 15 breaths per minute of their height', () => {
    const found = breaths(wave)
    expect(respirationRate(found, 50).value).toBeCloseTo(15, 2)
    expect(respirationAmplitude(wave, found).value).toBeCloseTo(4, 3)
  })

  test('a long gap is no breath', () => {
    const holed = wave.slice()
    holed.fill(NaN, 500, 2300)
    const rate = respirationRate(breaths(holed), 50)
    expect(rate.value).toBeCloseTo(15, 1)
    expect(rate.leftOut).toBe(1)
  })

  test('no breath, no rate, with the reason', () => {
    const flat = new Float64Array(500)
    expect(respirationRate(breaths(flat), 50)).toMatchObject({ value: null, reason: expect.any(String) })
    expect(respirationAmplitude(flat, breaths(flat))).toMatchObject({ value: null })
  })
})

describe('muscles', () => {
  // Two bursts of a 97 Hz oscillation of 1 mV over noise of up to 0.1 mV and a slow drift, at 1000 Hz.
  const random = seededRandom(4)
  const emg = made(4000, (i) => {
    const active = (i >= 1000 && i < 1500) || (i >= 2500 && i < 3200)
    const noise = 0.2 * (random() / 2 ** 32 - 0.5)
    return (
      (active ? Math.sin((2 * Math.PI * 97 * i) / 1000) : noise) + 0.2 * Math.sin((2 * Math.PI * i) / 1000)
    )
  })

  test('the envelope of a sine is its mean rectified value, without the drift', () => {
    const envelope = emgEnvelope(emg, 1000)
    expect(envelope[1250]).toBeCloseTo(2 / Math.PI, 2)
    expect(envelope[500] ?? NaN).toBeLessThan(0.08)
  })

  test('both bursts are found within the smoothness of the envelope', () => {
    const found = emgOnsets(emgEnvelope(emg, 1000), 1000, { rest: { from: 100, to: 600 }, deviations: 5 })
    expect(found).toHaveLength(2)
    const edges = found.flatMap(({ onset, offset }) => [onset, offset])
    expectClose(edges, [1000, 1500, 2500, 3200], 100)
  })

  test('a rate below twice the high-pass is refused', () => {
    expect(() => emgEnvelope(emg, 32)).toThrow(/above 40 Hz, got 32/)
  })
})

describe('temperature and movement', () => {
  test('half a degree in a minute is a slope of 0.5, gaps or not', () => {
    const warm = made(480, (i) => (i % 7 === 0 ? NaN : 33 + (0.5 * i) / 240))
    expect(temperatureSlope(warm, 4)).toMatchObject({ used: 411, leftOut: 69 })
    expect(temperatureSlope(warm, 4).value).toBeCloseTo(0.5, 10)
    expect(temperatureSlope([33], 4)).toMatchObject({ value: null })
  })

  test('a still sensor has no activity, a shaken one has its excess over 1 g', () => {
    const still = made(100, () => 0)
    const one = made(100, () => 1)
    const shaken = made(100, (i) => (i % 2 === 0 ? 1.5 : 0.5))
    expect(activityCounts(vectorMagnitude(still, one, still), 50, 1)[0]?.enmoMilliG.value).toBe(0)
    const epochs = activityCounts(vectorMagnitude(still, shaken, still), 50, 1)
    expect(epochs).toHaveLength(2)
    expect(epochs[0]?.enmoMilliG.value).toBeCloseTo(250, 9)
    expect(vectorMagnitude([3], [4], [12])[0]).toBe(13)
  })
})

describe('a feature and a rating', () => {
  const at = (rateHz: number, lag: number, seconds = 60) => ({
    startUs: 0,
    rateHz,
    dims: ['value'],
    count: seconds * rateHz,
    values: [
      made(seconds * rateHz, (i) => Math.sin((i / rateHz - lag) / 3) + Math.cos((i / rateHz - lag) / 1.7))
    ]
  })

  test('a rating that follows by two seconds is found two seconds behind', () => {
    const found = atOnce(featureLag(at(4, 0), at(25, 2), { from: -5, to: 5 }))
    if ('reason' in found) throw new Error(found.reason)
    expect(found.seconds).toBeCloseTo(2, 1)
    expect(found.correlation).toBeGreaterThan(0.99)
  })

  test('without shared time there is none, with the reason', () => {
    const late = { ...at(25, 0), startUs: 90e6 }
    expect(atOnce(featureLag(at(4, 0), late, { from: -5, to: 5 }))).toMatchObject({
      reason: expect.any(String)
    })
  })
})
