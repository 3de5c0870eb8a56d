/** Shape of a window: `alpha` of Tukey is the tapered share (0: none, 1: Hann), `beta` of Kaiser its steepness. */
export type TaperShape =
  | { readonly kind: 'boxcar' }
  | { readonly kind: 'hann' }
  | { readonly kind: 'hamming' }
  | { readonly kind: 'tukey'; readonly alpha: number }
  | { readonly kind: 'kaiser'; readonly beta: number }

/**
 * Weights of a window, 0..1. `periodic` for spectra (SciPy's `get_window`), symmetric for the design of filters.
 * Harris 1978, Proceedings of the IEEE 66, 51-83.
 */
export function taper(shape: TaperShape, size: number, periodic = true): Float64Array<ArrayBuffer> {
  if (size === 1) return Float64Array.of(1)
  const last = periodic ? size : size - 1
  return Float64Array.from({ length: size }, (_, i) => weight(shape, i / last, last))
}

/** @param place 0 at the first sample, 1 at the last of the symmetric window */
function weight(shape: TaperShape, place: number, last: number): number {
  switch (shape.kind) {
    case 'boxcar':
      return 1
    case 'hann':
      return 0.5 - 0.5 * Math.cos(2 * Math.PI * place)
    case 'hamming':
      return 0.54 - 0.46 * Math.cos(2 * Math.PI * place)
    case 'tukey':
      return tukey(place, shape.alpha, last)
    case 'kaiser':
      return bessel0(shape.beta * Math.sqrt(Math.max(0, 1 - (2 * place - 1) ** 2))) / bessel0(shape.beta)
  }
}

/** The cosine ends where SciPy ends it: at the whole sample below alpha / 2. */
function tukey(place: number, alpha: number, last: number): number {
  if (alpha <= 0) return 1
  if (alpha >= 1) return 0.5 - 0.5 * Math.cos(2 * Math.PI * place)
  const edge = Math.floor((alpha * last) / 2) / last
  const slope = 2 / alpha
  if (place <= edge + 1e-12) return 0.5 * (1 + Math.cos(Math.PI * (slope * place - 1)))
  if (place < 1 - edge - 1e-12) return 1
  return 0.5 * (1 + Math.cos(Math.PI * (slope * (place - 1) + 1)))
}

/** Modified Bessel function of order 0 by its series; full precision for arguments to about 50. */
function bessel0(x: number): number {
  const square = (x / 2) ** 2
  let term = 1
  let sum = 1
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= square / (k * k)
    sum += term
  }
  return sum
}
