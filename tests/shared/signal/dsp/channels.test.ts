import { describe, expect, test } from 'vitest'
import { atOnce } from '@shared/agreement/sliced'
import { seededRandom } from '@shared/metrics/base/seeded-random'
import { caudalPairs, differences, hemispherePairs, ratios } from '@shared/signal/dsp/asymmetry'
import { artefactComponents } from '@shared/signal/dsp/artefact-components'
import { badChannelHints } from '@shared/signal/dsp/bad-channel-hints'
import { eventAverage } from '@shared/signal/dsp/event-average'
import { hjorth } from '@shared/signal/dsp/hjorth'
import { componentSignals, independentComponents, removeComponents } from '@shared/signal/dsp/ica'
import { averageReference, bipolarReference, channelReference, derive } from '@shared/signal/dsp/reference'
import { sampleEntropy } from '@shared/signal/dsp/sample-entropy'
import { interpolateChannels, sphericalSplineWeights } from '@shared/signal/dsp/spherical-spline'
import { electrodeDirection } from '@shared/topomap/electrode-direction'
import { gridElectrodes } from '@shared/topomap/electrode-grid'
import { eeglabSample, expectClose, expectDigest, hasSignals, named, oracle } from '../signals-folder'

const made = (length: number, value: (i: number) => number) =>
  Float64Array.from({ length }, (_, i) => value(i))

/** Uniform numbers -1..1. */
const noise = (seed: number) => {
  const draw = seededRandom(seed)
  return () => draw() / 2 ** 31 - 1
}

describe.skipIf(!hasSignals)(named('references of a real EEG'), () => {
  const sample = hasSignals ? eeglabSample().map((channel) => channel.subarray(0, 3840)) : []
  const labels = sample.map((_, i) => `c${i}`)

  test('the common average is that of NumPy', () => {
    const [cz] = derive(averageReference(labels).slice(13, 14), sample)
    expectDigest(cz ?? new Float64Array(), oracle('dsp_oracle.json').common_average_reference_chA, 1e-9)
  })
})

describe('references', () => {
  const channels = [made(4, (i) => i), made(4, (i) => 10 * i), made(4, () => NaN), made(4, () => 4)]
  const labels = ['a', 'b', 'c', 'd']

  test('a bad channel is not in the mean, and its gaps hurt only itself', () => {
    const derived = derive(averageReference(labels, new Set([2])), channels)
    expectClose(
      derived[0] ?? [],
      [0, 1, 2, 3].map((i) => i - (11 * i + 4) / 3),
      1e-12
    )
    expect(derived[2]?.every(Number.isNaN)).toBe(true)
  })

  test('linked channels are their mean, a bipolar one the difference', () => {
    expectClose(derive(channelReference(labels, [1, 3]), channels)[0] ?? [], [-2, -6, -10, -14], 1e-12)
    expectClose(derive(channelReference(labels, [1]), channels)[1] ?? [], [0, 0, 0, 0], 0)
    const [pair] = bipolarReference(labels, [[1, 0]])
    expect(pair?.label).toBe('b-a')
    expectClose(derive(pair ? [pair] : [], channels)[0] ?? [], [0, 9, 18, 27], 1e-12)
  })
})

describe('asymmetries', () => {
  test('the 62 channels of SEED have 27 hemisphere pairs and 23 caudal pairs', () => {
    const labels = gridElectrodes.map((name) => name.toUpperCase())
    expect(hemispherePairs(labels)).toHaveLength(27)
    expect(caudalPairs(labels)).toHaveLength(23)
  })

  test('are difference and ratio of left and right, and undefined where one is', () => {
    const pairs = hemispherePairs(['F3', 'Cz', 'F4', 'P3', 'P4'])
    expect(pairs.map(({ name }) => name)).toEqual(['F3-F4', 'P3-P4'])
    expect(differences(pairs, [3, 0, 2, null, 1])).toMatchObject([{ value: 1 }, { value: null }])
    expect(ratios(pairs, [3, 0, 2, 1, 0])).toMatchObject([
      { value: 1.5 },
      { value: null, reason: expect.any(String) }
    ])
  })
})

