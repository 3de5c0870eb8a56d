import { butterworth } from '../signal/dsp/butterworth'
import type { Sos } from '../signal/dsp/sos'
import { sosfilt, type SosState } from '../signal/dsp/sosfilt'
import type { PerturbationId } from './perturbations'

/** What a perturbation has to know of a whole stream of sound. */
export interface SoundFacts {
  /** Mean square of the stream's sound without its silence; 0: it is silent. */
  readonly power: number
  /** Loudest sample, 0 to 1. */
  readonly peak: number
  /** Noise of mean square 1 at the stream's rate, played over and over; absent where the perturbation adds none. */
  readonly noise?: Float32Array
  /** Sample of the noise that the stream begins with. */
  readonly noiseFrom?: number
}

/** Changes blocks of one stream that follow on each other, channel by channel; `first`: index of a block's first sample. */
export type SoundChange = (
  channels: readonly Float32Array<ArrayBuffer>[],
  first: number
) => Float32Array<ArrayBuffer>[]

/** Start changing a stream of sound (kinds with the sense `sound` alone). Made anew for each part that is read. */
export function soundChange(
  change: PerturbationId,
  level: number,
  rateHz: number,
  facts: SoundFacts
): SoundChange {
  switch (change) {
    case 'white-noise':
    case 'pink-noise':
    case 'babble':
      return noisy(Math.sqrt(facts.power / 10 ** (level / 10)), facts)
    case 'gain': {
      const factor = 10 ** (level / 20)
      return eachSample((sample) => sample * factor)
    }
    case 'clipping': {
      const most = (facts.peak * level) / 100
      return eachSample((sample) => Math.max(-most, Math.min(most, sample)))
    }
    case 'lost-side':
      return (channels) =>
        channels.length < 2
          ? [...channels]
          : channels.map((samples, i) => (i === level - 1 ? new Float32Array(samples.length) : samples))
    case 'low-pass':
      return level >= rateHz / 2
        ? (channels) => [...channels]
        : filtered(butterworth(4, { kind: 'lowpass', cutoffHz: level }, rateHz))
    case 'telephone':
      return telephone(level, rateHz)
    default:
      throw new Error(`"${change}" does not change sound`)
  }
}

const eachSample =
  (change: (sample: number) => number): SoundChange =>
  (channels) =>
    channels.map((samples) => samples.map(change))

/** The same noise in every channel, by its place in the stream: a part that is read alone has the noise that it has in the whole. */
function noisy(gain: number, { noise, noiseFrom = 0 }: SoundFacts): SoundChange {
  if (!noise || noise.length === 0) throw new Error('noise was not made')
  return (channels, first) => {
    const start = ((noiseFrom + first) % noise.length) + noise.length
    return channels.map((samples) =>
      samples.map((sample, i) => sample + gain * (noise[(start + i) % noise.length] ?? 0))
    )
  }
}

function filtered(sos: Sos): SoundChange {
  const states: SosState[] = []
  return (channels) =>
    channels.map((samples, channel) => {
      const { y, state } = sosfilt(sos, samples, states[channel])
      states[channel] = state
      return Float32Array.from(y)
    })
}

/** ITU-T G.711. */
const MU = 255

function telephone(bits: number, rateHz: number): SoundChange {
  // A stream of 8 kHz or less has no more above the band than its own filter left.
  const highHz = Math.min(3400, 0.45 * rateHz)
  const band = butterworth(4, { kind: 'bandpass', lowHz: 300, highHz }, rateHz)
  const [before, behind] = [filtered(band), filtered(band)]
  const steps = 2 ** (bits - 1) - 1
  const coded = (sample: number): number => {
    const size = Math.log1p(MU * Math.min(1, Math.abs(sample))) / Math.log1p(MU)
    const kept = Math.round(size * steps) / steps
    return (Math.sign(sample) * Math.expm1(kept * Math.log1p(MU))) / MU
  }
  return (channels, first) =>
    behind(
      before(channels, first).map((samples) => samples.map(coded)),
      first
    )
}
