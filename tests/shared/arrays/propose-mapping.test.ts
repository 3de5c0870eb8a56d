import { describe, expect, test } from 'vitest'
import type { ListedArrays, MappingDraft } from '../../../src/shared/arrays/array-mapping'
import { checkMapping } from '../../../src/shared/arrays/check-mapping'
import { mappingSummary } from '../../../src/shared/arrays/mapping-summary'
import { arrayPresets } from '../../../src/shared/arrays/presets'
import { guessAxes, proposeMapping } from '../../../src/shared/arrays/propose-mapping'

const array = (
  pattern: string,
  shape: readonly number[],
  more: Partial<ListedArrays> = {}
): ListedArrays => ({
  pattern,
  shape,
  count: 1,
  kind: 'numbers',
  type: 'double',
  varies: [],
  ...more
})

test.each([
  [
    [64, 640],
    ['channel', 'time']
  ],
  [
    [10000, 14],
    ['time', 'channel']
  ],
  [
    [40, 32, 8064],
    ['trial', 'channel', 'time']
  ],
  [
    [32, 8064, 40],
    ['channel', 'time', 'trial']
  ],
  [
    [1, 6399],
    ['channel', 'time']
  ],
  [[500], ['time']]
] as const)('of an array of %j the axes are %j', (shape, axes) => {
  expect(guessAxes(shape)).toEqual(axes)
})

test('the rate is taken from a number called like one, else from a list of times', () => {
  const signal = array('data.conductance', [1, 6399])
  const named = proposeMapping([signal, array('data.fs', [1, 1], { numbers: [16] })])
  expect(named?.signals[0]?.rateHz).toBe(16)
  const times = array('data.time', [1, 6399], {
    numbers: Array.from({ length: 32 }, (_, i) => 0.015625 + i / 16)
  })
  expect(proposeMapping([signal, times])?.signals[0]?.rateHz).toBe(16)
  expect(proposeMapping([signal])?.signals[0]?.rateHz).toBeUndefined()
})

test('arrays of a corpus must have its shape, not only its names', () => {
  const ids = (arrays: readonly ListedArrays[]) =>
    arrayPresets.all.filter((preset) => preset.fit(arrays)).map(({ id }) => id)
  expect(ids([array('data', [40, 40, 8064]), array('labels', [40, 4])])).toEqual(['deap'])
  expect(ids([array('data', [40, 32, 8064]), array('labels', [40, 4])])).toEqual([])
  expect(ids([array('djc_eeg#', [62, 47001], { count: 15, varies: [1] })])).toEqual(['seed'])
  expect(ids([array('djc_eeg#', [32, 47001], { count: 15 })])).toEqual([])
  expect(ids([array('de_LDS#', [62, 235, 5], { count: 15 })])).toEqual(['seed-features'])
})

test('labels of SEED are taken only when there is one for each film', () => {
  const trials = array('djc_eeg#', [62, 47001], { count: 15 })
  const fifteen = proposeMapping([trials, array('label', [1, 15], { file: 'label.mat' })])
  expect(fifteen?.labels).toMatchObject([{ array: 'label', file: 'label.mat', axes: ['first', 'trial'] }])
  expect(proposeMapping([trials, array('label', [1, 24], { file: 'label.mat' })])?.labels).toEqual([])
})

describe('a mapping that cannot be read says why', () => {
  const arrays = [
    array('data', [40, 40, 8064]),
    array('labels', [40, 4]),
    array('names', [3], { kind: 'text' })
  ]
  const good = proposeMapping(arrays)
  if (!good) throw new Error('nothing was proposed')
  const signal = good.signals[0]
  const label = good.labels[0]
  if (!signal || !label) throw new Error('nothing was proposed')

  test('a good one says nothing, and what it makes', () => {
    expect(checkMapping(good, arrays)).toEqual([])
    expect(mappingSummary(good, arrays)).toBe('40 trials of 63 s, 40 channels at 128 Hz')
  })

  test.each<readonly [string, Partial<MappingDraft>]>([
    ['The file has no array "other".', { signals: [{ ...signal, array: 'other' }] }],
    [
      '"names" holds text, not numbers.',
      { signals: [{ ...signal, array: 'names', axes: ['time'], channels: [] }] }
    ],
    ['One axis of "data" must be time.', { signals: [{ ...signal, axes: ['trial', 'channel', 'first'] }] }],
    [
      'Only one axis of "data" can be channels.',
      { signals: [{ ...signal, axes: ['channel', 'channel', 'time'] }] }
    ],
    ['How many samples a second "data" has is not said.', { signals: [{ ...signal, rateHz: undefined }] }],
    [
      '"data" has 40 channels, and 1 name is given.',
      { signals: [{ ...signal, channels: [{ label: 'Cz' }] }] }
    ],
    [
      'There is no array "label" in label.mat.',
      { labels: [{ ...label, array: 'label', file: 'label.mat' }] }
    ],
    [
      '"labels" rates 4 things, and 1 name is given.',
      { labels: [{ ...label, meaning: { kind: 'ratings', names: ['joy'], min: 1, max: 9 } }] }
    ],
    [
      'The scale of "labels" must end above its start.',
      { labels: [{ ...label, meaning: { kind: 'ratings', names: ['a', 'b', 'c', 'd'], min: 9, max: 9 } }] }
    ],
    ['No array is chosen as the signal.', { signals: [] }]
  ])('%s', (sentence, change) => {
    expect(checkMapping({ ...good, ...change }, arrays)[0]).toBe(sentence)
  })
})
