import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { compilePipeline } from '../../../../../src/main/engine/inference/ops/pipeline'
import type { Sound } from '../../../../../src/main/engine/inference/ops/value'
import { firstDifferingFrame } from '../../../../../src/shared/audio/first-differing-frame'
import { goldenClip, noise } from '../../../../fixtures/golden-clips'

const RATE_HZ = 16_000

/** Values by scripts/golden/audio.py: torchaudio 0.13 and NumPy, SciPy. Largest difference allowed, from SPE-2. */
const FILES = [
  { name: 'audio-mel', tolerance: 1e-2 },
  { name: 'audio-cepstrum', tolerance: 1e-2 },
  { name: 'audio-frames', tolerance: 1e-3 }
]

const Golden = z.object({
  cases: z.array(
    z.object({
      clip: z.string(),
      pipeline: z.array(z.looseObject({ op: z.string() })),
      dims: z.array(z.number()),
      values: z.array(z.number().nullable())
    })
  )
})

const golden = (name: string) =>
  Golden.parse(
    JSON.parse(readFileSync(join(import.meta.dirname, `../../../../fixtures/golden/${name}.json`), 'utf8'))
  )

describe.each(FILES)('steps for sound equal $name made outside, within $tolerance', ({ name, tolerance }) => {
  test.each(golden(name).cases.map((one, i) => ({ ...one, i, last: one.pipeline.at(-1)?.op })))(
    '$i: $last of $clip',
    ({ clip, pipeline, dims, values }) => {
      const made = run(pipeline, soundOf(goldenClip(clip)))
      expect(made.dims).toEqual(dims)
      expect(firstDifferingFrame(values, made.data, dims.at(-1) ?? 0, tolerance)).toBeUndefined()
    }
  )
})

describe('a check against given values', () => {
  test('names the first frame that differs, not the first row', () => {
    expect(firstDifferingFrame([1, 2, 3, 4, 5, 6], [1, 2, 3.5, 4, 5.2, 6], 3, 0.1)).toEqual({
      ...{ frame: 1, row: 1, expected: 5, got: 5.2 },
      worst: 0.5
    })
    expect(firstDifferingFrame([1, null], [1, NaN], 2, 0.1)).toBeUndefined()
    expect(firstDifferingFrame([1, 2], [1], 2, 0.1)).toBe('2 values are expected, there are 1')
  })

  test('finds one band of one frame that is off by 0.02 dB', () => {
    const [first] = golden('audio-mel').cases
    if (!first) throw new Error('no case')
    const { data } = run(first.pipeline, soundOf(goldenClip(first.clip)))
    const changed = Float32Array.from(data)
    const frames = first.dims[1] ?? 0
    changed[5 * frames + 7] = (changed[5 * frames + 7] ?? 0) + 0.02
    expect(firstDifferingFrame(first.values, changed, frames, 1e-2)).toMatchObject({ frame: 7, row: 5 })
  })
})

describe('a 440 Hz tone at 44.1 kHz', () => {
  test('is found at 440 Hz by both methods at 16 kHz', () => {
    const samples = Float32Array.from(
      { length: 44_100 },
      (_, i) => 0.5 * Math.sin((2 * Math.PI * 440 * i) / 44_100)
    )
    for (const method of ['yin', 'autocorr']) {
      const { data, dims } = run(
        [
          { op: 'audio.resample', hz: RATE_HZ },
          { op: 'audio.f0', method, fMin: 60, fMax: 1000 }
        ],
        { kind: 'sound', samples, rateHz: 44_100 }
      )
      expect(dims).toEqual([1, 101])
      const voiced = [...data].filter((hz) => !Number.isNaN(hz)).toSorted((a, b) => a - b)
      expect(voiced.length).toBeGreaterThan(95)
      expect(Math.abs((voiced[Math.floor(voiced.length / 2)] ?? 0) - 440)).toBeLessThan(1)
    }
  })
})

describe('disturbed copies', () => {
  const clean = soundOf(goldenClip('voice'))
  const hash = (step: object): string =>
    createHash('sha256')
      .update(run([{ op: 'audio.perturb', ...step }], clean).data)
      .digest('hex')

  test('are equal to the last bit for the same seed and differ for another', () => {
    for (const level of [20, 10, 0]) {
      const first = hash({ kind: 'noise', level, seed: 1 })
      expect(hash({ kind: 'noise', level, seed: 1 })).toBe(first)
      expect(hash({ kind: 'noise', level, seed: 2 })).not.toBe(first)
    }
    for (const [kind, level] of Object.entries({ gain: -6, speed: 1.1, lowpass: 800, clip: 0.2, codec: 8 }))
      expect(hash({ kind, level })).toBe(hash({ kind, level }))
  })

  test('have the ratio of powers that was asked for', () => {
    const { data } = run([{ op: 'audio.perturb', kind: 'noise', level: 10, seed: 1 }], clean)
    const added = data.map((value, i) => value - (clean.samples[i] ?? 0))
    expect(10 * Math.log10(power(clean.samples) / power(added))).toBeCloseTo(10, 3)
  })

  test('are shorter when faster, softer by decibels, cut at a share and never longer through a codec', () => {
    const perturbed = (kind: string, level: number) => run([{ op: 'audio.perturb', kind, level }], clean).data
    expect(perturbed('speed', 2).length).toBe(clean.samples.length / 2)
    expect(power(perturbed('gain', -20)) / power(clean.samples)).toBeCloseTo(0.01, 6)
    expect(Math.max(...perturbed('clip', 0.25))).toBe(0.25)
    expect(perturbed('codec', 8)).toHaveLength(clean.samples.length)
  })

  test('of a silent sound stay silent, and impossible levels are refused in words', () => {
    const silent = soundOf(new Float32Array(100))
    expect(power(run([{ op: 'audio.perturb', kind: 'noise', level: 0, seed: 1 }], silent).data)).toBe(0)
    expect(() => run([{ op: 'audio.perturb', kind: 'speed', level: 0 }], silent)).toThrow('0.25 to 4, got 0')
  })
})

