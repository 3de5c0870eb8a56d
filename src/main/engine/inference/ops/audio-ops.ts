import { z } from 'zod'
import { onlyFor, valueOp } from './op'
import { resample } from './resample'

/** Sound arrives mixed to one channel; other choices of channel are not built yet and are refused. */
export const audioLoad = valueOp(
  'audio.load',
  z.looseObject({ channel: z.enum(['mix']).default('mix') }),
  () => onlyFor('audio.load', 'sound', (sound) => sound)
)

export const audioResampleParameters = z.looseObject({ hz: z.number().int().min(1000).max(192_000) })

export const audioResample = valueOp('audio.resample', audioResampleParameters, ({ hz }) =>
  onlyFor('audio.resample', 'sound', (sound) =>
    sound.rateHz === hz ? sound : { ...sound, rateHz: hz, samples: resample(sound.samples, sound.rateHz, hz) }
  )
)

export const audioGain = valueOp(
  'audio.gain',
  z.looseObject({ mode: z.enum(['none', 'peak', 'rms']), target: z.number().positive().default(1) }),
  ({ mode, target }) =>
    onlyFor('audio.gain', 'sound', (sound) => {
      const level = mode === 'peak' ? peak(sound.samples) : mode === 'rms' ? rms(sound.samples) : target
      return level > 0
        ? { ...sound, samples: sound.samples.map((sample) => (sample * target) / level) }
        : sound
    })
)

/** Zero mean and unit variance over the piece given (`std: false` leaves the scale). */
export const audioNormalize = valueOp(
  'audio.normalize',
  z.looseObject({
    scope: z.enum(['window', 'utterance']),
    mean: z.boolean().default(true),
    std: z.boolean().default(true),
    eps: z.number().default(1e-7)
  }),
  (wanted) =>
    onlyFor('audio.normalize', 'sound', (sound) => {
      const mean = wanted.mean
        ? sound.samples.reduce((sum, sample) => sum + sample, 0) / Math.max(1, sound.samples.length)
        : 0
      const centred = sound.samples.map((sample) => sample - mean)
      const scale = wanted.std ? 1 / Math.sqrt(rms(centred) ** 2 + wanted.eps) : 1
      return { ...sound, samples: centred.map((sample) => sample * scale) }
    })
)

/** Bring a piece to an exact length, or to at least (`minSamples`) and at most (`maxSamples`) one. */
export const audioFit = valueOp(
  'audio.fit',
  z.looseObject({
    sec: z.number().positive().optional(),
    samples: z.number().int().positive().optional(),
    minSamples: z.number().int().positive().optional(),
    maxSamples: z.number().int().positive().optional(),
    pad: z.enum(['zero', 'repeat']).default('zero'),
    padSide: z.enum(['left', 'right', 'both']).default('right'),
    crop: z.enum(['start', 'center', 'end']).default('start')
  }),
  (wanted) =>
    onlyFor('audio.fit', 'sound', (sound) => {
      const exact =
        wanted.samples ?? (wanted.sec === undefined ? undefined : Math.round(wanted.sec * sound.rateHz))
      const least = exact ?? wanted.minSamples ?? 0
      const most = exact ?? wanted.maxSamples ?? Infinity
      const length = Math.max(least, Math.min(most, sound.samples.length))
      return length === sound.samples.length
        ? sound
        : { ...sound, samples: fit(sound.samples, length, wanted) }
    })
)

/** A sound as a tensor of one axis: its samples. */
export const audioWaveform = (samples: Float32Array) =>
  ({ kind: 'tensor', type: 'float32', data: samples, dims: [samples.length] }) as const

/** Root mean square of samples; 0 for none. */
export function rms(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return samples.length ? Math.sqrt(sum / samples.length) : 0
}

const peak = (samples: Float32Array): number =>
  samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)

function fit(
  samples: Float32Array,
  length: number,
  how: { pad: 'zero' | 'repeat'; padSide: 'left' | 'right' | 'both'; crop: 'start' | 'center' | 'end' }
): Float32Array {
  const surplus = samples.length - length
  if (surplus > 0) {
    const from = how.crop === 'start' ? 0 : how.crop === 'end' ? surplus : Math.floor(surplus / 2)
    return samples.slice(from, from + length)
  }
  const before = how.padSide === 'right' ? 0 : how.padSide === 'left' ? -surplus : Math.floor(-surplus / 2)
  const out = new Float32Array(length)
  if (how.pad === 'zero' || samples.length === 0) {
    out.set(samples, before)
    return out
  }
  const count = samples.length
  return out.map((_, i) => samples[(((i - before) % count) + count) % count] ?? 0)
}
