import { describe, expect, test } from 'vitest'
import type { LoadedSamples } from '../../../src/renderer/session/signals/sample-store'
import { meanAround, samplesBetween } from '../../../src/renderer/session/signals/sample-store'
import { takenRows, usualType } from '../../../src/renderer/session/signals/analysed'
import type { SignalRow } from '../../../src/renderer/session/signals/channels'
import { withoutOf } from '../../../src/renderer/session/signals/components'
import { stretchesOf } from '../../../src/renderer/session/signals/stretches'
import { plainNumber } from '../../../src/renderer/panels/brain/plain-number'
import { scalpValues } from '../../../src/renderer/panels/brain/scalp-values'
import type { ComponentsResult } from '../../../src/shared/signal/analyses/components'
import type { Segment, Stream, Track } from '../../../src/shared/domain/rows'
import { eegBands } from '../../../src/shared/signal/dsp/eeg-bands'
import { electrodePlaces } from '../../../src/shared/topomap/electrode-places'

const row = (index: number, type: SignalRow['type'], bad = false): SignalRow =>
  ({ index, label: `C${index}`, unit: 'uV', rateHz: 100, type, bad }) as SignalRow

describe('the channels that are analysed', () => {
  const all = [row(0, 'eeg'), row(1, 'eeg', true), row(2, 'ecg'), row(3, 'eeg')]

  test('are the good ones of a kind, with the bad ones counted', () => {
    expect(takenRows(all, { channels: 'eeg' }, [])).toMatchObject({ leftOut: 1, rowsText: '2 EEG channels' })
  })

  test('are the chosen ones, bad ones too, where some are chosen', () => {
    expect(takenRows(all, { channels: 'auto' }, [1, 2]).rows.map(({ index }) => index)).toEqual([1, 2])
    expect(takenRows(all, { channels: 'auto' }, []).rows.map(({ index }) => index)).toEqual([0, 3])
  })

  test('are those of the most frequent kind where there is no EEG', () => {
    expect(usualType([row(0, 'ecg'), row(1, 'motion'), row(2, 'motion'), row(3, 'trigger')])).toBe('motion')
  })
})

describe('the time that is analysed', () => {
  // The stream begins two seconds into the recording and lasts ten.
  const stream = { id: 's', offset: 2e6, driftPpm: 0, duration: 10e6 } as unknown as Stream
  const view = { start: 0, span: 5e6 }

  test('is told in times of the stream, and only where it was recorded', () => {
    expect(stretchesOf(stream, 'auto', { range: undefined, view }).spans).toEqual([{ fromUs: 0, toUs: 3e6 }])
    const range = { start: 4e6, end: 20e6 } as never
    expect(stretchesOf(stream, 'auto', { range, view }).spans).toEqual([{ fromUs: 2e6, toUs: 10e6 }])
  })

  test('is that of the segments of a track by label', () => {
    const track = { id: 't', name: 'Mood', kind: 'segments', schemeId: 'none', attributeId: 'a' } as Track
    const segment = (start: number, end: number, label?: string): Segment =>
      ({ id: String(start), trackId: 't', start: start * 1e6, end: end * 1e6, label }) as Segment
    const segments = [segment(3, 5, 'calm'), segment(6, 7), segment(14, 15, 'calm')]
    const found = stretchesOf(stream, 'track:t', { range: undefined, view, track, segments })
    expect(found.spans).toEqual([
      { fromUs: 1e6, toUs: 3e6, group: 'Calm' },
      { fromUs: 4e6, toUs: 5e6, group: 'No label' }
    ])
  })

  test('without any says why', () => {
    expect(stretchesOf(stream, 'selection', { range: undefined, view }).problem).toContain(
      'Nothing is selected'
    )
    const outside = { start: 30e6, end: 40e6 } as never
    expect(stretchesOf(stream, 'selection', { range: outside, view }).problem).toContain(
      'nothing of this signal'
    )
  })
})

describe('samples around the playhead', () => {
  const block = { row: 0, startUs: 1e6, rateHz: 10, samples: Float32Array.of(1, 2, 3, 4, 5, 6) }

  test('are averaged over what is asked, and one sample where nothing is', () => {
    expect(meanAround([block], 1.2e6, 0)).toBe(3)
    expect(meanAround([block], 1.2e6, 100_000)).toBe(3)
    expect(meanAround([block], 1.45e6, 60_000)).toBe(5.5)
    expect(meanAround([block], 9e6, 100_000)).toBeNaN()
  })

  test('are even, with nothing where nothing was recorded', () => {
    expect([...samplesBetween([block], 0.9e6, 1.3e6)]).toEqual([NaN, 1, 2, 3])
  })
})

describe('values on the scalp', () => {
  const { places } = electrodePlaces(['F3', 'F4', 'Cz', 'P3', 'P4', 'Pz'])
  const electrodes = places.map(({ direction }, at) => ({ direction, bad: at === 2 }))
  const loaded = (valueOf: (at: number, i: number) => number): LoadedSamples => ({
    fromUs: 0,
    toUs: 4e6,
    rows: electrodes.map((_, at) => [
      {
        row: at,
        startUs: 0,
        rateHz: 100,
        samples: Float32Array.from({ length: 400 }, (_v, i) => valueOf(at, i))
      }
    ])
  })
  const asked = { band: undefined, halfUs: 0, centred: false }

  test('of a bad electrode come from the others: where all measure the same, it does too', () => {
    const found = scalpValues(electrodes)(
      loaded((at) => (at === 2 ? 9999 : 7)),
      1e6,
      asked
    )
    expect(found.values?.[2]).toBeCloseTo(7, 3)
    expect(found.most).toBeCloseTo(7, 1)
  })

  test('do not exist where a good electrode has a gap', () => {
    expect(
      scalpValues(electrodes)(
        loaded((at) => (at === 0 ? NaN : 1)),
        1e6,
        asked
      ).values
    ).toBeUndefined()
  })

  test('are powers of a band: half the square of a sine in it, nothing for one outside', () => {
    const sine = (at: number, i: number): number =>
      (at === 5 ? 20 : 10) * Math.sin((2 * Math.PI * (at === 0 ? 20 : 10) * i) / 100)
    const alpha = eegBands.find(({ name }) => name === 'alpha')
    const found = scalpValues(electrodes)(loaded(sine), 2e6, { band: alpha, halfUs: 1e6, centred: false })
    expect(found.values?.[5]).toBeCloseTo(200, 0)
    expect(found.values?.[1]).toBeCloseTo(50, 0)
    expect(found.values?.[0]).toBeLessThan(0.01)
  })
})

describe('numbers', () => {
  test('have four digits that count, and a dash for none', () => {
    expect([12.34567, 0.012345, 123456, 0.00001, 0, Number.NaN].map(plainNumber)).toEqual([
      '12.35',
      '0.0123',
      '1.23e+5',
      '1.00e-5',
      '0',
      '–'
    ])
  })
})

test('a view names the components that it leaves out, counted from one, and needs some', () => {
  const result = {
    channels: [3, 4],
    means: Float64Array.of(0.123456789, 0),
    maps: [Float64Array.of(1, 2), Float64Array.of(3, 4)],
    unmixing: [Float64Array.of(5, 6), Float64Array.of(7, 8)]
  } as unknown as ComponentsResult
  expect(withoutOf(result, [], 'x')).toBeUndefined()
  expect(withoutOf(result, [1], 'FastICA')).toEqual({
    channels: [3, 4],
    means: [0.1234568, 0],
    parts: [{ map: [3, 4], weights: [7, 8] }],
    text: 'Without component 2 of 2 (FastICA)'
  })
})
