import type { Sos } from './sos'

/** Gain of a causal pass (amplitude, 0 and up) and its phase (radians) at each frequency; zero-phase filters have the gain squared and no phase. */
export function frequencyResponse(
  sos: Sos,
  frequenciesHz: readonly number[],
  rateHz: number
): readonly { readonly hz: number; readonly gain: number; readonly phase: number }[] {
  return frequenciesHz.map((hz) => {
    const w = (2 * Math.PI * hz) / rateHz
    const at = (c0: number, c1: number, c2: number) => ({
      re: c0 + c1 * Math.cos(w) + c2 * Math.cos(2 * w),
      im: -c1 * Math.sin(w) - c2 * Math.sin(2 * w)
    })
    let gain = 1
    let phase = 0
    for (const [b0, b1, b2, a0, a1, a2] of sos) {
      const top = at(b0, b1, b2)
      const bottom = at(a0, a1, a2)
      gain *= Math.hypot(top.re, top.im) / Math.hypot(bottom.re, bottom.im)
      phase += Math.atan2(top.im, top.re) - Math.atan2(bottom.im, bottom.re)
    }
    return { hz, gain, phase }
  })
}
