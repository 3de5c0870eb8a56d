/** A longer pause between two samples begins a new stretch, as in pyxdf: seconds, and samples at the nominal rate. */
const BREAK_SECONDS = 1
const BREAK_SAMPLES = 500
/** A pause from this many samples on is one, too, when what is missing does not come later in a burst. */
const LOSS_SAMPLES = 5
/** Samples looked at on either side of such a pause. */
const AROUND = 100

/** Stretches of samples without a break, first and last index, and the rate that was measured. */
export interface Stretches {
  readonly stretches: readonly (readonly [number, number])[]
  /** Samples per second as recorded, over all stretches; 0 when it cannot be known. */
  readonly effectiveRateHz: number
}

/**
 * Take the jitter out of the times of an evenly sampled stream: in each stretch a line of time on sample number (least
 * squares). Streams that drop samples keep their times. Changes `stamps`.
 */
export function dejitter(stamps: Float64Array, nominalRateHz: number, canDropSamples: boolean): Stretches {
  const last = stamps.length - 1
  if (last < 0) return { stretches: [], effectiveRateHz: 0 }
  const whole: Stretches['stretches'] = [[0, last]]
  if (nominalRateHz <= 0) return { stretches: whole, effectiveRateHz: 0 }
  if (canDropSamples) {
    const span = (stamps[last] ?? 0) - (stamps[0] ?? 0)
    return { stretches: whole, effectiveRateHz: span > 0 ? last / span : 0 }
  }
  const longest = Math.max(BREAK_SECONDS, BREAK_SAMPLES / nominalRateHz)
  const stretches: [number, number][] = [[0, last]]
  const lossSeconds = Math.max(BREAK_SECONDS, LOSS_SAMPLES / nominalRateHz)
  for (let i = 0; i < last; i++) {
    const pause = Math.abs((stamps[i + 1] ?? 0) - (stamps[i] ?? 0))
    if (pause > longest || (pause > lossSeconds && isLoss(stamps, i, pause))) {
      const open = stretches.at(-1)
      if (open) open[1] = i
      stretches.push([i + 1, last])
    }
  }
  let steps = 0
  let span = 0
  for (const [from, to] of stretches) {
    straighten(stamps, from, to)
    steps += to - from
    span += (stamps[to] ?? 0) - (stamps[from] ?? 0)
  }
  return { stretches, effectiveRateHz: span > 0 ? steps / span : 0 }
}

/** Whether times behind a pause stay late: nothing that was held up is delivered afterwards. */
function isLoss(stamps: Float64Array, at: number, pause: number): boolean {
  const before = stamps.subarray(Math.max(0, at + 1 - AROUND), at + 1)
  const behind = stamps.subarray(at + 1, at + 1 + AROUND)
  if (before.length < 3 || behind.length < 3) return false
  const step = median(before.slice(1).map((time, i) => time - (before[i] ?? 0)))
  const lateBefore = median(before.map((time, i) => time - i * step))
  const lateBehind = median(behind.map((time, i) => time - (before.length + i) * step))
  return Math.abs(lateBehind - lateBefore) > pause / 2
}

function median(values: Float64Array): number {
  const sorted = values.slice().sort()
  return sorted[sorted.length >> 1] ?? 0
}

/** Replace times by their line over the sample number. */
function straighten(stamps: Float64Array, from: number, to: number): void {
  const n = to - from + 1
  if (n < 2) return
  // About the middle, so that large times lose no digits.
  const middle = (n - 1) / 2
  const origin = stamps[from] ?? 0
  let mean = 0
  let cross = 0
  for (let i = 0; i < n; i++) {
    const value = (stamps[from + i] ?? 0) - origin
    mean += value
    cross += value * (i - middle)
  }
  mean /= n
  const slope = cross / ((n * (n * n - 1)) / 12)
  for (let i = 0; i < n; i++) stamps[from + i] = origin + mean + slope * (i - middle)
}
