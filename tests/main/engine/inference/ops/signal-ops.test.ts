import { describe, expect, test } from 'vitest'
import golden from '../../../../fixtures/golden/signals.json'
import {
  channelsOf,
  compileSteps,
  farthest,
  firstRow,
  noise,
  numbers,
  runSteps,
  sampleEeg
} from '../../../../fixtures/channels'

// Golden values: scripts/golden/signals.py (SciPy 1.17.1, NumPy 2.4.6, MNE 1.3.0); 1e-6 of signals of 30 µV.
const every16 = (row: Float64Array) => [...row].filter((_, i) => i % 16 === 0)
const x = sampleEeg(4, 800)

describe('channels', () => {
  test('are picked by name in the order of the manifest, whatever the letter case and the old names of electrodes', () => {
    const [a, b, c] = sampleEeg(3, 10)
    const given = channelsOf(
      [a, b, c].flatMap((row) => row ?? []),
      { names: ['EEG FP1-REF', 'T3', 'ECG'] }
    )
    const picked = runSteps([{ op: 'signal.pick', channels: ['T7', 'ecg', 'Fp1'] }], given)
    expect(picked).toMatchObject({ names: ['T7', 'ecg', 'Fp1'], data: [b, c, a] })
  })

  test('that are missing are refused by name, or are zero', () => {
    const given = channelsOf(sampleEeg(2, 10), { names: ['Cz', 'Pz'] })
    expect(() => runSteps([{ op: 'signal.pick', channels: ['Cz', 'CB1'] }], given)).toThrow(
      'the channel CB1 is not in the recording; there are Cz, Pz'
    )
    const zeroed = runSteps([{ op: 'signal.pick', channels: ['Cz', 'CB1'], missing: 'zero' }], given)
    expect(zeroed).toMatchObject({ data: [given.data[0], new Float64Array(10)] })
  })

  test('a missing electrode in the middle of others is made from them', () => {
    // A field that falls evenly from front to back: the electrode between its neighbours lies between their values.
    const names = ['Fp1', 'Fp2', 'F3', 'Fz', 'F4', 'C3', 'C4', 'P3', 'Pz', 'P4', 'O1', 'O2', 'T7', 'T8']
    const heights = [9, 9, 6, 6, 6, 0, 0, -6, -6, -6, -9, -9, 0, 0]
    const given = channelsOf(
      heights.map((value) => new Float64Array(3).fill(value)),
      { names }
    )
    const made = runSteps([{ op: 'signal.pick', channels: [...names, 'Cz'], missing: 'interpolate' }], given)
    const cz = numbers(made).values.slice(-3)
    cz.forEach((value) => expect(value).toBeCloseTo(0, 1))
  })

  test('against the common average and against two channels are those of MNE', () => {
    const given = channelsOf(sampleEeg(golden.names.length, 120), { names: golden.names })
    const every20 = (value: ReturnType<typeof runSteps>) =>
      value.kind === 'channels' ? value.data.map((row) => [...row].filter((_, i) => i % 20 === 0)) : []
    const average = every20(runSteps([{ op: 'signal.reference', to: 'average' }], given))
    const linked = every20(runSteps([{ op: 'signal.reference', to: ['C3', 'C4'] }], given))
    expect(farthest(average.flat(), golden.average.flat())).toBeLessThan(1e-6)
    expect(farthest(linked.flat(), golden.linked.flat())).toBeLessThan(1e-6)
  })

  test.each([
    ['bandpass', { low: 1, high: 75, order: 4 }],
    ['highpass', { low: 0.5, order: 3 }],
    ['lowpass', { high: 30, order: 5 }]
  ] as const)('a Butterworth %s, zero-phase and causal, is that of SciPy', (kind, wanted) => {
    for (const phase of ['zero', 'causal'] as const) {
      const out = firstRow(runSteps([{ op: 'signal.filter', kind, phase, ...wanted }], channelsOf(x)))
      expect(farthest(every16(out), golden[`${kind}-${phase}`])).toBeLessThan(1e-6)
    }
  })

  test('a notch and a linear-phase band are those of SciPy', () => {
    const notch = runSteps([{ op: 'signal.filter', kind: 'notch', low: 49, high: 51 }], channelsOf(x))
    const fir = runSteps(
      [{ op: 'signal.filter', kind: 'bandpass', low: 8, high: 14, design: 'fir', taps: 101 }],
      channelsOf(x)
    )
    expect(farthest(every16(firstRow(notch)), golden['notch-zero'])).toBeLessThan(1e-6)
    expect(farthest(every16(firstRow(fir)), golden['fir-zero'])).toBeLessThan(1e-6)
  })

  test('a gap stays a gap through a filter, and nothing else becomes one', () => {
    const row = Float64Array.from(x[0] ?? [])
    row.fill(NaN, 300, 340)
    const out = firstRow(runSteps([{ op: 'signal.filter', kind: 'highpass', low: 1 }], channelsOf([row])))
    expect([...out.keys()].filter((i) => Number.isNaN(out[i]))).toEqual(
      [...Array(40).keys()].map((i) => i + 300)
    )
  })

  test('at another rate are those of SciPy, and the unit lies where it lay', () => {
    const out = runSteps([{ op: 'signal.resample', hz: 128 }], channelsOf(x, { from: 200, to: 400 }))
    expect(out).toMatchObject({ rateHz: 128, from: 128, to: 256 })
    expect(farthest(every16(firstRow(out)), golden['resample-128'])).toBeLessThan(1e-6)
  })

  test('a gap at another rate lies where it was, to a sample', () => {
    const row = noise(1000, 7)
    row.fill(NaN, 400, 500)
    const out = firstRow(runSteps([{ op: 'signal.resample', hz: 100 }], channelsOf([row])))
    expect([out[199], out[200], out[249], out[250]].map((value) => Number.isNaN(value))).toEqual([
      false,
      true,
      true,
      false
    ])
  })
})

