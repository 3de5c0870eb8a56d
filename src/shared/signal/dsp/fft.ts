/** A discrete Fourier transform of one length, in place: X[k] = sum x[n] e^(-2 pi i k n / N). */
export interface Fourier {
  readonly size: number
  /** Replaces the values by their transform. */
  readonly forward: (re: Float64Array, im: Float64Array) => void
  /** Replaces a transform by its values: forward and inverse give back the input. */
  readonly inverse: (re: Float64Array, im: Float64Array) => void
}

/**
 * Transform of any length from 1 on, never padded, so that the bins are those of the length asked for. Powers of two by
 * Cooley & Tukey 1965, other lengths by Bluestein 1970. Make it once and use it for many stretches.
 */
export function fourier(size: number): Fourier {
  if (!Number.isInteger(size) || size < 1)
    throw new RangeError(`size must be a whole number from 1 on, got ${size}`)
  const forward = Number.isInteger(Math.log2(size)) ? powerOfTwo(size) : bluestein(size)
  const inverse = (re: Float64Array, im: Float64Array) => {
    // Swapping the parts on the way in and out turns the sign of the exponent.
    forward(im, re)
    for (let i = 0; i < size; i++) {
      re[i] = (re[i] ?? 0) / size
      im[i] = (im[i] ?? 0) / size
    }
  }
  return { size, forward, inverse }
}

function powerOfTwo(size: number): Fourier['forward'] {
  const cos = new Float64Array(size / 2)
  const sin = new Float64Array(size / 2)
  for (let i = 0; i < size / 2; i++) {
    cos[i] = Math.cos((2 * Math.PI * i) / size)
    sin[i] = -Math.sin((2 * Math.PI * i) / size)
  }
  const order = bitReversed(size)
  return (re, im) => {
    reorder(re, order)
    reorder(im, order)
    for (let half = 1; half < size; half *= 2) {
      const stride = size / (2 * half)
      for (let from = 0; from < size; from += 2 * half)
        for (let k = 0; k < half; k++) {
          const c = cos[k * stride] ?? 0
          const s = sin[k * stride] ?? 0
          const i = from + k
          const j = i + half
          const xr = re[j] ?? 0
          const xi = im[j] ?? 0
          const tr = xr * c - xi * s
          const ti = xr * s + xi * c
          const ur = re[i] ?? 0
          const ui = im[i] ?? 0
          re[j] = ur - tr
          im[j] = ui - ti
          re[i] = ur + tr
          im[i] = ui + ti
        }
    }
  }
}

/** A transform of any length as a convolution with a chirp, at a power of two with room for it. */
function bluestein(size: number): Fourier['forward'] {
  let room = 1
  while (room < 2 * size - 1) room *= 2
  const transform = fourier(room)
  const cos = new Float64Array(size)
  const sin = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    // The angle of i^2 repeats after 2 * size; a small number keeps its precision.
    const angle = (Math.PI * ((i * i) % (2 * size))) / size
    cos[i] = Math.cos(angle)
    sin[i] = Math.sin(angle)
  }
  const chirpRe = new Float64Array(room)
  const chirpIm = new Float64Array(room)
  for (let i = 0; i < size; i++) {
    chirpRe[i] = cos[i] ?? 0
    chirpIm[i] = sin[i] ?? 0
    if (i > 0) {
      chirpRe[room - i] = cos[i] ?? 0
      chirpIm[room - i] = sin[i] ?? 0
    }
  }
  transform.forward(chirpRe, chirpIm)
  const workRe = new Float64Array(room)
  const workIm = new Float64Array(room)
  return (re, im) => {
    workRe.fill(0)
    workIm.fill(0)
    for (let i = 0; i < size; i++) rotate(re, im, i, cos, sin, workRe, workIm)
    transform.forward(workRe, workIm)
    for (let i = 0; i < room; i++) {
      const a = workRe[i] ?? 0
      const b = workIm[i] ?? 0
      const c = chirpRe[i] ?? 0
      const d = chirpIm[i] ?? 0
      workRe[i] = a * c - b * d
      workIm[i] = a * d + b * c
    }
    transform.inverse(workRe, workIm)
    for (let i = 0; i < size; i++) rotate(workRe, workIm, i, cos, sin, re, im)
  }
}

/** One value turned back by the chirp's angle. */
function rotate(
  re: Float64Array,
  im: Float64Array,
  i: number,
  cos: Float64Array,
  sin: Float64Array,
  toRe: Float64Array,
  toIm: Float64Array
): void {
  const a = re[i] ?? 0
  const b = im[i] ?? 0
  const c = cos[i] ?? 0
  const s = sin[i] ?? 0
  toRe[i] = a * c + b * s
  toIm[i] = b * c - a * s
}

function bitReversed(size: number): Uint32Array {
  const order = new Uint32Array(size)
  for (let i = 1; i < size; i++) order[i] = ((order[i >> 1] ?? 0) >> 1) | (i & 1 ? size >> 1 : 0)
  return order
}

function reorder(values: Float64Array, order: Uint32Array): void {
  for (let i = 0; i < order.length; i++) {
    const j = order[i] ?? 0
    if (j <= i) continue
    const kept = values[i] ?? 0
    values[i] = values[j] ?? 0
    values[j] = kept
  }
}
