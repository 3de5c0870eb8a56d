import type { Method } from './base/metric'
import { mean } from './base/moments'

/** What mixing at a signal-to-noise ratio means. */
export const noiseMixMethod: Method = {
  kind: 'method',
  id: 'noise_mix',
  name: 'Noise at a signal-to-noise ratio',
  definition: 'signal + gain x noise, gain = sqrt(Ps / (Pn 10^(snr/10))), P the mean square',
  convention: 'The signal stays as it is. Nothing is clipped.',
  source: 'Textbook definition of the decibel',
  missingPolicy: 'A silent signal or silent noise has no ratio.'
}

/** What occlusion shows. */
export const occlusionMethod: Method = {
  kind: 'method',
  id: 'occlusion',
  name: 'Occlusion',
  definition:
    'fall of the score when a window is replaced by a baseline; saliency of a sample: mean fall of the windows that cover it',
  convention: 'Whole windows only, from the first sample on; a sample that no window covers has no saliency.',
  source: 'Zeiler & Fergus 2014, ECCV',
  missingPolicy: 'Needs complete samples.'
}

/** Noise scaled to a ratio in decibels and added; null when a side is silent. The noise must be as long as the signal. */
export function mixNoise(
  signal: readonly number[],
  noise: readonly number[],
  snrDb: number
): { readonly gain: number; readonly mix: readonly number[] } | null {
  if (signal.length !== noise.length)
    throw new RangeError(`noise must be as long as the signal, got ${noise.length} and ${signal.length}`)
  const power = (samples: readonly number[]) => mean(samples.map((value) => value * value))
  const [ps, pn] = [power(signal), power(noise)]
  if (!(ps > 0 && pn > 0)) return null
  const gain = Math.sqrt(ps / (pn * 10 ** (snrDb / 10)))
  return { gain, mix: signal.map((value, i) => value + gain * (noise[i] ?? 0)) }
}

/** Score, fall per window, and saliency per sample (null where no window covers it). */
export interface Occlusion {
  readonly output: number
  readonly windowDrop: readonly number[]
  readonly saliency: readonly (number | null)[]
}

/** Occlude a signal window by window and watch the score. */
export function occlude(
  x: readonly number[],
  score: (x: readonly number[]) => number,
  { window, stride, baseline }: { window: number; stride: number; baseline: number }
): Occlusion {
  const output = score(x)
  const windowDrop: number[] = []
  const sums = new Float64Array(x.length)
  const covers = new Float64Array(x.length)
  for (let start = 0; start + window <= x.length; start += stride) {
    const drop = output - score(x.map((value, i) => (i >= start && i < start + window ? baseline : value)))
    windowDrop.push(drop)
    for (let i = start; i < start + window; i++) {
      sums[i] = (sums[i] ?? 0) + drop
      covers[i] = (covers[i] ?? 0) + 1
    }
  }
  return {
    output,
    windowDrop,
    saliency: Array.from(sums, (sum, i) => ((covers[i] ?? 0) === 0 ? null : sum / (covers[i] ?? 1)))
  }
}
