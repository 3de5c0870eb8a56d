import { describe, expect, test } from 'vitest'
import { gridLines } from '../../../src/renderer/panels/signals/grid-lines'
import { scaleText } from '../../../src/renderer/panels/signals/scale-text'
import { scalesOf } from '../../../src/renderer/panels/signals/scales'
import type { SignalRow } from '../../../src/renderer/session/signals/channels'
import { besideSize, sizeOf } from '../../../src/renderer/session/signals/look-edits'
import { SignalLook } from '../../../src/renderer/session/signals/signal-state'

const scale = (middle: number, half: number) => ({ middle, half, unit: 'uV', up: 1 as const })
const row = (index: number, type: SignalRow['type'], unit: string): SignalRow => ({
  index,
  label: `C${index}`,
  unit,
  rateHz: 256,
  type,
  bad: false,
  channels: [index]
})
/** Two columns a row: from -30 to 30 and from -20 to 20, whatever the row. */
const page = (rows: number) => ({
  from: 0,
  to: 1e6,
  columns: 2,
  rows: Array.from({ length: rows }, (_, i) => i),
  values: Float32Array.from(Array.from({ length: rows }, () => [-30, 30, -20, 20]).flat()),
  unfiltered: false,
  unfilteredRows: new Set<number>()
})

describe('the grid of a row', () => {
  test('has lines at round values of its unit, with room between them', () => {
    // 100 px for 100 µV: 18 px would be 18 µV, the next round step is 20 µV.
    expect(gridLines(scale(0, 100), 100)).toEqual([-100, -80, -60, -40, -20, 0, 20, 40, 60, 80, 100])
    expect(gridLines(scale(0, 100), 45)).toEqual([-100, -50, 0, 50, 100])
  })

  test('keeps round values where the middle of the row is not round', () => {
    // From 4087.3 to 4187.3, 36 µV or more apart: multiples of 50.
    expect(gridLines(scale(4137.3, 50), 25)).toEqual([4100, 4150])
  })

  test('of a row too low for two lines has at most one, and none without a size', () => {
    expect(gridLines(scale(0, 100), 8)).toEqual([0])
    expect(gridLines(scale(0, 0), 8)).toEqual([])
  })
})

describe('the size of a row', () => {
  test('is what the user says for its kind, and what fits for the others', () => {
    const look = SignalLook.parse({ units: { eeg: 75 } })
    const scales = scalesOf(page(2), [row(0, 'eeg', 'uV'), row(1, 'eog', 'uV')], look)
    expect(scales.map(({ half }) => half)).toEqual([75, 50])
  })

  test('is turned over for EEG and EOG alone when negative is up', () => {
    const look = SignalLook.parse({ negativeUp: true })
    const rows = [row(0, 'eeg', 'uV'), row(1, 'eog', 'uV'), row(2, 'ecg', 'mV')]
    expect(scalesOf(page(3), rows, look).map(({ up }) => up)).toEqual([-1, -1, 1])
  })

  test('of a z-score is told in standard deviations, but for rows and pages that show what was recorded', () => {
    const look = SignalLook.parse({ units: { eeg: 75 }, view: { normalise: 'z-score' } })
    const rows = [row(0, 'eeg', 'uV'), row(1, 'eeg', 'uV')]
    const told = (patch: object) =>
      scalesOf({ ...page(2), ...patch }, rows, look).map(({ half, unit }) => `${half} ${unit}`)
    expect(told({ unfilteredRows: new Set([1]) })).toEqual(['50 SD', '75 uV'])
    expect(told({ unfiltered: true })).toEqual(['75 uV', '75 uV'])
  })

  test('steps through 1, 2 and 5', () => {
    expect([100, 200, 500, 75].map((size) => besideSize(size, 1.4))).toEqual([200, 500, 1000, 100])
    expect([100, 200, 0.5, 75].map((size) => besideSize(size, 1 / 1.4))).toEqual([50, 100, 0.2, 50])
  })

  test('is read as it is typed: with a unit, a comma, or nothing for what fits', () => {
    expect([
      sizeOf('100 µV'),
      sizeOf('0,5'),
      sizeOf('±20'),
      sizeOf(' '),
      sizeOf('much'),
      sizeOf('0')
    ]).toEqual([100, 0.5, 20, null, undefined, undefined])
  })
})

test('a value below zero is written with the digits of its size', () => {
  expect([scaleText(-100, 'uV'), scaleText(-0.5, 'mV'), scaleText(0, 'uV')]).toEqual([
    '-100 µV',
    '-0.5 mV',
    '0 µV'
  ])
})
