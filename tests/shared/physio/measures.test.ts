import { describe, expect, test } from 'vitest'
import { heartMeasures, intervalsIn } from '../../../src/shared/physio/measures/heart-measures'
import { beatsOf, eventTracksOf, responsesOf } from '../../../src/shared/physio/measures/event-tracks'
import {
  conventionOf,
  eventMeasures,
  levelMeasures,
  unitOf
} from '../../../src/shared/physio/measures/catalogue'
import { prepareBeats } from '../../../src/shared/physio/measures/prepare-beats'
import { breathMeasures, skinMeasures } from '../../../src/shared/physio/measures/skin-and-breath'
import { MeasureSettings, usualMeasureSettings } from '../../../src/shared/physio/measures/settings'
import { Segment } from '../../../src/shared/domain/rows'

/** Beats with these intervals in ms, the first at 1 s. */
const beatsEvery = (intervals: readonly number[]) => {
  let at = 1_000_000
  return [at, ...intervals.map((ms) => (at += ms * 1000))].map((atUs) => ({ atUs, ectopic: false }))
}
const everything = { fromUs: 0, toUs: Number.POSITIVE_INFINITY }

describe('measures of beats', () => {
  test('heart rate, SDNN and RMSSD of five intervals are those by hand', () => {
    // 800 820 780 800 850: mean 810; squares of deviations 100+100+900+100+1600 = 2800, over 4 = 700; steps 20 -40 20 50.
    const prepared = prepareBeats(beatsEvery([800, 820, 780, 800, 850]), usualMeasureSettings)
    const found = heartMeasures(prepared, everything, usualMeasureSettings)
    expect(found.heart_rate?.value).toBeCloseTo(60_000 / 810, 9)
    expect(found.hrv_sdnn?.value).toBeCloseTo(Math.sqrt(700), 9)
    expect(found.hrv_rmssd?.value).toBeCloseTo(Math.sqrt((400 + 1600 + 400 + 2500) / 4), 9)
    expect(found.beats?.value).toBe(6)
    expect(found.hrv_hf?.value).toBeNull()
  })

  test('only intervals whose two beats lie in the stretch count', () => {
    const prepared = prepareBeats(beatsEvery([1000, 1000, 500, 500, 1000]), usualMeasureSettings)
    // Beats at 1, 2, 3, 3.5, 4, 5 s: the stretch has those at 2, 3 and 3.5 s.
    const nn = intervalsIn(prepared, { fromUs: 1_500_000, toUs: 4_000_000 })
    expect([...nn.ms]).toEqual([1000, 500])
  })

  test('a pause of the record is no interval and is never filled with beats', () => {
    const beats = beatsEvery([800, 800, 800, 60_000, 800, 800, 800])
    for (const correction of ['off', 'rule', 'lipponen-tarvainen'] as const) {
      const settings = MeasureSettings.parse({ correction })
      const prepared = prepareBeats(beats, settings)
      const found = heartMeasures(prepared, everything, settings)
      expect(found.hrv_sdnn, correction).toMatchObject({ value: 0, used: 6, leftOut: 1 })
      expect(found.beats?.value, correction).toBe(8)
      expect(found.hrv_lf?.value, correction).toBeNull()
    }
  })

  test('beats in a bad stretch do not count, no interval leads into or across one, and none is filled', () => {
    // Beats at 1, 1.8, 2.6 ... 8.2 s; those at 3.4 and 4.2 s lie in the bad stretch.
    const beats = beatsEvery(Array.from({ length: 9 }, () => 800))
    const bad = [{ fromUs: 3_000_000, toUs: 4_500_000 }]
    for (const correction of ['off', 'rule', 'lipponen-tarvainen'] as const) {
      const settings = MeasureSettings.parse({ correction })
      const prepared = prepareBeats(beats, settings, bad)
      const found = heartMeasures(prepared, everything, settings)
      expect(found.beats, correction).toMatchObject({ value: 8, leftOut: 2 })
      expect(found.hrv_mean_nn, correction).toMatchObject({ value: 800, used: 6, leftOut: 3 })
      expect(prepared.counts, correction).toMatchObject({ bad: 2, taken: 0, put: 0 })
    }
    // Without a beat in it, too: the interval across does not count.
    const short = prepareBeats(beats, usualMeasureSettings, [{ fromUs: 3_500_000, toUs: 3_600_000 }])
    expect(intervalsIn(short, everything)).toMatchObject({ used: 8, leftOut: 1 })
  })

  test('an ectopic beat takes the intervals on both sides out, and is put halfway when beats are corrected', () => {
    const beats = beatsEvery([800, 800, 400, 1200, 800, 800]).map((beat, i) => ({
      ...beat,
      ectopic: i === 3
    }))
    const off = prepareBeats(beats, usualMeasureSettings)
    expect([...intervalsIn(off, everything).ms]).toEqual([800, 800, Number.NaN, Number.NaN, 800, 800])
    const rule = prepareBeats(beats, MeasureSettings.parse({ correction: 'rule' }))
    expect([...intervalsIn(rule, everything).ms]).toEqual([800, 800, 800, 800, 800, 800])
    expect(rule.counts).toMatchObject({ byHand: 1, taken: 1, put: 1 })
    expect(heartMeasures(rule, everything, usualMeasureSettings).beats_changed?.value).toBe(1)
  })

  test('the rule takes doubled beats out and fills missed ones, and says how many', () => {
    const settings = MeasureSettings.parse({ correction: 'rule', longestMs: 1500 })
    const prepared = prepareBeats(beatsEvery([800, 800, 100, 700, 1600, 800]), settings)
    expect(prepared.counts).toMatchObject({ extra: 1, missed: 1 })
    expect([...intervalsIn(prepared, everything).ms]).toEqual([800, 800, 800, 800, 800, 800])
  })

  test('Lipponen and Tarvainen find the beat that is too early', () => {
    const intervals = Array.from({ length: 60 }, (_, i) => 800 + 10 * Math.sin(i))
    intervals[30] = 450
    intervals[31] = 1150
    const settings = MeasureSettings.parse({ correction: 'lipponen-tarvainen' })
    const before = heartMeasures(
      prepareBeats(beatsEvery(intervals), usualMeasureSettings),
      everything,
      settings
    )
    const prepared = prepareBeats(beatsEvery(intervals), settings)
    const after = heartMeasures(prepared, everything, settings)
    expect(prepared.counts.ectopic).toBeGreaterThan(0)
    expect(before.hrv_rmssd?.value).toBeGreaterThan(90)
    expect(after.hrv_rmssd?.value).toBeLessThan((before.hrv_rmssd?.value ?? 0) / 2)
  })
})