describe('descriptors of a stretch', () => {
  // python3: z = sin(i / 3) + cos(1.1 i) / 2 for i < 200; variances with n below; sample entropy by the definition with
  // m = 2, r = 0.2 * std(ddof=1) in NumPy.
  const x = made(200, (i) => Math.sin(i / 3) + 0.5 * Math.cos(i * 1.1))

  test("Hjorth's activity, mobility and complexity", () => {
    const { activity, mobility, complexity } = hjorth(x)
    expectClose(
      [activity, mobility, complexity].map(({ value }) => value ?? NaN),
      [0.6180698902516697, 0.5539681973579115, 1.6311489210836967],
      1e-9
    )
    expect(hjorth(new Float64Array(20)).mobility).toMatchObject({ value: null })
  })

  test('sample entropy', () => {
    expect(sampleEntropy(x).value).toBeCloseTo(0.9603076172909294, 9)
    expect(sampleEntropy(new Float64Array(50))).toMatchObject({ value: null, reason: expect.any(String) })
  })
})

describe('an event-related average', () => {
  const channel = made(1000, (i) => 5 + (i % 100 >= 20 && i % 100 < 30 ? 2 + Math.floor(i / 100) : 0))
  const options = { rateHz: 100, fromSeconds: -0.1, toSeconds: 0.3, baseline: { from: -0.1, to: 0 } }

  test('takes the baseline off and has the mean and its standard error', () => {
    const found = eventAverage([channel], [110, 210, 310], options)
    expect(found.used).toBe(3)
    expectClose([found.times[0] ?? NaN, found.times[40] ?? NaN], [-0.1, 0.3], 1e-12)
    expect(found.mean[0]?.[5]).toBeCloseTo(0, 12)
    // Responses of 3, 4 and 5: mean 4, standard error 1 / sqrt(3).
    expect(found.mean[0]?.[25]).toBeCloseTo(4, 12)
    expect(found.error[0]?.[25]).toBeCloseTo(1 / Math.sqrt(3), 12)
  })

  test('counts what it rejects and why', () => {
    const holed = channel.slice()
    holed[420] = NaN
    const found = eventAverage([holed], [5, 110, 410, 810, 990], { ...options, peakToPeak: 8 })
    expect(found).toMatchObject({ used: 1, rejected: { outside: 2, gap: 1, amplitude: 1 } })
    expect(found.error[0]?.every(Number.isNaN)).toBe(true)
    expect(eventAverage([holed], [], options).mean[0]?.every(Number.isNaN)).toBe(true)
  })
})

describe('bad channels', () => {
  const random = noise(3)
  const shared = made(5000, (i) => 20 * Math.sin(i / 4) + 8 * random())
  const good = Array.from({ length: 8 }, (_, c) =>
    shared.map((value) => value * (0.9 + 0.02 * c) + 3 * random())
  )
  const options = { rateHz: 250 }

  test('good ones have no hints', () => {
    expect(badChannelHints(good, options)).toEqual([])
  })

  test('a flat, a loud and an unrelated one are found for what they are', () => {
    const flat = new Float64Array(5000)
    const loud = shared.map((value) => 12 * value)
    const lone = made(5000, () => 25 * random())
    const hints = badChannelHints([...good, flat, loud, lone], options)
    expect(hints).toMatchObject([
      { channel: 8, kind: 'flat' },
      { channel: 9, kind: 'amplitude' },
      { channel: 10, kind: 'correlation' }
    ])
  })
})

describe('spherical splines', () => {
  test("have MNE's weights", () => {
    // python3: MNE's formula (stiffness 4, 50 terms, 1e-5 on the diagonal) with numpy.polynomial.legendre and pinv
    const at = ([x = 0, y = 0, z = 0]: readonly number[]) => ({ x, y, z })
    const known = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [-1, 0, 0.2],
      [0, -1, 0.3],
      [0.5, 0.5, 0.7]
    ].map(at)
    const wanted = [
      [0.3, 0.4, 0.8],
      [-0.2, -0.5, 0.6]
    ].map(at)
    const weights = sphericalSplineWeights(known, wanted)
    expectClose(
      weights.flatMap((row) => [...row]),
      SPLINE,
      1e-9
    )
  })

  test('fill a bad channel with what its neighbours say', () => {
    const names = 'Fp1 Fp2 F7 F3 Fz F4 F8 T7 C3 Cz C4 T8 P7 P3 Pz P4 P8 O1 O2'.split(' ')
    const directions = names.map((name) => electrodeDirection(name) ?? { x: 0, y: 0, z: 1 })
    const field = directions.map(({ x, y, z }) => made(5, (i) => x + 2 * y - i * z))
    const bad = names.indexOf('C3')
    const broken = field.map((channel, i) => (i === bad ? new Float64Array(5) : channel))
    const fixed = interpolateChannels(broken, directions, new Set([bad]))
    expectClose(fixed[bad] ?? [], [...(field[bad] ?? [])], 0.15)
    expect(fixed[0]).toBe(broken[0])
  })
})