describe('levels', () => {
  const row = Float64Array.from({ length: 100 }, (_, i) => (i < 20 ? 5 : i < 40 ? 7 + (i % 2) * 2 : 10))

  test('a baseline is the mean of the stretch before the trial, not of the window', () => {
    const steps = [{ op: 'signal.baseline', mode: 'subtract', from: -2, to: 0 }]
    const value = channelsOf([row], { rateHz: 10, from: 60, to: 70 })
    const out = runSteps(steps, value, { trial: { startSeconds: 4, endSeconds: 10 }, startSeconds: 6 })
    // Two seconds before second 4: samples 20 to 39, half of them 7 and half 9.
    expect(numbers(out).values).toEqual(Array(10).fill(2))
  })

  test('by division and as z score', () => {
    const value = channelsOf([row], { rateHz: 10, from: 60, to: 61 })
    const unit = { startSeconds: 4 }
    const by = (mode: string) =>
      numbers(runSteps([{ op: 'signal.baseline', mode, from: -2, to: 0 }], value, unit)).values[0]
    expect(by('divide')).toBe(1.25)
    expect(by('zscore')).toBe(2)
  })

  test('a window is brought to mean 0 and deviation 1, missing samples left out', () => {
    const value = channelsOf([Float64Array.of(100, 1, NaN, 3, 100)], { from: 1, to: 4 })
    expect(numbers(runSteps([{ op: 'signal.normalize', scope: 'window' }], value)).values).toEqual([
      -1,
      NaN,
      1
    ])
  })

  test('the figures of a participant are those that the run has gathered, and without them nothing is guessed', () => {
    const steps = [{ op: 'signal.normalize', scope: 'participant' }]
    const value = channelsOf([Float64Array.of(3, 5)])
    const statistics = (scope: string) => (scope === 'participant' ? { mean: [1], std: [2] } : undefined)
    expect(numbers(runSteps(steps, value, { statistics })).values).toEqual([1, 2])
    expect(() => runSteps(steps, value)).toThrow('the figures of the participant were not gathered')
  })

  test('magnitudes of groups, slopes, sums and other units', () => {
    const value = channelsOf(
      [
        [3, 6],
        [4, 8],
        [0, 0],
        [1, 2]
      ].map((row) => Float64Array.from(row)),
      {
        names: ['ax', 'ay', 'az', 'hr'],
        rateHz: 10
      }
    )
    const by = (step: object) => numbers(runSteps([{ op: 'signal.derive', ...step }], value)).values
    expect(by({ kind: 'magnitude', groups: [['ax', 'ay', 'az'], ['hr']] })).toEqual([5, 10, 1, 2])
    expect(by({ kind: 'diff' })).toEqual([NaN, 30, NaN, 40, NaN, 0, NaN, 10])
    expect(by({ kind: 'integral' }).slice(-2)[1]).toBeCloseTo(0.3, 12)
    expect(by({ kind: 'convert', scale: 9.81, offset: 1 })[0]).toBeCloseTo(30.43, 12)
  })
})

