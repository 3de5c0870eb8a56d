import { describe, expect, test } from 'vitest'
import golden from '../../../../fixtures/golden/signals.json'
import {
  channelsOf,
  compileSteps,
  farthest,
  numbers,
  runSteps,
  sampleEeg
} from '../../../../fixtures/channels'
import { gridLayouts } from '../../../../../src/main/engine/inference/ops/eeg-layouts'

// Golden values: scripts/golden/signals.py (SciPy 1.17.1, NumPy 2.4.6).
const bands = { theta: [4, 8], alpha: [8, 14], beta: [14, 31] }
const x = sampleEeg(4, 800)

describe('BIO-1: differential entropy of 20 µV at 10 Hz and 5 µV at 20 Hz, 200 Hz, seconds 4 to 6 of 8', () => {
  const row = Float64Array.from({ length: 1600 }, (_, i) => {
    const t = i / 200
    return 20 * Math.sin(2 * Math.PI * 10 * t) + 5 * Math.sin(2 * Math.PI * 20 * t + 0.3)
  })
  const value = channelsOf([row], { from: 800, to: 1200 })
  const entropy = (wanted: object) => {
    const out = runSteps([{ op: 'eeg.de', bands: { alpha: [8, 14], beta: [14, 31] }, ...wanted }], value)
    return { values: numbers(out).values, unit: out.kind === 'channels' ? out.units[0] : undefined }
  }

  test('alpha is 4.0681 nats and 5.8690 bits, and the unit is told', () => {
    const nats = entropy({ logBase: 'e' })
    const bits = entropy({ logBase: 2 })
    expect(nats.values[0]).toBeCloseTo(4.0681, 2)
    expect(bits.values[0]).toBeCloseTo(5.869, 2)
    expect([nats.unit, bits.unit]).toEqual(['nats', 'bits'])
  })

  test('beta is 3.8854 bits behind a causal filter of order 5, 3.8693 behind a zero-phase one of order 4', () => {
    expect(
      Math.abs((entropy({ logBase: 2, order: 5, phase: 'causal' }).values[1] ?? NaN) - 3.8854)
    ).toBeLessThan(0.01)
    expect(
      Math.abs((entropy({ logBase: 2, order: 4, phase: 'zero' }).values[1] ?? NaN) - 3.8693)
    ).toBeLessThan(0.01)
  })

  test('by the spectrum it is the same to a tenth', () => {
    expect(entropy({ method: 'psd' }).values[0]).toBeCloseTo(4.0681, 1)
  })
})

describe('features', () => {
  test('differential entropy by channel and band is that of SciPy filters', () => {
    const out = runSteps([{ op: 'eeg.de', bands }], channelsOf(x, { from: 200, to: 400 }))
    expect(out).toMatchObject({ bands: ['theta', 'alpha', 'beta'] })
    expect(farthest(numbers(out).values, golden.de.flat())).toBeLessThan(1e-6)
  })

  test('band power is the area under the spectrum of SciPy', () => {
    const out = runSteps([{ op: 'eeg.bandpower', bands, winSec: 1 }], channelsOf(x))
    expect(farthest(numbers(out).values, golden.bandpower.flat())).toBeLessThan(1e-6)
  })

  test('shares of the bands add up to 1, and decibels are ten times the logarithm', () => {
    const shares = numbers(runSteps([{ op: 'eeg.bandpower', bands, relative: true }], channelsOf(x))).values
    expect((shares[0] ?? 0) + (shares[1] ?? 0) + (shares[2] ?? 0)).toBeCloseTo(1, 12)
    const decibels = numbers(
      runSteps([{ op: 'eeg.bandpower', bands, winSec: 1, log: 'db' }], channelsOf(x))
    ).values
    expect(decibels[0]).toBeCloseTo(10 * Math.log10(golden.bandpower[0]?.[0] ?? NaN), 6)
  })

  test('the spectrogram is that of SciPy, channel by frequency by time', () => {
    const out = runSteps(
      [{ op: 'eeg.spectrogram', win: 0.5, hop: 0.25, fMax: 22 }],
      channelsOf(x.slice(0, 2))
    )
    const { dims, values } = numbers(out)
    expect(dims).toEqual([2, 12, 15])
    expect(farthest(values, golden.spectrogram.flat(2))).toBeLessThan(1e-4)
  })

  test('features are smoothed over five windows around the unit, over those that there are at an end', () => {
    const rows = [Float64Array.of(1, 2, 6, 4, 5, 9)]
    const smooth = (from: number) =>
      numbers(
        runSteps(
          [{ op: 'eeg.smooth', movingAverage: 5 }],
          channelsOf(rows, { from, to: from + 1, bands: ['a'] })
        )
      ).values
    expect(smooth(2)).toEqual([3.6])
    expect(smooth(0)).toEqual([3])
  })

  test('windows around a unit are the windows of its neighbours', () => {
    const steps = compileSteps([{ op: 'eeg.de', bands }])
    const at = (from: number) => steps(channelsOf(x, { from, to: from + 100 }))
    const [second, third] = [at(200), at(300)]
    if (second.kind !== 'channels' || third.kind !== 'channels') throw new Error('no channels')
    expect(second.data[0]?.[3]).toBe(third.data[0]?.[third.from])
    expect([second.data[0]?.length, second.from]).toEqual([8, 2])
  })

  test('a dynamical system follows a level slowly and is not moved by what comes later', () => {
    const row = Float64Array.from({ length: 200 }, (_, i) => (i < 100 ? 1 : 3))
    const at = (from: number, values = row) =>
      numbers(
        runSteps(
          [{ op: 'eeg.smooth', lds: true, history: 100 }],
          channelsOf([values], { from, to: from + 1, bands: ['a'] })
        )
      ).values[0] ?? NaN
    expect(at(99)).toBeCloseTo(1, 9)
    expect(at(199)).toBeCloseTo(3, 1)
    expect(at(110)).toBeGreaterThan(1)
    expect(at(110)).toBeLessThan(2)
    expect(
      at(
        99,
        row.map((value, i) => (i > 99 ? 50 : value))
      )
    ).toBe(at(99))
  })
})

