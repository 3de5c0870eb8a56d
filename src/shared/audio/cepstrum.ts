/** Cepstral coefficients of levels. */
export interface CepstrumSettings {
  /** Coefficients kept, from the 0th on. */
  readonly n: number
  /** `ortho`: orthonormal (librosa, torchaudio); `none`: twice the plain sum (SciPy's `norm=None`). */
  readonly dct: 'ortho' | 'none'
  /** 0: none. Otherwise coefficient k is multiplied by 1 + lifter / 2 sin(pi (k + 1) / lifter) (librosa). */
  readonly lifter: number
}

/** Matrix of the cosine transform (type II) with lifter, `n` rows of `bands`. */
export function cepstrumMatrix({ n, dct, lifter }: CepstrumSettings, bands: number): Float64Array {
  if (n > bands) throw new RangeError(`${n} coefficients cannot be made of ${bands} bands`)
  const matrix = new Float64Array(n * bands)
  for (let k = 0; k < n; k++) {
    const norm = dct === 'ortho' ? Math.sqrt((k === 0 ? 1 : 2) / bands) : 2
    const lift = lifter > 0 ? 1 + (lifter / 2) * Math.sin((Math.PI * (k + 1)) / lifter) : 1
    for (let band = 0; band < bands; band++)
      matrix[k * bands + band] = norm * lift * Math.cos((Math.PI * k * (2 * band + 1)) / (2 * bands))
  }
  return matrix
}

/** Coefficients of every frame: `levels` has `bands` rows of `frames`, the answer `n` rows. */
export function cepstrum(
  levels: Float32Array,
  bands: number,
  frames: number,
  settings: CepstrumSettings
): Float32Array<ArrayBuffer> {
  const matrix = cepstrumMatrix(settings, bands)
  const out = new Float32Array(settings.n * frames)
  const sums = new Float64Array(frames)
  for (let k = 0; k < settings.n; k++) {
    sums.fill(0)
    for (let band = 0; band < bands; band++) {
      const weight = matrix[k * bands + band] ?? 0
      const row = band * frames
      for (let t = 0; t < frames; t++) sums[t] = (sums[t] ?? 0) + weight * (levels[row + t] ?? 0)
    }
    out.set(sums, k * frames)
  }
  return out
}
