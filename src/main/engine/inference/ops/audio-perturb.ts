import { z } from 'zod'
import { rootMeanSquare } from '../../../../shared/audio/root-mean-square'
import { seededRandom } from '../../../../shared/metrics/base/seeded-random'
import { butterworth } from '../../../../shared/signal/dsp/butterworth'
import { sosfilt } from '../../../../shared/signal/dsp/sosfilt'
import { onlyFor, valueOp } from './op'
import { resample } from './resample'
import type { Sound } from './value'

/**
 * A sound made worse on purpose, for tests of robustness. `level` is, by kind:
 * noise: signal-to-noise ratio in dB (white, by `seed`); gain: dB; speed: factor (pitch moves with it); lowpass: corner in Hz;
 * clip: share of full scale above which samples are cut; codec: bits of a telephone line (8 kHz, 300 to 3400 Hz, mu-law).
 * The same seed gives the same samples on every run.
 */
export const audioPerturb = valueOp(
  'audio.perturb',
  z.looseObject({
    kind: z.enum(['noise', 'gain', 'speed', 'lowpass', 'clip', 'codec']),
    level: z.number(),
    seed: z.number().int().default(0)
  }),
  ({ kind, level, seed }) => {
    const fault = levelFault(kind, level)
    if (fault) throw new Error(`audio.perturb: ${fault}, got ${level}`)
    return onlyFor('audio.perturb', 'sound', (sound) => {
      switch (kind) {
        case 'noise':
          return withNoise(sound, level, seed)
        case 'gain':
          return mapped(sound, (sample) => sample * 10 ** (level / 20))
        case 'speed':
          return {
            ...sound,
            samples: resample(sound.samples, Math.round(sound.rateHz * level), sound.rateHz)
          }
        case 'lowpass':
          return lowpassed(sound, level)
        case 'clip':
          return mapped(sound, (sample) => Math.max(-level, Math.min(level, sample)))
        case 'codec':
          return telephone(sound, level)
      }
    })
  }
)

type Kind = 'noise' | 'gain' | 'speed' | 'lowpass' | 'clip' | 'codec'

function levelFault(kind: Kind, level: number): string | undefined {
  if (kind === 'speed' && !(level >= 0.25 && level <= 4)) return 'a speed must be 0.25 to 4'
  if (kind === 'lowpass' && !(level > 0)) return 'the corner of a lowpass must be above 0 Hz'
  if (kind === 'clip' && !(level > 0 && level <= 1)) return 'a share to clip at must be above 0, 1 at most'
  if (kind === 'codec' && !(Number.isInteger(level) && level >= 2 && level <= 16))
    return 'the bits of a codec must be 2 to 16'
  return undefined
}

/** White noise (Box & Muller 1958) at a ratio of powers; a silent sound has none and stays silent. */
function withNoise(sound: Sound, snrDb: number, seed: number): Sound {
  const draw = seededRandom(seed)
  const noise = new Float32Array(sound.samples.length)
  for (let i = 0; i < noise.length; i += 2) {
    const radius = Math.sqrt(-2 * Math.log((draw() + 1) / 4294967297))
    const angle = (2 * Math.PI * draw()) / 4294967296
    noise[i] = radius * Math.cos(angle)
    if (i + 1 < noise.length) noise[i + 1] = radius * Math.sin(angle)
  }
  const level = rootMeanSquare(noise)
  const gain = level > 0 ? rootMeanSquare(sound.samples) / level / 10 ** (snrDb / 20) : 0
  return mapped(sound, (sample, i) => sample + gain * (noise[i] ?? 0))
}

/** Butterworth of the 4th order, causal. A corner above half the rate changes nothing. */
function lowpassed(sound: Sound, cutoffHz: number): Sound {
  if (cutoffHz >= sound.rateHz / 2) return sound
  const sos = butterworth(4, { kind: 'lowpass', cutoffHz }, sound.rateHz)
  return { ...sound, samples: Float32Array.from(sosfilt(sos, sound.samples).y) }
}

const TELEPHONE_HZ = 8000
/** ITU-T G.711. */
const MU = 255

function telephone(sound: Sound, bits: number): Sound {
  const band = butterworth(4, { kind: 'bandpass', lowHz: 300, highHz: 3400 }, TELEPHONE_HZ)
  const narrow = sosfilt(band, resample(sound.samples, sound.rateHz, TELEPHONE_HZ)).y
  const steps = 2 ** (bits - 1) - 1
  const coded = Float32Array.from(narrow, (sample) => {
    const size = Math.log1p(MU * Math.min(1, Math.abs(sample))) / Math.log1p(MU)
    const kept = Math.round(size * steps) / steps
    return (Math.sign(sample) * Math.expm1(kept * Math.log1p(MU))) / MU
  })
  const back = resample(coded, TELEPHONE_HZ, sound.rateHz)
  const samples = new Float32Array(sound.samples.length)
  samples.set(back.subarray(0, samples.length))
  return { ...sound, samples }
}

function mapped(sound: Sound, change: (sample: number, index: number) => number): Sound {
  return { ...sound, samples: sound.samples.map(change) }
}
