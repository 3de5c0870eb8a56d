import { orderBy } from '../confidence/order-by'

/** What a threshold gives: items at or above it are called yes. */
export interface CurvePoint {
  readonly threshold: number
  /** Yes that are yes, and no that are called yes. */
  readonly hits: number
  readonly alarms: number
}

/** All thresholds of one label; null where a measure is undefined. */
export interface LabelCurve {
  readonly positives: number
  readonly negatives: number
  /** Items without a score, which are left out. */
  readonly without: number
  /** From the highest threshold down, thinned for drawing; the first and last are kept. */
  readonly points: readonly CurvePoint[]
  /** Chance that a yes outscores a no, ties half (by mid-ranks). */
  readonly auc: number | null
  /** Step-wise area under precision over recall. */
  readonly averagePrecision: number | null
  /** Where misses and alarms are equally many, on straight lines between thresholds. */
  readonly eer: number | null
}

/** Points that are drawn at most. */
const MOST_POINTS = 300

/** Curves of column `j` of a table with `k` columns, over the given rows. */
export function labelCurve(
  truth: Uint8Array,
  scores: Float64Array,
  k: number,
  j: number,
  rows: Int32Array
): LabelCurve {
  const { values, yes, without } = columnOf(truth, scores, k, j, rows)
  const n = values.length
  let positives = 0
  for (const one of yes) positives += one
  const negatives = n - positives
  const order = orderBy(raised(values))
  const points: CurvePoint[] = []
  const step = n / MOST_POINTS
  let next = 0
  let [hits, alarms] = [0, 0]
  let [pairs, area, crossing] = [0, 0, NaN]
  let [missBefore, alarmBefore] = [1, 0]
  for (let at = n - 1; at >= 0;) {
    const threshold = values[order[at] ?? 0] ?? 0
    const [hitsBefore, alarmsBefore] = [hits, alarms]
    while (at >= 0 && values[order[at] ?? 0] === threshold) {
      if (yes[order[at] ?? 0] === 1) hits++
      else alarms++
      at--
    }
    // A no of this group is outscored by every yes above it, and by half of those beside it.
    pairs += (alarms - alarmsBefore) * (hitsBefore + (hits - hitsBefore) / 2)
    if (positives > 0) area += ((hits - hitsBefore) / positives) * (hits / (hits + alarms))
    const miss = positives > 0 ? 1 - hits / positives : 0
    const alarm = negatives > 0 ? alarms / negatives : 0
    if (Number.isNaN(crossing) && alarm >= miss) {
      const gap = missBefore - alarmBefore
      crossing = alarmBefore + (gap / (gap + alarm - miss)) * (alarm - alarmBefore)
    }
    ;[missBefore, alarmBefore] = [miss, alarm]
    if (hits + alarms < next && at >= 0) continue
    points.push({ threshold, hits, alarms })
    next = (Math.floor((hits + alarms) / step) + 1) * step
  }
  const defined = positives > 0 && negatives > 0
  return {
    positives,
    negatives,
    without,
    points,
    auc: defined ? pairs / (positives * negatives) : null,
    averagePrecision: positives > 0 ? area : null,
    eer: defined ? (Number.isNaN(crossing) ? alarmBefore : crossing) : null
  }
}

/** What thresholds are tuned for: each label's F1, its hits minus its alarms (Youden's J), or one threshold for the macro F1. */
export const tuneAims = ['f1', 'youden', 'macro-f1'] as const
export type TuneAim = (typeof tuneAims)[number]

/** Values closer than this are ties, which the highest threshold wins. */
const TIE = 1e-12

/**
 * The threshold of every label that serves the aim best on the given rows; nothing else of the table is read. Undefined
 * for a label without a yes there, or (hits minus alarms) without a no.
 */
export function tunedThresholds(
  truth: Uint8Array,
  scores: Float64Array,
  k: number,
  rows: Int32Array,
  aim: TuneAim
): readonly (number | undefined)[] {
  if (aim === 'macro-f1') {
    const common = oneThreshold(truth, scores, k, rows)
    return Array.from({ length: k }, () => common)
  }
  return Array.from({ length: k }, (_, j) => {
    const column = columnOf(truth, scores, k, j, rows)
    let positives = 0
    for (const one of column.yes) positives += one
    const negatives = column.yes.length - positives
    if (positives === 0 || (aim === 'youden' && negatives === 0)) return undefined
    let best: { readonly threshold: number; readonly value: number } | undefined
    eachStep(column, (threshold, hits, alarms) => {
      const value =
        aim === 'f1' ? (2 * hits) / (hits + alarms + positives) : hits / positives - alarms / negatives
      if (!best || value > best.value + TIE) best = { threshold, value }
    })
    return best?.threshold
  })
}

/** One threshold for all labels, among a hundred steps between the least and the greatest score. */
function oneThreshold(
  truth: Uint8Array,
  scores: Float64Array,
  k: number,
  rows: Int32Array
): number | undefined {
  let [low, high] = [Infinity, -Infinity]
  for (const row of rows)
    for (let j = 0; j < k; j++) {
      const score = scores[row * k + j] ?? NaN
      if (score < low) low = score
      if (score > high) high = score
    }
  if (!(high >= low)) return undefined
  let best: { readonly threshold: number; readonly value: number } | undefined
  for (let step = 100; step >= 0; step--) {
    const threshold = low + ((high - low) * step) / 100
    let sum = 0
    for (let j = 0; j < k; j++) {
      let [yes, called, both] = [0, 0, 0]
      for (const row of rows) {
        const score = scores[row * k + j] ?? NaN
        if (Number.isNaN(score)) continue
        const own = truth[row * k + j] ?? 0
        yes += own
        if (score < threshold) continue
        called++
        both += own
      }
      sum += yes + called === 0 ? 0 : (2 * both) / (yes + called)
    }
    if (!best || sum > best.value + TIE) best = { threshold, value: sum }
  }
  return best?.threshold
}

interface Column {
  readonly values: Float64Array
  readonly yes: Uint8Array
  readonly without: number
}

function columnOf(truth: Uint8Array, scores: Float64Array, k: number, j: number, rows: Int32Array): Column {
  const values = new Float64Array(rows.length)
  const yes = new Uint8Array(rows.length)
  let n = 0
  for (const row of rows) {
    const score = scores[row * k + j] ?? NaN
    if (Number.isNaN(score)) continue
    values[n] = score
    yes[n] = truth[row * k + j] ?? 0
    n++
  }
  return { values: values.subarray(0, n), yes: yes.subarray(0, n), without: rows.length - n }
}

/** Every distinct score from the highest down, with what lies at or above it. */
function eachStep(
  { values, yes }: Column,
  told: (threshold: number, hits: number, alarms: number) => void
): void {
  const order = orderBy(raised(values))
  let [hits, alarms] = [0, 0]
  for (let at = values.length - 1; at >= 0;) {
    const threshold = values[order[at] ?? 0] ?? 0
    while (at >= 0 && values[order[at] ?? 0] === threshold) {
      if (yes[order[at] ?? 0] === 1) hits++
      else alarms++
      at--
    }
    told(threshold, hits, alarms)
  }
}

/** Values in the same order that are 0 or more: themselves, or their ranks where one is below 0. */
function raised(values: Float64Array): Float64Array {
  if (!values.some((value) => value < 0)) return values
  const sorted = Float64Array.from(values).sort()
  const place = new Map<number, number>()
  sorted.forEach((value, i) => place.set(value, i))
  return values.map((value) => place.get(value) ?? 0)
}