describe('independent components', () => {
  const random = noise(7)
  const n = 6000
  const blink = made(n, (i) => Math.exp(-(((i % 700) - 350) ** 2) / 400))
  const sources = [
    blink,
    made(n, (i) => Math.sign(Math.sin(i / 9))),
    made(n, () => random()),
    made(n, (i) => ((i * 0.013) % 1) - 0.5)
  ]
  const mixing = [
    [90, 4, 3, 2],
    [70, -5, 2, 4],
    [20, 6, -4, 3],
    [10, 3, 5, -6],
    [5, -4, -3, -5]
  ]
  const channels = mixing.map((row) =>
    made(n, (i) => row.reduce((sum, m, s) => sum + m * (sources[s]?.[i] ?? 0), 0))
  )
  const found = atOnce(independentComponents(channels))
  if ('value' in found) throw new Error(found.reason)

  test('as many as there were sources, each like one of them', () => {
    expect(found.converged).toBe(true)
    const signals = componentSignals(found, channels)
    expect(signals).toHaveLength(4)
    const best = sources.map((source) =>
      Math.max(...signals.map((signal) => Math.abs(pearson(source, signal))))
    )
    for (const r of best) expect(r).toBeGreaterThan(0.98)
    expect(found.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6)
  })

  test('the blink is found by the channel nearest to the eyes, and taken out it is gone', () => {
    const [first] = artefactComponents(found, channels, channels[0] ?? blink, 100, 'blink')
    expect(first?.alike).toBe(true)
    const clean = removeComponents(found, channels, new Set([first?.component ?? -1]))
    expect(Math.abs(pearson(clean[0] ?? blink, blink))).toBeLessThan(0.1)
    const rest = made(
      n,
      (i) => 4 * (sources[1]?.[i] ?? 0) + 3 * (sources[2]?.[i] ?? 0) + 2 * (sources[3]?.[i] ?? 0)
    )
    expect(pearson(clean[0] ?? blink, rest)).toBeGreaterThan(0.97)
  })

  test('taking none out changes nothing, taking all out leaves the means', () => {
    expect(removeComponents(found, channels, new Set())).toEqual(channels)
    const empty = removeComponents(found, channels, new Set([0, 1, 2, 3]))
    expectClose(empty[0] ?? [], new Array(n).fill(found.means[0]), 1e-6)
  })

  test('the same seed gives the same numbers, gaps or too few samples are no trap', () => {
    expect(atOnce(independentComponents(channels))).toEqual(found)
    const holed = channels.map((channel, c) => channel.map((value, i) => (c === 1 && i < 300 ? NaN : value)))
    const again = atOnce(independentComponents(holed))
    if ('value' in again) throw new Error(again.reason)
    expect(again.maps).toHaveLength(4)
    expect(atOnce(independentComponents(channels.map((channel) => channel.subarray(0, 20))))).toMatchObject({
      value: null,
      reason: expect.stringContaining('Too few samples')
    })
  })
})

function pearson(a: Float64Array, b: Float64Array): number {
  const [ma, mb] = [a, b].map((x) => x.reduce((sum, value) => sum + value, 0) / x.length) as [number, number]
  let [ab, aa, bb] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    const [da, db] = [(a[i] ?? 0) - ma, (b[i] ?? 0) - mb]
    ab += da * db
    aa += da * da
    bb += db * db
  }
  return ab / Math.sqrt(aa * bb)
}

const SPLINE = [
  -0.0684222936233912, 0.010636644499967596, 0.3158579511511096, 0.00026582548738413037,
  -0.028260607456880582, 0.7699224799418084, -0.05264641649573082, -0.03489714311683406, 0.7349782799512274,
  0.08406152211216339, 0.49490979362704324, -0.2264060360778663
]
