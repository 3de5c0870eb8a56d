import { seededRandom } from '../metrics/base/seeded-random'

/** Noise is made at this rate, whatever that of a recording is, so that the same noise is heard in all of them. */
export const NOISE_HZ = 16_000
/** Length of the loop that noise is taken from: a whole number of samples at every usual rate. */
export const LOOP_SECONDS = 30

/** White noise of mean square 1, by seed (Box & Muller 1958). It is played over and over. */
export function whiteLoop(seed: number): Float32Array<ArrayBuffer> {
  const draw = seededRandom(seed)
  const loop = new Float32Array(NOISE_HZ * LOOP_SECONDS)
  for (let i = 0; i < loop.length; i += 2) {
    const radius = Math.sqrt(-2 * Math.log((draw() + 1) / 4294967297))
    const angle = (2 * Math.PI * draw()) / 4294967296
    loop[i] = radius * Math.cos(angle)
    loop[i + 1] = radius * Math.sin(angle)
  }
  return toUnitPower(loop)
}

/** Poles of the filter that makes white noise pink, two octaves apart; each has its zero an octave above. */
const POLES_HZ = [20, 80, 320, 1280, 5120]

/**
 * Pink noise of mean square 1: white noise through first-order sections with a pole at f and a zero at 2 f, f = 20, 80, 320 ...
 * Hz (matched z transform). On average it falls by 3 dB an octave from 20 Hz to 7 kHz, that is, octaves have equal power.
 */
export function pinkLoop(seed: number): Float32Array<ArrayBuffer> {
  let loop = whiteLoop(seed)
  for (const hz of POLES_HZ) loop = aroundTheLoop(loop, rootOf(hz), rootOf(2 * hz))
  return toUnitPower(loop)
}

/** Scaled in place to a mean square of 1; silence stays silence. */
export function toUnitPower(loop: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  let power = 0
  for (const sample of loop) power += sample * sample
  const gain = power > 0 ? 1 / Math.sqrt(power / loop.length) : 0
  for (let i = 0; i < loop.length; i++) loop[i] = (loop[i] ?? 0) * gain
  return loop
}

const rootOf = (hz: number): number => Math.exp((-2 * Math.PI * hz) / NOISE_HZ)

/** y[n] = x[n] - zero x[n-1] + pole y[n-1], gone through twice so that the end leads into the start. */
function aroundTheLoop(x: Float32Array<ArrayBuffer>, pole: number, zero: number): Float32Array<ArrayBuffer> {
  const y = new Float32Array(x.length)
  let before = 0
  let last = x[x.length - 1] ?? 0
  for (let pass = 0; pass < 2; pass++)
    for (let n = 0; n < x.length; n++) {
      const now = x[n] ?? 0
      before = now - zero * last + pole * before
      last = now
      y[n] = before
    }
  return y
}
