import { describe, expect, test } from 'vitest'
import { correctBeatsByRule } from '@shared/physio/correct-beats-rule'
import { correctBeatsLipponenTarvainen } from '@shared/physio/correct-beats'
import { heartRateOnGrid, instantaneousHeartRate, meanHeartRate } from '@shared/physio/heart-rate'
import { hrvFrequency } from '@shared/physio/hrv-frequency'
import { hrvTime } from '@shared/physio/hrv-time'
import { triangularIndex, triangularWidth } from '@shared/physio/hrv-triangle'
import { markBeats } from '@shared/physio/mark-beats'
import { monotoneCubic } from '@shared/physio/monotone-cubic'
import { nnIntervals } from '@shared/physio/nn-intervals'
import { quadraticSpline } from '@shared/physio/quadratic-spline'
import { expectClose, hasSignals, named, oracle } from '../signal/signals-folder'

const inMicros = (peaks: readonly number[], rateHz: number) => peaks.map((peak) => (peak * 1e6) / rateHz)

describe.skipIf(!hasSignals)(named('heart rate variability of real recordings is that of NeuroKit'), () => {
  const want = oracle('nk_oracle.json')
  const resting = inMicros(want.nk_ecg_resting5min_100hz?.peaks ?? [], 100)
  const long = inMicros(want.nk_ecg_1000hz?.peaks ?? [], 1000)

  test.each([
    ['nk_hrv_time_ecg_1000hz', long],
    ['nk_hrv_time_resting5min', resting]
  ])('%s', (id, beats) => {
    const { measures, leftOut } = hrvTime(nnIntervals(beats))
    expect(leftOut).toBe(0)
    for (const [key, value] of Object.entries<number | null>(want[id])) {
      const name = key.replace('HRV_', '')
      const found = Object.entries(measures).find(
        ([measure]) => measure === (name === 'TINN' ? 'TINN (first left base)' : name)
      )?.[1]
      if (!found) throw new Error(`no ${name}`)
      // NeuroKit answers 0 where its search finds no triangle; here that has no value.
      if (value === null || (name === 'TINN' && value === 0))
        expect(found, name).toMatchObject({ value: null })
      else expectClose([found.value ?? NaN], [value], 0, 1e-9)
    }
  })

  test('nk_hrv_freq_resting5min', () => {
    const { measures } = hrvFrequency(nnIntervals(resting), {
      interpolationHz: 100,
      scale: 'largest-bin',
      fromUs: 0
    })
    for (const [key, value] of Object.entries<number | null>(want.nk_hrv_freq_resting5min)) {
      const found = Object.entries(measures).find(([measure]) => `HRV_${measure}` === key)?.[1]
      if (value === null) expect(found).toMatchObject({ value: null, reason: expect.any(String) })
      else expectClose([found?.value ?? NaN], [value], 0, 1e-8)
    }
  })

  test('the mean heart rate', () => {
    expect(meanHeartRate(nnIntervals(long)).value).toBeCloseTo(want.nk_ecg_1000hz.mean_hr, 9)
  })

  test('suspicious beats and their correction are those of NeuroKit', () => {
    // NeuroKit's own functions of signal_fixpeaks.py (snapshot of the oracle) on the same times in µs, with pandas' rolling
    // quantiles written in NumPy: marks of the first round, beats that changed in the end.
    for (const [peaks, marks, gone, added] of LIPPONEN(want)) {
      const beats = inMicros(peaks, 100)
      expect(markBeats(beats)).toEqual(marks)
      const { beatsUs } = correctBeatsLipponenTarvainen(beats)
      expect(beats.filter((beat) => !beatsUs.includes(beat))).toEqual(gone)
      expect(beatsUs.filter((beat) => !beats.includes(beat))).toEqual(added)
    }
  })
})

