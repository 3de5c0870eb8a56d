import { orderBy } from './order-by'
import type { Bets, Numbers, ScoredItems } from './scored-items'

/** Bins of equal width are (lo, hi], the first with 0 (Guo et al. 2017); bins of equal mass hold as equally many items as possible. */
export const binnings = ['width', 'mass'] as const
export type Binning = (typeof binnings)[number]

/** One bar of a reliability diagram. */
export interface ReliabilityBin {
  /** Confidence of its lowest edge (not included, except 0 and in equal mass) and highest edge (included). */
  readonly lo: number
  readonly hi: number
  readonly count: number
  readonly right: number
  /** null: the bin is empty. */
  readonly confidence: number | null
  readonly accuracy: number | null
}

/** A reliability diagram and the distances of its bars; null without items. */
export interface Reliability {
  readonly bins: readonly ReliabilityBin[]
  readonly ece: number | null
  readonly mce: number | null
}

/** Reliability of bets. @param bins number of bins, 1 or more */
export function reliability(
  bets: Pick<Bets, 'confidence' | 'right'>,
  bins: number,
  binning: Binning = 'width'
): Reliability {
  const place = binning === 'width' ? widthBins(bets.confidence, bins) : massBins(bets.confidence, bins)
  return summary(bets, place, bins, binning)
}

/** Bin of every item, 0..bins-1. */
export const binsOf = (confidence: Numbers, bins: number, binning: Binning): Int32Array =>
  binning === 'width' ? widthBins(confidence, bins) : massBins(confidence, bins)

/** Mean over classes of the ECE of the probability of that class (Kull et al. 2019), and the ECE of each; null without items. */
export function classwiseReliability(
  items: ScoredItems,
  bins: number
): { readonly mean: number | null; readonly perClass: readonly (number | null)[] } {
  const { n, k, truth } = items
  if (n === 0 || k === 0) return { mean: null, perClass: Array.from({ length: k }, () => null) }
  const perClass = Array.from({ length: k }, (_, c) => reliability(classBets(items, c, truth), bins).ece)
  return { mean: perClass.reduce<number>((sum, ece) => sum + (ece ?? 0), 0) / k, perClass }
}

/** One class against all others as bets: its probability, and whether it is true. */
export function classBets(
  { n, k, probabilities }: ScoredItems,
  c: number,
  truth: Int32Array
): Pick<Bets, 'confidence' | 'right'> {
  const confidence = probabilities instanceof Float32Array ? new Float32Array(n) : new Float64Array(n)
  const right = new Uint8Array(n)
  for (let i = 0; i < n; i++) {
    confidence[i] = probabilities[i * k + c] ?? 0
    right[i] = truth[i] === c ? 1 : 0
  }
  return { confidence, right }
}

function widthBins(confidence: Numbers, bins: number): Int32Array {
  // In single precision 0.3 is above 0.3: edges are rounded in the same way, so that a value on an edge stays there.
  const round = confidence instanceof Float32Array ? Math.fround : (edge: number): number => edge
  const edges = Float64Array.from({ length: bins + 1 }, (_, b) => round(b / bins))
  const place = new Int32Array(confidence.length)
  for (let i = 0; i < place.length; i++) {
    const c = confidence[i] ?? 0
    let b = Math.min(bins - 1, Math.max(0, Math.ceil(c * bins) - 1))
    while (b > 0 && c <= (edges[b] ?? 0)) b--
    while (b < bins - 1 && c > (edges[b + 1] ?? 1)) b++
    place[i] = b
  }
  return place
}

/** Items in order of confidence; the first bins take the items that are left over. */
function massBins(confidence: Numbers, bins: number): Int32Array {
  const n = confidence.length
  const order = orderBy(confidence)
  const size = Math.floor(n / bins)
  const extra = n % bins
  const place = new Int32Array(n)
  let at = 0
  for (let b = 0; b < bins; b++)
    for (const end = at + size + (b < extra ? 1 : 0); at < end; at++) place[order[at] ?? 0] = b
  return place
}

function summary(
  { confidence, right }: Pick<Bets, 'confidence' | 'right'>,
  place: Int32Array,
  bins: number,
  binning: Binning
): Reliability {
  const n = place.length
  const count = new Float64Array(bins)
  const sum = new Float64Array(bins)
  const hits = new Float64Array(bins)
  const low = new Float64Array(bins).fill(Infinity)
  const high = new Float64Array(bins).fill(-Infinity)
  for (let i = 0; i < n; i++) {
    const b = place[i] ?? 0
    const c = confidence[i] ?? 0
    count[b] = (count[b] ?? 0) + 1
    sum[b] = (sum[b] ?? 0) + c
    hits[b] = (hits[b] ?? 0) + (right[i] ?? 0)
    if (c < (low[b] ?? 0)) low[b] = c
    if (c > (high[b] ?? 0)) high[b] = c
  }
  let ece = 0
  let mce = 0
  const table = Array.from({ length: bins }, (_, b): ReliabilityBin => {
    const items = count[b] ?? 0
    const edges =
      binning === 'width'
        ? { lo: b / bins, hi: (b + 1) / bins }
        : items > 0
          ? { lo: low[b] ?? 0, hi: high[b] ?? 0 }
          : { lo: 0, hi: 0 }
    if (items === 0) return { ...edges, count: 0, right: 0, confidence: null, accuracy: null }
    const mean = (sum[b] ?? 0) / items
    const accuracy = (hits[b] ?? 0) / items
    const gap = Math.abs(mean - accuracy)
    ece += (items / n) * gap
    mce = Math.max(mce, gap)
    return { ...edges, count: items, right: hits[b] ?? 0, confidence: mean, accuracy }
  })
  return { bins: table, ece: n === 0 ? null : ece, mce: n === 0 ? null : mce }
}
