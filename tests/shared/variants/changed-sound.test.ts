import { describe, expect, test } from 'vitest'
import { resolve } from 'node:path'
import { readFileSync, existsSync } from 'node:fs'
import { soundChange } from '../../../src/shared/variants/changed-sound'
import { NOISE_HZ, pinkLoop, whiteLoop } from '../../../src/shared/variants/noise-loop'
import { soundTally } from '../../../src/shared/variants/sound-tally'

const rateHz = 16_000
const tone = (hz: number, size = 0.5, seconds = 2): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: seconds * rateHz }, (_, i) => size * Math.sin((2 * Math.PI * hz * i) / rateHz))
const power = (x: ArrayLike<number>): number =>
  Array.from(x).reduce((sum, value) => sum + value * value, 0) / x.length
const only = (channels: readonly Float32Array[]): Float32Array => channels[0] ?? new Float32Array()
const loudness = (samples: Float32Array, hz: number): number => {
  let [re, im] = [0, 0]
  samples.forEach((value, i) => {
    re += value * Math.cos((2 * Math.PI * hz * i) / rateHz)
    im += value * Math.sin((2 * Math.PI * hz * i) / rateHz)
  })
  return (2 * Math.hypot(re, im)) / samples.length
}

describe('noise', () => {
  test('stands at the ratio asked for, to a tenth of a decibel', () => {
    const signal = tone(440)
    const noise = whiteLoop(1)
    for (const snr of [20, 10, 0]) {
      const facts = { power: power(signal), peak: 0.5, noise }
      const mix = only(soundChange('white-noise', snr, rateHz, facts)([signal], 0))
      const added = mix.map((value, i) => value - (signal[i] ?? 0))
      expect(Math.abs(10 * Math.log10(power(signal) / power(added)) - snr)).toBeLessThan(0.1)
    }
  })

  const vectors = resolve(process.env['AFFECTORY_VECTORS'] ?? '../shared/vectors', 'perturbation.json')
  test.skipIf(!existsSync(vectors))('equals the known answers of mixing', () => {
    const known = (
      JSON.parse(readFileSync(vectors, 'utf8')) as {
        metric: string
        inputs: { signal: number[]; noise: number[]; snr_db: number }
        expected: { mix: number[] | null }
      }[]
    ).filter(({ metric, expected }) => metric === 'mix_snr' && expected.mix)
    expect(known.length).toBeGreaterThan(2)
    for (const { inputs, expected } of known) {
      const scale = Math.sqrt(power(inputs.noise))
      const noise = Float32Array.from(inputs.noise, (value) => value / scale)
      const facts = { power: power(inputs.signal), peak: 1, noise }
      const mix = only(
        soundChange('white-noise', inputs.snr_db, rateHz, facts)([Float32Array.from(inputs.signal)], 0)
      )
      expected.mix?.forEach((value, i) => expect(Math.abs((mix[i] ?? NaN) - value)).toBeLessThan(2e-6))
    }
  })

  test('of a part that is read alone is that of the whole', () => {
    const signal = tone(200, 0.3, 3)
    const facts = { power: 0.045, peak: 0.3, noise: whiteLoop(4), noiseFrom: 479_000 }
    const whole = only(soundChange('white-noise', 5, rateHz, facts)([signal], 0))
    const part = only(soundChange('white-noise', 5, rateHz, facts)([signal.slice(20_000, 30_000)], 20_000))
    expect(part).toEqual(whole.slice(20_000, 30_000))
  })

  test('is the same for the same seed and another for another', () => {
    expect(whiteLoop(1)).toEqual(whiteLoop(1))
    expect(whiteLoop(2)).not.toEqual(whiteLoop(1))
    expect(power(pinkLoop(3))).toBeCloseTo(1, 3)
  })

  test('is pink where it is said to be: octaves from 62 Hz to 4 kHz have the same power within 1.5 dB', () => {
    const loop = pinkLoop(1).slice(0, 2 ** 18)
    const bins = spectrum(loop)
    const octaves = [62.5, 125, 250, 500, 1000, 2000].map((low) => {
      const [from, to] = [low, 2 * low].map((hz) => Math.round((hz * loop.length) / NOISE_HZ))
      let sum = 0
      for (let bin = from ?? 0; bin < (to ?? 0); bin++) sum += bins[bin] ?? 0
      return 10 * Math.log10(sum)
    })
    expect(Math.max(...octaves) - Math.min(...octaves)).toBeLessThan(1.5)
  })
})

