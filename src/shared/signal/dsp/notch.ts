import type { Section, Sos } from './sos'

/**
 * Second-order notch: width at -3 dB is frequency / quality. Equal to SciPy's `iirnotch`; Orfanidis 1996.
 * @param hz above 0, below half the rate
 */
export function notch(hz: number, quality: number, rateHz: number): Section {
  if (!(hz > 0 && hz < rateHz / 2))
    throw new RangeError(`hz must lie between 0 and half the rate (${rateHz / 2} Hz), got ${hz}`)
  if (!(quality > 0)) throw new RangeError(`quality must be positive, got ${quality}`)
  const w = (2 * Math.PI * hz) / rateHz
  const gain = 1 / (1 + Math.tan(w / quality / 2))
  const middle = -2 * gain * Math.cos(w)
  return [gain, middle, gain, 1, middle, 2 * gain - 1]
}

/**
 * Notches at a mains frequency and its multiples up to `count` (1: the frequency alone), all of one quality, so that
 * the widths grow with the frequency. Multiples from half the rate on do not exist in the signal and are left out.
 */
export function notchHarmonics(hz: number, quality: number, rateHz: number, count: number): Sos {
  return Array.from({ length: count }, (_, i) => hz * (i + 1))
    .filter((harmonic) => harmonic < rateHz / 2)
    .map((harmonic) => notch(harmonic, quality, rateHz))
}