describe('lengths and levels', () => {
  const ramp = soundOf(Float32Array.of(1, 2, 3))
  const fitted = (step: object) => [...run([{ op: 'audio.fit', ...step }], ramp).data]

  test('a piece is filled with silence, itself, its mean or its edges', () => {
    expect(fitted({ samples: 5 })).toEqual([1, 2, 3, 0, 0])
    expect(fitted({ samples: 7, pad: 'repeat', padSide: 'both' })).toEqual([2, 3, 1, 2, 3, 1, 2])
    expect(fitted({ samples: 5, pad: 'mean', padSide: 'left' })).toEqual([2, 2, 1, 2, 3])
    expect(fitted({ samples: 6, pad: 'edge', padSide: 'both' })).toEqual([1, 1, 2, 3, 3, 3])
    expect(fitted({ samples: 1, crop: 'center' })).toEqual([2])
  })

  test('a piece is normalised by itself or by what is known of its recording', () => {
    const own = run([{ op: 'audio.normalize', scope: 'utterance', eps: 0 }], ramp).data
    expect([...own].map((value) => value.toFixed(4))).toEqual(['-1.2247', '0.0000', '1.2247'])
    const pipeline = compiled([{ op: 'audio.normalize', scope: 'recording', eps: 0 }])
    const known = pipeline(ramp, { statistics: () => ({ mean: [1], std: [2] }) })
    expect([...known.data]).toEqual([0, 0.5, 1])
    expect(() => pipeline(ramp)).toThrow('of the recording are not known')
  })

  test('shorter than a frame has no frame, and an empty sound breaks nothing', () => {
    const steps = [
      { op: 'audio.stft', nFft: 512, center: false },
      { op: 'audio.mel', nMels: 8 }
    ]
    expect(run(steps, soundOf(new Float32Array(100))).dims).toEqual([8, 0])
    expect(run([{ op: 'audio.silence' }], soundOf(new Float32Array(0))).data).toEqual(
      Float32Array.of(0, 0, 0)
    )
    // A sound shorter than half a frame is mirrored more than once.
    expect(run([{ op: 'audio.stft', nFft: 512 }], soundOf(noise(100, 3))).dims).toEqual([257, 1])
  })

  test('steps in an order that means nothing are refused in words', () => {
    expect(() => run([{ op: 'audio.mel', nMels: 8 }], ramp)).toThrow('audio.mel takes a tensor, got a sound')
    const built = compilePipeline(
      { ...INPUT, pipeline: [{ op: 'audio.quantize', levels: 4, edges: [1] }] },
      'manifest.json'
    )
    expect(built).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('must be one fewer than levels') }
    })
  })

  test('10 s of tone, zeros and tone have a silence ratio of 0.20', () => {
    const samples = Float32Array.from({ length: 10 * RATE_HZ }, (_, i) =>
      i >= 4 * RATE_HZ && i < 6 * RATE_HZ ? 0 : 0.5 * Math.sin((2 * Math.PI * 300 * i) / RATE_HZ)
    )
    const [ratio = 0, count, seconds] = run([{ op: 'audio.silence' }], soundOf(samples)).data
    expect(Math.abs(ratio - 0.2)).toBeLessThan(0.01)
    expect(count).toBe(1)
    expect(Math.abs((seconds ?? 0) - 2)).toBeLessThan(0.05)
  })
})

const INPUT = { name: 'x', dtype: 'float32' as const, shape: ['N'], from: 'sound' }

const soundOf = (samples: ArrayLike<number>): Sound => ({
  kind: 'sound',
  samples: Float32Array.from(samples),
  rateHz: RATE_HZ
})

function compiled(pipeline: readonly ({ op: string } & Record<string, unknown>)[]) {
  const made = compilePipeline({ ...INPUT, pipeline: pipeline.map((step) => ({ ...step })) }, 'manifest.json')
  if (!made.ok) throw new Error(made.error.message)
  return made.value
}

function run(pipeline: readonly object[], sound: Sound): { data: Float32Array; dims: readonly number[] } {
  const made = compiled(pipeline.map((step) => z.looseObject({ op: z.string() }).parse(step)))(sound)
  if (made.type !== 'float32') throw new Error(`got ${made.type}`)
  return { data: made.data, dims: made.dims }
}

const power = (samples: Float32Array): number =>
  samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
