/** Triangular filters on the mel scale. */
export interface MelSettings {
  readonly nMels: number
  readonly fMin: number
  readonly fMax: number
  /** `htk`: 2595 log10(1 + f / 700). `slaney`: linear below 1000 Hz, logarithmic above (Slaney 1998, Auditory Toolbox). */
  readonly scale: 'slaney' | 'htk'
  /** `slaney`: each triangle has the same area; `none`: the same height. */
  readonly norm: 'slaney' | 'none'
}

/** One filter: weights of the bins from `from` on. */
export interface MelFilter {
  readonly from: number
  readonly weights: Float64Array
}

/**
 * Mel filters for the bins of a transform, as librosa.filters.mel and torchaudio's melscale_fbanks define them. A filter
 * narrower than the distance of two bins may have no weight at all.
 */
export function melFilters(
  { nMels, fMin, fMax, scale, norm }: MelSettings,
  rateHz: number,
  nFft: number
): readonly MelFilter[] {
  if (!(fMax > fMin)) throw new RangeError(`fMax (${fMax} Hz) must be above fMin (${fMin} Hz)`)
  const bins = Math.floor(nFft / 2) + 1
  const lowest = toMel(fMin, scale)
  const step = (toMel(fMax, scale) - lowest) / (nMels + 1)
  const edges = Array.from({ length: nMels + 2 }, (_, i) => toHz(lowest + i * step, scale))
  return Array.from({ length: nMels }, (_, i) => {
    const [left = 0, peak = 0, right = 0] = edges.slice(i, i + 3)
    const height = norm === 'slaney' ? 2 / (right - left) : 1
    const all = Float64Array.from({ length: bins }, (_, k) => {
      const hz = (k * rateHz) / nFft
      return height * Math.max(0, Math.min((hz - left) / (peak - left), (right - hz) / (right - peak)))
    })
    const from = all.findIndex((weight) => weight > 0)
    return from < 0
      ? { from: 0, weights: new Float64Array(0) }
      : { from, weights: all.slice(from, all.findLastIndex((weight) => weight > 0) + 1) }
  })
}

/** Weighted sums of one frame's bins, written to `into`. */
export function melBands(filters: readonly MelFilter[], bins: Float64Array, into: Float64Array): void {
  for (let band = 0; band < filters.length; band++) {
    const filter = filters[band]
    let sum = 0
    if (filter) {
      const { from, weights } = filter
      for (let i = 0; i < weights.length; i++) sum += (weights[i] ?? 0) * (bins[from + i] ?? 0)
    }
    into[band] = sum
  }
}

/** Slaney's scale: 200/3 Hz for a mel up to 1000 Hz, then 27 mels for a factor of 6.4. */
const LINEAR_HZ = 200 / 3
const KNEE_HZ = 1000
const KNEE_MEL = KNEE_HZ / LINEAR_HZ
const LOG_STEP = Math.log(6.4) / 27

/** Mels of a frequency. */
export function toMel(hz: number, scale: 'slaney' | 'htk'): number {
  if (scale === 'htk') return 2595 * Math.log10(1 + hz / 700)
  return hz < KNEE_HZ ? hz / LINEAR_HZ : KNEE_MEL + Math.log(hz / KNEE_HZ) / LOG_STEP
}

/** Frequency (Hz) of a mel. */
export function toHz(mel: number, scale: 'slaney' | 'htk'): number {
  if (scale === 'htk') return 700 * (10 ** (mel / 2595) - 1)
  return mel < KNEE_MEL ? mel * LINEAR_HZ : KNEE_HZ * Math.exp((mel - KNEE_MEL) * LOG_STEP)
}