describe('BIO-2: the scalp grid of SEED', () => {
  const names = (gridLayouts['seed-9x9'] ?? []).flat().filter((name) => name !== '')
  const value = (given: readonly string[]) =>
    channelsOf(
      given.map((_, i) => Float64Array.of(i + 1)),
      { names: given }
    )
  const cell = (grid: readonly number[], row: number, column: number) => grid[row * 9 + column]

  test('has FPZ at row 0, CZ at row 4 and OZ at row 8 of column 4, and 19 empty cells', () => {
    expect(names).toHaveLength(62)
    const { dims, values } = numbers(
      runSteps([{ op: 'eeg.grid', layout: 'seed-9x9', fill: -7 }], value(names))
    )
    expect(dims).toEqual([1, 9, 9])
    const at = (name: string) => names.indexOf(name) + 1
    expect([cell(values, 0, 4), cell(values, 4, 4), cell(values, 8, 4)]).toEqual([
      at('FPZ'),
      at('CZ'),
      at('OZ')
    ])
    expect(values.filter((entry) => entry === -7)).toHaveLength(19)
  })

  test('a recording without CB1 is refused, or CB1 is interpolated, as chosen', () => {
    const without = names.filter((name) => name !== 'CB1')
    const grid = { op: 'eeg.grid', layout: 'seed-9x9' }
    expect(() => runSteps([grid], value(without))).toThrow(
      'the electrode CB1 of the grid is not in the recording'
    )
    const left = runSteps([{ ...grid, missing: 'fill', fill: -7 }], value(without))
    expect(cell(numbers(left).values, 8, 2)).toBe(-7)
  })

  test('bands come first', () => {
    const given = channelsOf(
      [1, 2, 3, 4].map((entry) => Float64Array.of(entry)),
      { names: ['Cz', 'Pz'], bands: ['a', 'b'] }
    )
    const out = numbers(
      runSteps(
        [
          {
            op: 'eeg.grid',
            layout: [
              ['Pz', null],
              ['', 'Cz']
            ]
          }
        ],
        given
      )
    )
    expect(out).toEqual({ dims: [2, 2, 2], values: [3, 0, 0, 1, 4, 0, 0, 2] })
  })
})

describe('graphs of channels', () => {
  const graph = (wanted: object, value = channelsOf(x)) =>
    numbers(runSteps([{ op: 'eeg.connectivity', ...wanted }], value))

  test('correlation, coherence and phase locking are those of NumPy and SciPy', () => {
    expect(farthest(graph({ measure: 'pearson' }).values, golden.pearson.flat())).toBeLessThan(1e-6)
    expect(graph({ measure: 'coherence', band: [8, 14] }).values[1]).toBeCloseTo(golden['coherence-alpha'], 5)
    expect(graph({ measure: 'plv', band: [8, 14] }).values[1]).toBeCloseTo(golden['plv-alpha'], 5)
  })

  test('neighbours on the head: each channel keeps its nearest two, both ways', () => {
    const names = ['Fp1', 'Fp2', 'Cz', 'O1', 'O2']
    const given = channelsOf(
      names.map(() => new Float64Array(1)),
      { names }
    )
    const { dims, values } = graph({ measure: 'distance', topK: 1, binary: true }, given)
    expect(dims).toEqual([5, 5])
    const linked = (a: string, b: string) => values[names.indexOf(a) * 5 + names.indexOf(b)]
    expect([linked('Fp1', 'Fp2'), linked('Fp2', 'Fp1'), linked('O1', 'O2')]).toEqual([1, 1, 1])
    expect([linked('Fp1', 'O2'), linked('O2', 'Fp1')]).toEqual([0, 0])
    expect(names.map((name) => linked(name, name))).toEqual([1, 1, 1, 1, 1])
  })
})
