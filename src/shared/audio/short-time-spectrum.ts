import { fourier } from '../signal/dsp/fft'
import { taper } from '../signal/dsp/taper'
import { frameCount, framed, type Framing } from './frames'

/** Settings of a short-time spectrum; lengths in samples. */
export interface SpectrumSettings extends Omit<Framing, 'size'> {
  /** Length of the transform; there are `nFft / 2 + 1` bins (rounded down). */
  readonly nFft: number
  /** Length of the window, `nFft` at most; a shorter one lies in the middle of the transform. */
  readonly win: number
  readonly window: 'hann' | 'hamming' | 'blackman' | 'boxcar'
  /** 1: magnitudes, 2: their squares. */
  readonly power: 1 | 2
}

/** A prepared transform: sees one frame after the other. */
export interface SpectrumReader {
  readonly bins: number
  frames(length: number): number
  /** Call with each frame's bins, from the first on. The array is used again for the next frame. */
  each(samples: Float32Array, visit: (bins: Float64Array, frame: number) => void): void
}

/**
 * Short-time Fourier transform of a real sound, without scaling (torch.stft, librosa.stft). Periodic windows.
 * Two frames share one complex transform. An empty sound has no frame.
 */
export function spectrumReader(settings: SpectrumSettings): SpectrumReader {
  const { nFft, win, hop, center, padMode, power } = settings
  if (win > nFft) throw new RangeError(`the window (${win}) must not be longer than the transform (${nFft})`)
  const framing: Framing = { size: nFft, hop, center, padMode }
  const bins = Math.floor(nFft / 2) + 1
  const weights = windowWeights(settings)
  const lead = Math.floor((nFft - win) / 2)
  const { forward } = fourier(nFft)
  const re = new Float64Array(nFft)
  const im = new Float64Array(nFft)
  const first = new Float64Array(bins)
  const second = new Float64Array(bins)
  return {
    bins,
    frames: (length) => frameCount(length, framing),
    each(samples, visit) {
      const count = frameCount(samples.length, framing)
      const from = framed(samples, framing)
      for (let frame = 0; frame < count; frame += 2) {
        const a = frame * hop + lead
        const pair = frame + 1 < count
        const b = a + hop
        re.fill(0)
        im.fill(0)
        for (let i = 0; i < win; i++) {
          const weight = weights[i] ?? 0
          re[lead + i] = weight * (from[a + i] ?? 0)
          if (pair) im[lead + i] = weight * (from[b + i] ?? 0)
        }
        forward(re, im)
        part(re, im, first, second, power)
        visit(first, frame)
        if (pair) visit(second, frame + 1)
      }
    }
  }
}

/** Take the spectra of two real frames apart that were transformed as the two parts of one complex one. */
function part(
  re: Float64Array,
  im: Float64Array,
  first: Float64Array,
  second: Float64Array,
  power: 1 | 2
): void {
  const size = re.length
  for (let k = 0; k < first.length; k++) {
    const mirror = k === 0 ? 0 : size - k
    const zr = re[k] ?? 0
    const zi = im[k] ?? 0
    const mr = re[mirror] ?? 0
    const mi = im[mirror] ?? 0
    const a = ((zr + mr) ** 2 + (zi - mi) ** 2) / 4
    const b = ((zi + mi) ** 2 + (mr - zr) ** 2) / 4
    first[k] = power === 2 ? a : Math.sqrt(a)
    second[k] = power === 2 ? b : Math.sqrt(b)
  }
}

function windowWeights({ window, win }: SpectrumSettings): Float64Array {
  if (window !== 'blackman') return taper({ kind: window }, win)
  // Harris 1978, with the rounded coefficients that SciPy and torch use.
  return Float64Array.from({ length: win }, (_, i) => {
    const angle = (2 * Math.PI * i) / win
    return 0.42 - 0.5 * Math.cos(angle) + 0.08 * Math.cos(2 * angle)
  })
}