test('silence does not count into the level of a recording', () => {
  const tally = soundTally(rateHz)
  tally.add(tone(300, 0.4, 1))
  tally.add(new Float32Array(5 * rateHz))
  const { power: level, peak } = tally.facts()
  expect(level).toBeCloseTo(0.08, 5)
  expect(peak).toBeCloseTo(0.4, 5)
  expect(soundTally(rateHz).facts()).toEqual({ power: 0, peak: 0 })
})

test('gain, clipping and a lost channel do what they say', () => {
  const facts = { power: 1, peak: 0.8 }
  const block = Float32Array.of(0.1, -0.8, 0.4)
  const change = (id: 'gain' | 'clipping' | 'lost-side', level: number, channels = [block]) =>
    soundChange(
      id,
      level,
      rateHz,
      facts
    )(channels, 0).map((samples) => Array.from(samples, (value) => Number(value.toFixed(5))))
  expect(change('gain', -20)).toEqual([[0.01, -0.08, 0.04]])
  expect(change('clipping', 25)).toEqual([[0.1, -0.2, 0.2]])
  expect(change('lost-side', 2, [block, block])).toEqual([
    [0.1, -0.8, 0.4],
    [0, 0, 0]
  ])
  expect(change('lost-side', 1)).toEqual([[0.1, -0.8, 0.4]])
})

test('a low-pass halves the power at its corner and goes on from block to block', () => {
  const signal = tone(1000, 0.5, 3)
  const facts = { power: 1, peak: 1 }
  const whole = only(soundChange('low-pass', 1000, rateHz, facts)([signal], 0))
  expect(loudness(whole.slice(rateHz), 1000)).toBeCloseTo(0.5 / Math.SQRT2, 3)
  const blocks = soundChange('low-pass', 1000, rateHz, facts)
  const joined = [signal.slice(0, 7000), signal.slice(7000)].flatMap((part, i) => [
    ...only(blocks([part], i * 7000))
  ])
  expect(Float32Array.from(joined)).toEqual(whole)
})

test('telephone coding keeps the voice band, takes what lies outside, and errs more with fewer bits', () => {
  const facts = { power: 1, peak: 1 }
  const coded = (samples: Float32Array<ArrayBuffer>, bits: number) =>
    only(soundChange('telephone', bits, rateHz, facts)([samples], 0)).slice(rateHz)
  expect(loudness(coded(tone(1000), 8), 1000)).toBeGreaterThan(0.48)
  expect(loudness(coded(tone(100), 8), 100)).toBeLessThan(0.03)
  expect(loudness(coded(tone(6000), 8), 6000)).toBeLessThan(0.03)
  const rest = (bits: number): number => {
    const samples = coded(tone(1000), bits)
    return power(samples) - loudness(samples, 1000) ** 2 / 2
  }
  expect(rest(4)).toBeGreaterThan(10 * rest(8))
})

/** Squared sizes of a discrete Fourier transform, written out for this test (radix 2). */
function spectrum(x: Float32Array): Float64Array {
  const n = x.length
  let re = Float64Array.from(x)
  let im = new Float64Array(n)
  const bits = Math.log2(n)
  const swap = (values: Float64Array) =>
    Float64Array.from(values, (_, i) => {
      let to = 0
      for (let b = 0; b < bits; b++) to |= ((i >> b) & 1) << (bits - 1 - b)
      return values[to] ?? 0
    })
  re = swap(re)
  im = swap(im)
  for (let size = 2; size <= n; size *= 2)
    for (let start = 0; start < n; start += size)
      for (let k = 0; k < size / 2; k++) {
        const [a, b] = [start + k, start + k + size / 2]
        const angle = (-2 * Math.PI * k) / size
        const [c, s] = [Math.cos(angle), Math.sin(angle)]
        const [tr, ti] = [c * (re[b] ?? 0) - s * (im[b] ?? 0), s * (re[b] ?? 0) + c * (im[b] ?? 0)]
        re[b] = (re[a] ?? 0) - tr
        im[b] = (im[a] ?? 0) - ti
        re[a] = (re[a] ?? 0) + tr
        im[a] = (im[a] ?? 0) + ti
      }
  return re.map((value, i) => value * value + (im[i] ?? 0) ** 2)
}
