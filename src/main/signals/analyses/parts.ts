import type { AnalysisSpan } from '../../../shared/signal/analyses'
import { stepOf } from '../../../shared/signal/dsp/spectral-segments'
import type { SpectralOptions } from '../../../shared/signal/dsp/spectral-segments'

/** A part of a long stretch that is read by itself. */
export interface StretchPart {
  readonly fromUs: number
  readonly toUs: number
  /** Samples at its end that the next part has, too: windows reach across. */
  readonly sharedSamples: number
  /** Its first window, counted from the start of the stretch. */
  readonly firstWindow: number
}

/** Samples of a channel that are held at a time: half an hour at 512 Hz. */
const PART_SAMPLES = 1e6

/** A stretch in parts such that every window of its spectrum lies in exactly one of them. A short one is one part. */
export function partsOf(
  { fromUs, toUs }: Pick<AnalysisSpan, 'fromUs' | 'toUs'>,
  options: SpectralOptions
): readonly StretchPart[] {
  const { rateHz, segmentSamples } = options
  const samples = ((toUs - fromUs) / 1e6) * rateHz
  if (samples <= PART_SAMPLES) return [{ fromUs, toUs, sharedSamples: 0, firstWindow: 0 }]
  const step = stepOf(options)
  const windows = Math.max(1, Math.floor(PART_SAMPLES / step))
  const shared = Math.max(0, segmentSamples - step)
  const parts: StretchPart[] = []
  for (let first = 0; ; first += windows) {
    const at = fromUs + ((first * step) / rateHz) * 1e6
    const end = at + ((windows * step + shared) / rateHz) * 1e6
    const last = end >= toUs
    parts.push({ fromUs: at, toUs: last ? toUs : end, sharedSamples: last ? 0 : shared, firstWindow: first })
    if (last) return parts
  }
}
