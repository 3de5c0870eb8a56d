import { z } from 'zod'
import { onlyFor, valueOp } from './op'

/**
 * Bring a piece to an exact length, or to at least (`minSamples`) and at most (`maxSamples`) one. What is missing is silence, the
 * piece again, its mean, or its first and last sample.
 */
export const audioFit = valueOp(
  'audio.fit',
  z.looseObject({
    sec: z.number().positive().optional(),
    samples: z.number().int().positive().optional(),
    minSamples: z.number().int().positive().optional(),
    maxSamples: z.number().int().positive().optional(),
    pad: z.enum(['zero', 'repeat', 'mean', 'edge']).default('zero'),
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

interface Fit {
  readonly pad: 'zero' | 'repeat' | 'mean' | 'edge'
  readonly padSide: 'left' | 'right' | 'both'
  readonly crop: 'start' | 'center' | 'end'
}

function fit(samples: Float32Array, length: number, how: Fit): Float32Array {
  const surplus = samples.length - length
  if (surplus > 0) {
    const from = how.crop === 'start' ? 0 : how.crop === 'end' ? surplus : Math.floor(surplus / 2)
    return samples.slice(from, from + length)
  }
  const before = how.padSide === 'right' ? 0 : how.padSide === 'left' ? -surplus : Math.floor(-surplus / 2)
  const out = new Float32Array(length)
  if (samples.length === 0) return out
  const count = samples.length
  if (how.pad === 'repeat') {
    for (let i = 0; i < length; i++) out[i] = samples[(((i - before) % count) + count) % count] ?? 0
    return out
  }
  out.fill(paddingOf(samples, how.pad, 'left'), 0, before)
  out.set(samples, before)
  out.fill(paddingOf(samples, how.pad, 'right'), before + count)
  return out
}

function paddingOf(samples: Float32Array, pad: Fit['pad'], side: 'left' | 'right'): number {
  if (pad === 'edge') return (side === 'left' ? samples[0] : samples.at(-1)) ?? 0
  if (pad !== 'mean') return 0
  let sum = 0
  for (const sample of samples) sum += sample
  return sum / samples.length
}