const segment = (start: number, end: number, label?: string): Segment =>
  Segment.parse({ id: `s${start}`, trackId: 't', start, end, label })

describe('tracks of events as they are now', () => {
  test('artefacts are no events, ectopic beats stay beats, and order does not matter', () => {
    const beats = beatsOf([
      segment(3000, 3001, 'beat'),
      segment(1000, 1001, 'ectopic'),
      segment(2000, 2001, 'artefact')
    ])
    expect(beats).toEqual([
      { atUs: 1000, ectopic: true },
      { atUs: 3000, ectopic: false }
    ])
    expect(responsesOf([segment(5, 6), segment(1, 4)])).toEqual([
      { onsetUs: 1, peakUs: 4 },
      { onsetUs: 5, peakUs: 5 }
    ])
  })

  test('the chosen track is taken where it exists, else the highest of its scheme', () => {
    const tracks = [
      { id: 'low', schemeId: 'heart-beats', position: 2 },
      { id: 'high', schemeId: 'heart-beats', position: 1 },
      { id: 'other', schemeId: 'emotion', position: 0 }
    ]
    expect(eventTracksOf(tracks)).toEqual({ beats: 'high' })
    expect(eventTracksOf(tracks, { beats: 'low', breaths: 'gone' })).toEqual({ beats: 'low' })
  })
})

describe('responses and breaths', () => {
  const minute = { fromUs: 0, toUs: 60e6 }
  test('responses are counted by their peak; a threshold leaves small ones out and says so', () => {
    const responses = [0.05, 0.2, 0.4].map((amplitude, i) => ({
      onsetUs: i * 10e6,
      peakUs: i * 10e6 + 2e6,
      amplitude
    }))
    const all = skinMeasures(responses, minute, { leastAmplitude: 0 })
    expect([all.scr_count?.value, all.scr_rate?.value]).toEqual([3, 3])
    expect(all.scr_amplitude?.value).toBeCloseTo(0.65 / 3, 12)
    const large = skinMeasures(responses, minute, { leastAmplitude: 0.1 })
    expect(large.scr_count).toMatchObject({ value: 2, leftOut: 1 })
    expect(skinMeasures(responses, { fromUs: 0, toUs: 2e6 }, { leastAmplitude: 0 }).scr_count?.value).toBe(0)
    expect(skinMeasures(undefined, minute, { leastAmplitude: 0 }).scr_count?.value).toBeNull()
  })

  test('a pause between breaths is left out of the rate', () => {
    const breaths = [0, 4, 8, 50, 54].map((s) => s * 1e6)
    const found = breathMeasures(breaths, minute, { longestBreath: 30 })
    expect(found.breath_rate).toMatchObject({ value: 15, used: 3, leftOut: 1 })
    expect(breathMeasures([1e6], minute, { longestBreath: 30 }).breath_rate?.value).toBeNull()
  })
})

test('every measure says what it is, in which unit and how it was made', () => {
  for (const entry of [...eventMeasures, ...levelMeasures]) {
    expect(entry.definition, entry.id).not.toBe('')
    expect(conventionOf(entry, usualMeasureSettings), entry.id).not.toBe('')
  }
  expect([
    unitOf({ unit: 'unit' }, 'uS'),
    unitOf({ unit: 'unit/min' }, '°C'),
    unitOf({ unit: 'unit²' }, 'm/s')
  ]).toEqual(['µS', '°C/min', '(m/s)²'])
})

describe('a bad stretch', () => {
  const bad = [{ fromUs: 10e6, toUs: 20e6 }]
  const minute = { fromUs: 0, toUs: 60e6 }

  test('has no responses, and its time is not part of their rate', () => {
    const responses = [5, 9, 15, 30, 40].map((at) => ({
      onsetUs: at * 1e6,
      peakUs: (at + 2) * 1e6,
      amplitude: 1
    }))
    const found = skinMeasures(responses, minute, usualMeasureSettings, bad)
    // That of 9 to 11 s touches it. Three in 50 s are 3.6 a minute.
    expect(found.scr_count).toMatchObject({ value: 3, leftOut: 2 })
    expect(found.scr_rate?.value).toBeCloseTo(3.6, 9)
    expect(skinMeasures([], minute, usualMeasureSettings, [minute]).scr_rate).toMatchObject({ value: null })
  })

  test('has no breaths, and the time across it is none between breaths', () => {
    const found = breathMeasures([1e6, 5e6, 9e6, 14e6, 21e6, 26e6], minute, usualMeasureSettings, bad)
    expect(found.breaths).toMatchObject({ value: 5, leftOut: 1 })
    // 4, 4 and 5 s remain; 9 to 14 and 14 to 21 s touch it.
    expect(found.breath_rate).toMatchObject({ used: 3, leftOut: 2 })
    expect(found.breath_rate?.value).toBeCloseTo(60 / (13 / 3), 9)
  })
})
