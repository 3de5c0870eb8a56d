/** Zero crossings of the sinc on each side: transition band of 16 % of the lower Nyquist frequency. */
const CROSSINGS = 32
/** Kaiser window shape for 80 dB stop-band attenuation: 0.1102 (A - 8.7) (Oppenheim & Schafer, Discrete-Time Signal Processing, 7.5.3). */
const KAISER_BETA = 0.1102 * (80 - 8.7)
/** Middle of the transition band as a share of the lower Nyquist frequency; the band then ends at 1. */
const CUTOFF = 0.92

export interface Resampler {
  /** Index of the first sample that will come out, on the output's grid from the start of the stream. */
  readonly firstIndex: number
  push(block: Float32Array): Float32Array
  /** What is still inside, as if silence followed. */
  flush(): Float32Array
}

/**
 * Windowed-sinc resampler (polyphase, Kaiser window), block by block, without delay: output `n` stands at
 * `n / toHz`. `startSample` is the input index of the first sample pushed, so that a stream entered in its
 * middle comes out on the same grid.
 */
export function createResampler(fromHz: number, toHz: number, startSample = 0): Resampler {
  if (!(fromHz > 0) || !(toHz > 0))
    throw new Error(`sample rates must be positive, got ${fromHz} and ${toHz}`)
  const divisor = greatestCommonDivisor(Math.round(fromHz), Math.round(toHz))
  const up = Math.round(toHz) / divisor
  const down = Math.round(fromHz) / divisor
  const firstIndex = Math.ceil((startSample * up) / down)
  if (up === down) return { firstIndex, push: (block) => block.slice(), flush: () => new Float32Array(0) }

  const { taps, phases } = polyphase(up, down)
  const half = taps / 2
  // `held` begins at input index `heldFrom`; before the start there is silence.
  let held = new Float32Array(half)
  let heldFrom = startSample - half
  let end = startSample
  let next = firstIndex

  const produce = (until: number): Float32Array => {
    const from = next
    const count = Math.max(0, Math.ceil((until * up) / down) - from)
    const out = new Float32Array(count)
    for (let index = 0; index < count; index++) {
      const position = (from + index) * down
      const whole = Math.floor(position / up)
      const phase = (position - whole * up) * taps
      let sum = 0
      const base = whole - half + 1 - heldFrom
      for (let tap = 0; tap < taps; tap++) sum += (held[base + tap] ?? 0) * (phases[phase + tap] ?? 0)
      out[index] = sum
    }
    next = from + count
    return out
  }

  return {
    firstIndex,
    push(block) {
      const drop = Math.max(0, Math.min(held.length, Math.floor((next * down) / up) - half - heldFrom))
      const joined = new Float32Array(held.length - drop + block.length)
      joined.set(held.subarray(drop))
      joined.set(block, held.length - drop)
      held = joined
      heldFrom += drop
      end += block.length
      return produce(end - half)
    },
    flush() {
      const padded = new Float32Array(held.length + half)
      padded.set(held)
      held = padded
      return produce(end)
    }
  }
}

/** Resample a whole sound. */
export function resample(samples: Float32Array, fromHz: number, toHz: number): Float32Array {
  const resampler = createResampler(fromHz, toHz)
  const body = resampler.push(samples)
  const tail = resampler.flush()
  const out = new Float32Array(body.length + tail.length)
  out.set(body)
  out.set(tail, body.length)
  return out
}

/** Filter taps by phase, one row of `taps` per phase; each row sums to 1, so that a constant stays what it is. */
function polyphase(up: number, down: number): { readonly taps: number; readonly phases: Float32Array } {
  const ratio = Math.min(1, up / down)
  const half = Math.ceil(CROSSINGS / ratio)
  const taps = 2 * half
  const phases = new Float32Array(up * taps)
  const scale = besselI0(KAISER_BETA)
  for (let phase = 0; phase < up; phase++) {
    const row = Array.from({ length: taps }, (_, tap) => {
      const distance = tap - half + 1 - phase / up
      const share = distance / half
      const window = Math.abs(share) > 1 ? 0 : besselI0(KAISER_BETA * Math.sqrt(1 - share * share)) / scale
      return sinc(distance * ratio * CUTOFF) * window
    })
    const total = row.reduce((sum, weight) => sum + weight, 0)
    row.forEach((weight, tap) => (phases[phase * taps + tap] = weight / total))
  }
  return { taps, phases }
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x))

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; term > 1e-12 * sum; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
