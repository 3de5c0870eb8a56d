import { undefinedScore } from '../../metrics/base/score'
import type { Undefined } from '../../metrics/base/score'
import { doubles } from './samples'
import type { Samples } from './samples'
import { binFrequencies, eachSegment } from './spectral-segments'
import type { SpectralOptions } from './spectral-segments'
import { noWindow } from './welch'

/** How two signals go together by frequency. */
export interface Coherence {
  /** Hz. */
  readonly frequencies: Float64Array<ArrayBuffer>
  /** |Sxy|^2 / (Sxx Syy), 0..1; NaN where one of them has no power. */
  readonly magnitudeSquared: Float64Array<ArrayBuffer>
  /** Im(Sxy) / sqrt(Sxx Syy), -1..1: blind to mixing without delay; positive where x is behind y, Sxy being conj(X) Y. */
  readonly imaginary: Float64Array<ArrayBuffer>
  readonly used: number
  readonly leftOut: number
}

/**
 * Coherence from averaged windows (Carter, Knapp & Nuttall 1973), equal to SciPy's `coherence`, and the imaginary part of
 * coherency (Nolte et al. 2004, Clinical Neurophysiology 115, 2292-2307). One window alone is always coherent, so two are needed.
 */
export function coherence(x: Samples, y: Samples, options: SpectralOptions): Coherence | Undefined {
  const frequencies = binFrequencies(options)
  const xx = new Float64Array(frequencies.length)
  const yy = new Float64Array(frequencies.length)
  const re = new Float64Array(frequencies.length)
  const im = new Float64Array(frequencies.length)
  const { used, leftOut } = eachSegment([doubles(x), doubles(y)], options, ([a, b]) => {
    if (!a || !b) return
    for (let k = 0; k < frequencies.length; k++) {
      const ar = a.re[k] ?? 0
      const ai = a.im[k] ?? 0
      const br = b.re[k] ?? 0
      const bi = b.im[k] ?? 0
      xx[k] = (xx[k] ?? 0) + ar * ar + ai * ai
      yy[k] = (yy[k] ?? 0) + br * br + bi * bi
      re[k] = (re[k] ?? 0) + ar * br + ai * bi
      im[k] = (im[k] ?? 0) + ar * bi - ai * br
    }
  })
  if (used === 0) return undefinedScore(noWindow(Math.min(x.length, y.length), leftOut, options))
  if (used === 1) return undefinedScore('One window alone is always coherent; at least two are needed.')
  return {
    frequencies,
    magnitudeSquared: frequencies.map(
      (_, k) => ((re[k] ?? 0) ** 2 + (im[k] ?? 0) ** 2) / ((xx[k] ?? 0) * (yy[k] ?? 0))
    ),
    imaginary: frequencies.map((_, k) => (im[k] ?? 0) / Math.sqrt((xx[k] ?? 0) * (yy[k] ?? 0))),
    used,
    leftOut
  }
}