describe('heart rate variability of made beats', () => {
  const even = Array.from({ length: 400 }, (_, i) => i * 800_000)

  test('one beat every 0.8 s is 75 per minute without variability', () => {
    const intervals = nnIntervals(even)
    expect(meanHeartRate(intervals).value).toBe(75)
    const { measures } = hrvTime(intervals)
    expect([measures.SDNN.value, measures.RMSSD.value, measures.pNN50.value]).toEqual([0, 0, 0])
  })

  test('alternating 0.8 and 0.86 s has an RMSSD of 60 ms and a pNN50 of all but one', () => {
    let time = 0
    const beats = Array.from({ length: 101 }, (_, i) => (time += i % 2 === 0 ? 800_000 : 860_000))
    const { measures } = hrvTime(nnIntervals(beats))
    expect(measures.RMSSD.value).toBeCloseTo(60, 9)
    expect(measures.pNN50.value).toBeCloseTo(99, 9)
  })

  test('a breath at 0.25 Hz is in HF, not in LF', () => {
    let time = 0
    const beats = Array.from(
      { length: 400 },
      () => (time += Math.round(800_000 + 40_000 * Math.sin(2 * Math.PI * 0.25 * (time / 1e6))))
    )
    const { measures } = hrvFrequency(nnIntervals(beats))
    expect(measures.LFHF.value ?? NaN).toBeLessThan(0.02)
    // The variance of a sine of 40 ms is 800 ms².
    expect(Math.abs((measures.HF.value ?? NaN) - 800)).toBeLessThan(60)
  })

  test('a minute and a half has HF but no LF and no ratio, with the reason', () => {
    const { measures } = hrvFrequency(nnIntervals(even.slice(0, 113).map((beat, i) => beat + (i % 3) * 9000)))
    expect(measures.HF.value).not.toBeNull()
    expect(measures.LF).toMatchObject({ value: null, reason: expect.stringContaining('too short for LF') })
    expect(measures.LFHF).toMatchObject({ value: null, reason: expect.stringContaining('too short for LF') })
  })

  test.each([0, 1, 2, 3])('%i beats have no variability, with the reason', (count) => {
    const intervals = nnIntervals(even.slice(0, count))
    expect(hrvTime(intervals).measures.SDNN).toMatchObject({ value: null, reason: expect.any(String) })
    expect(hrvFrequency(intervals).measures.HF).toMatchObject({ value: null, reason: expect.any(String) })
  })

  test('a pause is left out and counted, and its neighbours are not compared', () => {
    const beats = [0, 1, 2, 3, 13, 14.1, 15.2, 16.3].map((s) => s * 1e6)
    const intervals = nnIntervals(beats, 3000)
    expect(intervals).toMatchObject({ used: 6, leftOut: 1 })
    const { measures } = hrvTime(intervals)
    expect(measures.MeanNN.value).toBeCloseTo(1050, 9)
    expect(measures.RMSSD.value).toBeCloseTo(0, 9)
    expect(hrvFrequency(intervals).measures.HF).toMatchObject({ value: null })
    const rate = heartRateOnGrid(intervals, { startUs: 0, rateHz: 1, count: 18 })
    expect([...rate.subarray(4, 13)].every(Number.isNaN)).toBe(true)
    expect(rate[2]).toBeCloseTo(60, 6)
    expect(rate[17]).toBeNaN()
  })

  test('the heart rate at a beat is that of the interval it ends', () => {
    const intervals = nnIntervals([0, 1e6, 1.8e6, 2.4e6])
    const { timesUs, bpm } = instantaneousHeartRate(intervals)
    expectClose(bpm, [60, 75, 100], 1e-9)
    expect([...timesUs]).toEqual([1e6, 1.8e6, 2.4e6])
    expect(heartRateOnGrid(intervals, { startUs: 0, rateHz: 10, count: 25 })[18]).toBeCloseTo(75, 9)
  })
})

describe('correction by hand rules', () => {
  test('a doubled beat is taken out and a lost one put halfway', () => {
    const beats = [0, 1e6, 1.1e6, 2e6, 3e6, 5.2e6, 6.2e6]
    expect(correctBeatsByRule(beats)).toEqual({
      beatsUs: [0, 1e6, 2e6, 3e6, 4.1e6, 5.2e6, 6.2e6],
      removed: 1,
      added: 1
    })
  })

  test.each(['missed', 'extra'] as const)('a single %s beat among even ones is found', (kind) => {
    const jitter = (i: number) => 12_000 * Math.sin(i * 1.3) + 9000 * Math.cos(i * 0.7)
    const beats = Array.from({ length: 120 }, (_, i) => Math.round(i * 850_000 + jitter(i)))
    const broken =
      kind === 'missed'
        ? beats.filter((_, i) => i !== 60)
        : [...beats.slice(0, 60), (beats[59] ?? 0) + 300_000, ...beats.slice(60)]
    expect(markBeats(broken)[kind]).toEqual([60])
    const { beatsUs } = correctBeatsLipponenTarvainen(broken)
    expect(beatsUs).toHaveLength(120)
    expect(Math.abs((beatsUs[60] ?? NaN) - (beats[60] ?? NaN))).toBeLessThan(30_000)
  })
})

