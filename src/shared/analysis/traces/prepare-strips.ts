import type { Sliced } from '../../agreement/sliced'
import { sumsOfPair } from '../../agreement/traces/rating-sums'
import type { PairStrip } from './pair-strip'
import { addPairs, noPairs, pairsIn } from './pair-sums'

/** How a candidate's scale is brought to the reference's before anything is counted. */
export type Alignment = 'none' | 'range' | 'mean' | 'spread' | 'recording'

/** What is done to the candidate before it is compared. */
export interface Preparation {
  /** Width of the centred running mean, seconds; 0: none. */
  readonly smoothSeconds: number
  /** The candidate is read this much later, seconds; negative: earlier. */
  readonly lagSeconds: number
  readonly align: Alignment
  /** Ends of both scales, where both have some. */
  readonly ranges?: { readonly reference: Range; readonly candidate: Range }
}

export type Range = readonly [low: number, high: number]

/** What was done, in a sentence for cards. */
export function preparationText({ smoothSeconds, lagSeconds, align, ranges }: Preparation): string {
  const steps = [
    ...(align === 'range' && ranges && !sameRange(ranges)
      ? [
          `The candidate's scale from ${ranges.candidate[0]} to ${ranges.candidate[1]} was mapped to that of the reference, from ${ranges.reference[0]} to ${ranges.reference[1]}.`
        ]
      : []),
    ...(smoothSeconds > 0 ? [`The candidate was smoothed by a centred mean of ${smoothSeconds} s.`] : []),
    ...(lagSeconds === 0
      ? []
      : [
          `The candidate was read ${Math.abs(lagSeconds)} s ${lagSeconds > 0 ? 'later' : 'earlier'}; only the overlap counts.`
        ]),
    ...(align === 'mean' ? ["The candidate was given the reference's mean."] : []),
    ...(align === 'spread' ? ["The candidate was given the reference's mean and standard deviation."] : []),
    ...(align === 'recording'
      ? ["In each recording the candidate was given the reference's mean and standard deviation."]
      : [])
  ]
  const borrowed = align === 'mean' || align === 'spread' || align === 'recording'
  return [
    ...steps,
    ...(borrowed ? ['This uses the reference itself, so the numbers are kinder than on new data.'] : [])
  ].join(' ')
}

/** Steps of a number of seconds, whole; 0 for segments, which have no delay. */
export const stepsOf = ({ time }: Pick<PairStrip, 'time'>, seconds: number): number =>
  time.kind === 'steps' ? Math.round((seconds * 1e6) / time.stepUs) : 0

/** Strips with the candidate as it is to be compared; the reference stays as it is. */
export function* prepareStrips(
  strips: readonly PairStrip[],
  preparation: Preparation
): Sliced<readonly PairStrip[]> {
  const { smoothSeconds, lagSeconds, align, ranges } = preparation
  const out: PairStrip[] = []
  for (const strip of strips) {
    let { candidate } = strip
    if (align === 'range' && ranges && !sameRange(ranges)) candidate = mapped(candidate, rangeLine(ranges))
    const width = stepsOf(strip, smoothSeconds)
    if (width > 1) candidate = smoothed(candidate, width)
    const lag = stepsOf(strip, lagSeconds)
    if (lag !== 0) candidate = shifted(candidate, lag)
    const ready = candidate === strip.candidate ? strip : { ...strip, candidate }
    out.push(align === 'recording' ? withLine(ready, spreadLine([ready])) : ready)
    yield
  }
  if (align !== 'mean' && align !== 'spread') return out
  const line = align === 'mean' ? meanLine(out) : spreadLine(out)
  return out.map((strip) => withLine(strip, line))
}

const sameRange = ({ reference, candidate }: NonNullable<Preparation['ranges']>): boolean =>
  reference[0] === candidate[0] && reference[1] === candidate[1]

/** value -> value * factor + offset. */
interface Line {
  readonly factor: number
  readonly offset: number
}

function rangeLine({ reference, candidate }: NonNullable<Preparation['ranges']>): Line {
  const factor = (reference[1] - reference[0]) / (candidate[1] - candidate[0])
  return { factor, offset: reference[0] - candidate[0] * factor }
}

/** The candidate's mean becomes the reference's, over the positions that both have. */
function meanLine(strips: readonly PairStrip[]): Line {
  const { meanX, meanY, n } = sumsOfAll(strips)
  return { factor: 1, offset: n === 0 ? 0 : meanX - meanY }
}

function spreadLine(strips: readonly PairStrip[]): Line {
  const { meanX, meanY, xx, yy, n } = sumsOfAll(strips)
  if (n === 0) return { factor: 1, offset: 0 }
  const factor = yy === 0 ? 1 : Math.sqrt(xx / yy)
  return { factor, offset: meanX - meanY * factor }
}

function sumsOfAll(strips: readonly PairStrip[]): ReturnType<typeof sumsOfPair> {
  const rough = noPairs()
  for (const { reference, candidate } of strips)
    addPairs(rough, reference, candidate, { centre: 0, neutral: undefined })
  const first = sumsOfPair(rough, 0)
  const n = pairsIn(rough)
  const centre = n === 0 ? 0 : (first.meanX + first.meanY) / 2
  const vector = noPairs()
  for (const { reference, candidate } of strips)
    addPairs(vector, reference, candidate, { centre, neutral: undefined })
  const sums = sumsOfPair(vector, 0)
  return { ...sums, meanX: sums.meanX + centre, meanY: sums.meanY + centre }
}

const withLine = (strip: PairStrip, line: Line): PairStrip => ({
  ...strip,
  candidate: mapped(strip.candidate, line)
})

const mapped = (values: Float64Array, { factor, offset }: Line): Float64Array =>
  values.map((value) => value * factor + offset)

/** Mean of the values in a window of `width` places around each; a place without a value stays without. */
function smoothed(values: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(values.length + 1)
  const counts = new Int32Array(values.length + 1)
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN
    const there = !Number.isNaN(value)
    sums[i + 1] = (sums[i] ?? 0) + (there ? value : 0)
    counts[i + 1] = (counts[i] ?? 0) + (there ? 1 : 0)
  }
  // An even width reaches one place further back than forth.
  const back = Math.floor(width / 2)
  return values.map((value, i) => {
    if (Number.isNaN(value)) return NaN
    const from = Math.max(0, i - back)
    const to = Math.min(values.length, i - back + width)
    return ((sums[to] ?? 0) - (sums[from] ?? 0)) / ((counts[to] ?? 0) - (counts[from] ?? 0))
  })
}

/** out[i] = values[i + lag]; nothing beyond the ends. */
function shifted(values: Float64Array, lag: number): Float64Array {
  const out = new Float64Array(values.length).fill(NaN)
  const from = Math.max(0, -lag)
  const to = Math.min(values.length, values.length - lag)
  if (to > from) out.set(values.subarray(from + lag, to + lag), from)
  return out
}
