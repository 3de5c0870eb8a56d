import type { Method } from './base/metric'
import { mean } from './base/moments'

/** Share of silent frames; null when the signal is shorter than a frame. */
export interface SilenceRatio {
  readonly frames: number
  readonly silent: number
  readonly threshold: number | null
  readonly ratio: number | null
}

/** What the silence ratio is. */
export const silenceRatioMethod: Method = {
  kind: 'method',
  id: 'silence_ratio',
  name: 'Silence ratio',
  definition: 'frames with RMS <= alpha x mean frame RMS / all frames',
  convention: 'Whole frames only, no padding. A signal of zeros is all silent: 1.',
  source: 'Atmaja & Akagi 2020, APSIPA',
  missingPolicy: 'Shorter than a frame is undefined.'
}

/**
 * Silence ratio of a mono signal.
 * @param frame length of a frame in samples
 * @param hop samples from one frame to the next
 * @param alpha share of the mean RMS below which a frame is silent
 */
export function silenceRatio(
  signal: readonly number[],
  frame: number,
  hop: number,
  alpha: number
): SilenceRatio {
  const levels: number[] = []
  for (let start = 0; start + frame <= signal.length; start += hop)
    levels.push(Math.sqrt(mean(signal.slice(start, start + frame).map((value) => value * value))))
  if (levels.length === 0) return { frames: 0, silent: 0, threshold: null, ratio: null }
  const threshold = alpha * mean(levels)
  const silent = levels.filter((level) => level <= threshold).length
  return { frames: levels.length, silent, threshold, ratio: silent / levels.length }
}
