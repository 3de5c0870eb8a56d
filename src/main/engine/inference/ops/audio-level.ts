import { z } from 'zod'
import { rootMeanSquare } from '../../../../shared/audio/root-mean-square'
import { onlyFor, valueOp, type UnitFacts } from './op'
import type { Sound } from './value'

/** Bring the loudest sample or the root mean square to a target; silence stays silence. */
export const audioGain = valueOp(
  'audio.gain',
  z.looseObject({ mode: z.enum(['none', 'peak', 'rms']), target: z.number().positive().default(1) }),
  ({ mode, target }) =>
    onlyFor('audio.gain', 'sound', (sound) => {
      if (mode === 'none') return sound
      const level = mode === 'peak' ? peak(sound.samples) : rootMeanSquare(sound.samples)
      return level > 0 ? scaled(sound, 0, target / level) : sound
    })
)

/**
 * Zero mean and unit variance (`mean: false`, `std: false` leave either). Window and utterance are what the step is given;
 * recording, participant and corpus are known from elsewhere. The variance is raised by `eps`.
 */
export const audioNormalize = valueOp(
  'audio.normalize',
  z.looseObject({
    scope: z.enum(['window', 'utterance', 'recording', 'participant', 'corpus']),
    mean: z.boolean().default(true),
    std: z.boolean().default(true),
    eps: z.number().default(1e-7)
  }),
  (wanted) =>
    onlyFor('audio.normalize', 'sound', (sound, unit) => {
      const { mean, variance } =
        wanted.scope === 'window' || wanted.scope === 'utterance'
          ? ownMoments(sound.samples)
          : momentsOf(wanted.scope, unit)
      return scaled(
        sound,
        wanted.mean ? mean : 0,
        wanted.std ? 1 / Math.sqrt((wanted.mean ? variance : variance + mean * mean) + wanted.eps) : 1
      )
    })
)

/** Each sample less `coef` times the one before. The first is kept as it is, or the sound is continued before it by a line (librosa). */
export const audioPreemphasis = valueOp(
  'audio.preemphasis',
  z.looseObject({ coef: z.number().default(0.97), first: z.enum(['keep', 'line']).default('keep') }),
  ({ coef, first }) =>
    onlyFor('audio.preemphasis', 'sound', (sound) => {
      const x = sound.samples
      const out = new Float32Array(x.length)
      const start = x[0] ?? 0
      if (x.length > 0) out[0] = first === 'keep' ? start : start - coef * (2 * start - (x[1] ?? start))
      for (let i = 1; i < x.length; i++) out[i] = (x[i] ?? 0) - coef * (x[i - 1] ?? 0)
      return { ...sound, samples: out }
    })
)

function ownMoments(samples: Float32Array): { readonly mean: number; readonly variance: number } {
  const count = Math.max(1, samples.length)
  let sum = 0
  for (const sample of samples) sum += sample
  const mean = sum / count
  let squares = 0
  for (const sample of samples) squares += (sample - mean) ** 2
  return { mean, variance: squares / count }
}

function momentsOf(scope: string, unit: UnitFacts): { readonly mean: number; readonly variance: number } {
  const known = unit.statistics?.(scope)
  if (!known)
    throw new Error(`audio.normalize: the mean and standard deviation of the ${scope} are not known`)
  return { mean: known.mean[0] ?? 0, variance: (known.std[0] ?? 1) ** 2 }
}

function scaled(sound: Sound, mean: number, factor: number): Sound {
  const samples = new Float32Array(sound.samples.length)
  for (let i = 0; i < samples.length; i++) samples[i] = ((sound.samples[i] ?? 0) - mean) * factor
  return { ...sound, samples }
}

function peak(samples: Float32Array): number {
  let most = 0
  for (const sample of samples) most = Math.max(most, Math.abs(sample))
  return most
}
