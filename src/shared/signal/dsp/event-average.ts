/** How epochs are cut and which of them count. */
export interface EpochOptions {
  readonly rateHz: number
  /** From and to around the event, seconds; the end is included. */
  readonly fromSeconds: number
  readonly toSeconds: number
  /** Mean of this stretch (seconds around the event, end included) is taken off each channel of each epoch. */
  readonly baseline?: { readonly from: number; readonly to: number }
  /** An epoch in which a channel's highest and lowest sample are further apart is rejected, in the unit of the signal. */
  readonly peakToPeak?: number
}

/** Mean over events of every channel. */
export interface EventAverage {
  /** Seconds around the event. */
  readonly times: Float64Array<ArrayBuffer>
  readonly mean: readonly Float64Array<ArrayBuffer>[]
  /** Standard error of the mean (deviation with n - 1 below, over the root of n); NaN with fewer than two epochs. */
  readonly error: readonly Float64Array<ArrayBuffer>[]
  readonly used: number
  /** Events that did not count, by reason. */
  readonly rejected: { readonly outside: number; readonly gap: number; readonly amplitude: number }
}

/**
 * Event-related average. An epoch that reaches beyond the record, has a gap in any channel or is too large in any channel is rejected and counted.
 * @param channels of one rate and length
 * @param events sample index of each event; fractions are rounded to the nearest sample
 */
export function eventAverage(
  channels: readonly Float64Array[],
  events: readonly number[],
  options: EpochOptions
): EventAverage {
  const { rateHz, baseline, peakToPeak = Infinity } = options
  const first = Math.round(options.fromSeconds * rateHz)
  const last = Math.round(options.toSeconds * rateHz)
  const size = last - first + 1
  if (size < 1) throw new RangeError('toSeconds must not lie before fromSeconds')
  const place = (seconds: number) => Math.min(size - 1, Math.max(0, Math.round(seconds * rateHz) - first))
  const base = baseline && { from: place(baseline.from), to: place(baseline.to) }
  const length = Math.min(...channels.map((channel) => channel.length))
  const mean = channels.map(() => new Float64Array(size))
  const spread = channels.map(() => new Float64Array(size))
  const rejected = { outside: 0, gap: 0, amplitude: 0 }
  let used = 0
  for (const event of events) {
    const from = Math.round(event) + first
    if (from < 0 || from + size > length) rejected.outside++
    else {
      const epoch = channels.map((channel) => channel.subarray(from, from + size))
      if (epoch.some((one) => one.some(Number.isNaN))) rejected.gap++
      else if (epoch.some((one) => range(one) > peakToPeak)) rejected.amplitude++
      else {
        used++
        epoch.forEach((one, c) => include(one, base, used, mean[c], spread[c]))
      }
    }
  }
  const times = Float64Array.from({ length: size }, (_, i) => (first + i) / rateHz)
  const error = spread.map((sum) => sum.map((value) => Math.sqrt(value / (used - 1) / used)))
  if (used === 0) for (const one of mean) one.fill(Number.NaN)
  return { times, mean, error: used < 2 ? error.map((one) => one.fill(Number.NaN)) : error, used, rejected }
}

/** Running mean and sum of squares (Welford 1962) with one epoch more. */
function include(
  epoch: Float64Array,
  base: { readonly from: number; readonly to: number } | undefined,
  count: number,
  mean?: Float64Array,
  spread?: Float64Array
): void {
  if (!mean || !spread) return
  const level = base ? average(epoch.subarray(base.from, base.to + 1)) : 0
  for (let i = 0; i < epoch.length; i++) {
    const value = (epoch[i] ?? 0) - level
    const before = value - (mean[i] ?? 0)
    mean[i] = (mean[i] ?? 0) + before / count
    spread[i] = (spread[i] ?? 0) + before * (value - (mean[i] ?? 0))
  }
}

const average = (x: Float64Array): number => x.reduce((sum, value) => sum + value, 0) / x.length

function range(x: Float64Array): number {
  let [low, high] = [Infinity, -Infinity]
  for (const value of x) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return high - low
}
