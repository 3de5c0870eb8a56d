import { medianOf } from '../../physio/statistics'
import { correlationOf, centredSumsAtLag } from '../../metrics/base/moments'

/** Why a channel may be bad. */
export type BadChannelHint =
  | { readonly channel: number; readonly kind: 'flat'; readonly deviation: number }
  | { readonly channel: number; readonly kind: 'amplitude'; readonly robustZ: number }
  | { readonly channel: number; readonly kind: 'correlation'; readonly shareOfWindows: number }

/** Thresholds, those of the PREP pipeline (Bigdely-Shamlo et al. 2015, Frontiers in Neuroinformatics 9, 16). */
export interface BadChannelOptions {
  readonly rateHz: number
  /** Standard deviation below which a channel is flat, in the unit of the signal. */
  readonly flatBelow?: number
  /** Robust z of the channel's deviation among all from which it is too large or too small. */
  readonly robustZ?: number
  /** A window of a second is poor when the best correlation with another channel is below this ... */
  readonly correlation?: number
  /** ... and a channel is, when more than this share of its windows are. */
  readonly shareOfWindows?: number
  /** Channels to compare each with; all others when absent. */
  readonly neighbours?: readonly (readonly number[])[]
}

/** Channels worth a look, with the number that says so. Gaps are left out. A hint decides nothing. */
export function badChannelHints(
  channels: readonly Float64Array[],
  options: BadChannelOptions
): BadChannelHint[] {
  const { flatBelow = 0.1, robustZ = 5, correlation = 0.4, shareOfWindows = 0.01 } = options
  const deviations = channels.map(deviationOf)
  const live = deviations.filter((value) => value >= flatBelow)
  const middle = medianOf(live)
  // 1.4826 makes the median distance of a normal distribution its standard deviation.
  const spread = 1.4826 * medianOf(live.map((value) => Math.abs(value - middle)))
  return channels.flatMap((_, channel): BadChannelHint[] => {
    const deviation = deviations[channel] ?? 0
    if (!(deviation >= flatBelow))
      return [{ channel, kind: 'flat', deviation: Number.isNaN(deviation) ? 0 : deviation }]
    const z = (deviation - middle) / spread
    const poor = poorShare(channels, channel, options, correlation, flatBelow, deviations)
    return [
      ...(Math.abs(z) > robustZ ? [{ channel, kind: 'amplitude' as const, robustZ: z }] : []),
      ...(poor > shareOfWindows ? [{ channel, kind: 'correlation' as const, shareOfWindows: poor }] : [])
    ]
  })
}

/** Share of the seconds in which no other live channel goes with this one. */
function poorShare(
  channels: readonly Float64Array[],
  channel: number,
  { rateHz, neighbours }: BadChannelOptions,
  least: number,
  flatBelow: number,
  deviations: readonly number[]
): number {
  const others = (neighbours?.[channel] ?? [...channels.keys()]).filter(
    (other) => other !== channel && (deviations[other] ?? 0) >= flatBelow
  )
  const own = channels[channel] ?? new Float64Array()
  const size = Math.round(rateHz)
  let poor = 0
  let count = 0
  for (let from = 0; from + size <= own.length; from += size) {
    const window = own.subarray(from, from + size)
    if (window.some(Number.isNaN)) continue
    count++
    const goes = others.some((other) => {
      const sums = centredSumsAtLag(window, (channels[other] ?? own).subarray(from, from + size), 0)
      return Math.abs(correlationOf(sums) ?? 0) >= least
    })
    if (!goes) poor++
  }
  return count === 0 || others.length === 0 ? 0 : poor / count
}

function deviationOf(x: Float64Array): number {
  let [n, sum] = [0, 0]
  for (const value of x)
    if (!Number.isNaN(value)) {
      n++
      sum += value
    }
  const mean = sum / n
  let square = 0
  for (const value of x) if (!Number.isNaN(value)) square += (value - mean) ** 2
  return Math.sqrt(square / n)
}
