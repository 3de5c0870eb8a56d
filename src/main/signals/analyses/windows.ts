import type { SpectralWindows } from '../../../shared/signal/analyses/request'
import type { SpectralOptions } from '../../../shared/signal/dsp/spectral-segments'

/** Windows of a question, in samples of a channel. */
export function windowsOf(
  { windowSeconds, overlap, taper, detrend }: SpectralWindows,
  rateHz: number
): SpectralOptions {
  const segmentSamples = Math.max(2, Math.round(windowSeconds * rateHz))
  return {
    rateHz,
    segmentSamples,
    overlapSamples: Math.min(segmentSamples - 1, Math.round(segmentSamples * overlap)),
    taper: { kind: taper },
    detrend
  }
}
