import type { Sliced } from '../../agreement/sliced'
import { confusionMetrics } from '../../metrics'
import { confusionFromCodes } from '../../metrics/base/confusion'
import { score, undefinedScore } from '../../metrics/base/score'
import type { Score } from '../../metrics/base/score'

/** How well people do on the same items: what no model can be expected to pass by much. */
export interface HumanCeiling {
  /** Raters that were looked at, and items that at least two of them labelled. */
  readonly raters: number
  readonly items: number
  /** Krippendorff's alpha for labels, over these items. */
  readonly alpha: Score
  /** By id of the metric: the mean of the raters' scores, with the lowest and the highest. */
  readonly scores: Readonly<Record<string, Score & { readonly low?: number; readonly high?: number }>>
}

/** What the card of a ceiling says. */
export const ceilingConvention =
  'Each person who labelled the items is scored against the majority of the other persons, as the model is against the reference; the ceiling is the mean of these scores. Items whose other persons are tied are left out for that person. Alpha is Krippendorff’s, for labels, over items with at least two persons.'

/**
 * The human ceiling of some items.
 * @param labels axes; codes are places among them, anything else is no label
 * @param raters one column of codes for each person, parallel to the units of the comparison
 * @param rows the units that are looked at
 * @param metricIds ids of confusion metrics
 */
export function* humanCeiling(
  labels: readonly string[],
  raters: readonly Int32Array[],
  rows: Int32Array,
  metricIds: readonly string[]
): Sliced<HumanCeiling> {
  const k = labels.length
  const counts = new Int32Array(k)
  const own = raters.map(() => new Int32Array(rows.length).fill(-1))
  const others = raters.map(() => new Int32Array(rows.length).fill(-1))
  const coincidence = new Float64Array(k * k)
  let items = 0
  for (let at = 0; at < rows.length; at++) {
    const unit = rows[at] ?? 0
    counts.fill(0)
    let said = 0
    for (const column of raters) {
      const code = column[unit] ?? -1
      if (code < 0 || code >= k) continue
      counts[code] = (counts[code] ?? 0) + 1
      said++
    }
    if (said >= 2) {
      items++
      addCoincidences(coincidence, counts, said)
      raters.forEach((column, rater) => {
        const code = column[unit] ?? -1
        const mine = own[rater]
        const theirs = others[rater]
        if (code < 0 || code >= k || !mine || !theirs) return
        counts[code] = (counts[code] ?? 0) - 1
        mine[at] = code
        theirs[at] = soleMost(counts)
        counts[code] = (counts[code] ?? 0) + 1
      })
    }
    if (at % SLICE === SLICE - 1) yield
  }
  const tables = raters.map((_, rater) =>
    confusionFromCodes(labels, others[rater] ?? new Int32Array(), own[rater] ?? new Int32Array())
  )
  return {
    raters: raters.length,
    items,
    alpha: nominalAlpha(coincidence, k),
    scores: Object.fromEntries(
      metricIds.map((id) => [id, mean(tables.map((table) => confusionMetrics.get(id).compute(table).value))])
    )
  }
}

/** As many units as are looked at between two pauses. */
const SLICE = 50_000

/** Place of the largest count; -1 where it is shared or there is none. */
function soleMost(counts: Int32Array): number {
  let best = -1
  let most = 0
  let tied = false
  for (let code = 0; code < counts.length; code++) {
    const count = counts[code] ?? 0
    if (count === 0 || count < most) continue
    tied = count === most
    most = count
    best = code
  }
  return tied ? -1 : best
}

/** Every ordered pair of two persons' labels of a unit, weighted by 1 / (persons - 1), as Krippendorff counts them. */
function addCoincidences(table: Float64Array, counts: Int32Array, said: number): void {
  const k = counts.length
  for (let a = 0; a < k; a++) {
    const first = counts[a] ?? 0
    if (first === 0) continue
    for (let b = 0; b < k; b++) {
      const pairs = first * ((counts[b] ?? 0) - (a === b ? 1 : 0))
      table[a * k + b] = (table[a * k + b] ?? 0) + pairs / (said - 1)
    }
  }
}

function nominalAlpha(table: Float64Array, k: number): Score {
  const totals = new Float64Array(k)
  let n = 0
  let same = 0
  for (let a = 0; a < k; a++)
    for (let b = 0; b < k; b++) {
      const value = table[a * k + b] ?? 0
      totals[a] = (totals[a] ?? 0) + value
      n += value
      if (a === b) same += value
    }
  if (n < 2) return undefinedScore('Fewer than two persons labelled any of these items.')
  const chance = totals.reduce((sum, total) => sum + total * (total - 1), 0) / (n - 1)
  return score(1 - (n - same) / (n - chance), 'Everybody used one and the same label.')
}

function mean(values: readonly (number | null)[]): HumanCeiling['scores'][string] {
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return undefinedScore('No person shares items with the others.')
  return {
    value: known.reduce((sum, value) => sum + value, 0) / known.length,
    low: Math.min(...known),
    high: Math.max(...known)
  }
}