describe('window figures', () => {
  test('are those of NumPy and SciPy', () => {
    const features = Object.keys(golden.stats)
    const out = runSteps(
      [{ op: 'signal.stats', features }],
      channelsOf([x[0] ?? new Float64Array()], { from: 200, to: 400 })
    )
    const { dims, values } = numbers(out)
    expect(dims).toEqual([features.length])
    // Single precision of a tensor: 1e-5 of the largest figure.
    features.forEach((name, i) => {
      const known = Object.entries(golden.stats)[i]?.[1] ?? NaN
      expect(Math.abs((values[i] ?? NaN) - known), name).toBeLessThan(1e-5 * Math.max(1, Math.abs(known)))
    })
  })

  test('missing samples are left out, and a channel without any has no number', () => {
    const value = channelsOf([Float64Array.of(1, NaN, 3), Float64Array.of(NaN, NaN, NaN)], { rateHz: 1 })
    expect(
      numbers(runSteps([{ op: 'signal.stats', features: ['mean', 'slope', 'count'] }], value)).values
    ).toEqual([2, 1, 2, NaN, NaN, 0])
  })

  test('BIO-4: 60 s in windows of 10 s every 5 s are 11 windows', () => {
    const value = channelsOf([Float64Array.from({ length: 60 }, (_, i) => i)], { rateHz: 1 })
    const out = runSteps(
      [
        { op: 'signal.window', sec: 10, hopSec: 5 },
        { op: 'signal.stats', features: ['mean'] },
        { op: 'tensor.concat' }
      ],
      value
    )
    expect(numbers(out).values).toEqual([...Array(11).keys()].map((i) => 4.5 + 5 * i))
  })

  test('a name that nobody knows is refused when the model is opened', () => {
    expect(() => compileSteps([{ op: 'signal.stats', features: ['entropy9'] }])).toThrow(
      /entropy9.* is no figure; known: mean/
    )
  })
})

describe('the body', () => {
  test('heart rate and variability of intervals of 800 and 900 ms', () => {
    const ms = Float64Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 800 : 900))
    const { values } = numbers(
      runSteps(
        [{ op: 'signal.hrv', from: 'rr', features: ['HR', 'MeanNN', 'RMSSD', 'pNN50'] }],
        channelsOf([ms])
      )
    )
    // 60 / 0.85 s; every step is 100 ms; 39 steps over 40 intervals.
    expect(values[0]).toBeCloseTo(70.588, 3)
    expect(values.slice(1, 3)).toEqual([850, 100])
    expect(values[3]).toBeCloseTo(97.5, 6)
  })

  test('beats of an electrocardiogram are counted in the unit, not around it', () => {
    // A beat every 0.8 s before second 30, every 0.5 s behind it.
    const rateHz = 250
    const row = new Float64Array(60 * rateHz)
    const beat = (at: number) => {
      for (let i = -5; i <= 5; i++) {
        const place = Math.round(at * rateHz) + i
        if (place < row.length) row[place] = Math.exp(-(i * i) / 4)
      }
    }
    for (let at = 0.4; at < 30; at += 0.8) beat(at)
    for (let at = 30; at < 60; at += 0.5) beat(at)
    const steps = compileSteps([{ op: 'signal.hrv', from: 'ecg', features: ['HR'] }])
    const rate = (from: number, to: number) =>
      numbers(steps(channelsOf([row], { rateHz, from: from * rateHz, to: to * rateHz }))).values[0]
    expect(rate(5, 25)).toBeCloseTo(75, 0)
    expect(rate(35, 55)).toBeCloseTo(120, 0)
  })

  test('skin conductance falls apart into a level and responses, which are counted', () => {
    const rateHz = 20
    const row = Float64Array.from({ length: 120 * rateHz }, (_, i) => {
      const t = i / rateHz
      const response = (at: number) => (t < at ? 0 : 0.5 * ((t - at) / 2) * Math.exp(1 - (t - at) / 2))
      return 5 + 0.002 * t + response(30) + response(60) + response(90)
    })
    const value = channelsOf([row], { names: ['EDA'], rateHz, from: 20 * rateHz, to: 110 * rateHz })
    expect(runSteps([{ op: 'signal.eda', decompose: 'phasic' }], value)).toMatchObject({
      names: ['EDA phasic']
    })
    const { values } = numbers(
      runSteps(
        [{ op: 'signal.eda', features: ['scrCount', 'scrRate', 'tonicMean'], minAmplitude: 0.1 }],
        value
      )
    )
    expect(values[0]).toBe(3)
    expect(values[1]).toBeCloseTo(2, 6)
    expect(values[2]).toBeCloseTo(5.2, 0)
  })
})