describe('the triangle', () => {
  // Bins of 7.8125 ms from the 100th on hold 1, 2, 3, 4, 3, 2, 1 intervals, and one more lies far above.
  const counts = [1, 2, 3, 4, 3, 2, 1]
  const ms = Float64Array.from([
    ...counts.flatMap((count, i) => new Array<number>(count).fill((100.5 + i) * 7.8125)),
    150 * 7.8125
  ])

  test('of a triangular histogram reaches from the bin behind the shortest interval to where the counts end', () => {
    // From bin 101 to bin 107.
    expect(triangularWidth(ms, 'every-base').value).toBe(6 * 7.8125)
    expect(triangularIndex(ms)).toBe(17 / 4)
  })

  test('does not exist for equal intervals, with the reason', () => {
    expect(triangularWidth(new Float64Array(9).fill(800), 'every-base')).toMatchObject({ value: null })
  })
})

test("the monotone cubic is SciPy's", () => {
  // python3: scipy.interpolate.PchipInterpolator([0, 1, 3, 4, 7], [2, 1, 4, 3, 5])([0.5, 2, 3.5, 5, 6.9])
  const curve = monotoneCubic(Float64Array.of(0, 1, 3, 4, 7), Float64Array.of(2, 1, 4, 3, 5))
  expectClose([0.5, 2, 3.5, 5, 6.9].map(curve), MONOTONE, 1e-12)
  expect([curve(-1), curve(8)]).toEqual([2, 5])
})

test("the quadratic spline is SciPy's", () => {
  // python3: scipy.interpolate.interp1d([0, 1, 3, 4, 7], [2, 1, 4, 3, 5], kind='quadratic')([0.5, 2, 3.5, 5, 6.9])
  const curve = quadraticSpline(Float64Array.of(0, 1, 3, 4, 7), Float64Array.of(2, 1, 4, 3, 5))
  expectClose([0.5, 2, 3.5, 5, 6.9].map(curve), QUADRATIC, 1e-12)
})

const QUADRATIC = [
  1.1770833333333333, 2.583333333333333, 3.614583333333334, 2.583333333333334, 4.776250000000001
]

type Oracle = Readonly<Record<string, { readonly peaks: readonly number[] }>>

const LIPPONEN = (want: Oracle) =>
  [
    [
      want['nk_ecg_resting5min_100hz']?.peaks ?? [],
      {
        ectopic: [183, 184, 267, 296, 312, 325, 333, 372],
        missed: [132],
        extra: [],
        longshort: [38, 182, 311, 324, 332, 371, 406]
      },
      [
        25550000, 126820000, 127540000, 128180000, 186150000, 206850000, 217450000, 218370000, 219030000,
        226660000, 227280000, 231570000, 232370000, 232950000, 233520000, 257810000, 258610000, 282580000
      ],
      [
        25555000, 92800000, 126925000, 127500000, 128195000, 186165000, 206860000, 217610000, 218240000,
        218975000, 226595000, 227300000, 231735000, 232260000, 232900000, 233540000, 257890000, 258520000,
        282590000
      ]
    ],
    [
      want['nk_ppg_resting5min_100hz']?.peaks ?? [],
      {
        ectopic: [313, 314, 341, 342, 343],
        missed: [4, 253, 310, 328],
        extra: [],
        longshort: [252, 326, 327]
      },
      [
        176280000, 220800000, 222130000, 222850000, 223630000, 230910000, 231730000, 232780000, 233900000,
        234590000, 242130000, 242880000, 243460000
      ],
      [
        3350000, 176170000, 176950000, 218105000, 221235000, 222042500, 222788125, 223533750, 230736250,
        231582500, 232255000, 232970000, 233685000, 234452500, 242220000, 242795000, 243462500
      ]
    ]
  ] as const

const MONOTONE = [1.2708333333333333, 2.5, 3.5, 3.0925925925925926, 4.814379629629631]
