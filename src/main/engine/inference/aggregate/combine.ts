import { labelAt, type Decoded } from '../decode/decoded'
import { highest } from '../label-cells'
import type { ManifestAggregate } from '../manifest'

/** One of the results that become one. */
export interface Part {
  readonly decoded: Decoded
  /** Length of what it is about. */
  readonly seconds: number
  /** What the model's own attention says it counts. */
  readonly attention?: number | undefined
}

/**
 * Several results as one, value by value; values that are not there are left out. `mean-logit` is the mean before softmax:
 * probabilities are multiplied and brought back to a sum of 1, which is the same. `majority` gives the share of votes.
 */
export function combine(
  parts: readonly Part[],
  { method, tie = 'first' }: Pick<ManifestAggregate, 'method' | 'tie'>
): Decoded {
  const flat = parts.map(flattened)
  const [first] = flat
  if (!first) throw new Error('nothing to combine')
  const width = first.decoded.data.length
  const { labels } = first.decoded
  const base: Decoded = { data: new Float64Array(width), dims: [width], ...(labels ? { labels } : {}) }
  const columns = (of: (values: readonly number[], weights: readonly number[]) => number): Decoded => ({
    ...base,
    data: Float64Array.from({ length: width }, (_, column) => {
      const known = flat.filter(({ decoded }) => !Number.isNaN(decoded.data[column] ?? Number.NaN))
      return of(
        known.map(({ decoded }) => decoded.data[column] ?? 0),
        known.map((part) => weightOf(part, method))
      )
    })
  })
  switch (method) {
    case 'mean-prob':
    case 'mean-value':
    case 'confidence-weighted':
    case 'duration-weighted':
    case 'attention-output':
      return columns(weightedMean)
    case 'mean-logit':
      return normalised(
        columns((values) =>
          Math.exp(
            weightedMean(
              values.map(Math.log),
              values.map(() => 1)
            )
          )
        )
      )
    case 'max':
      return columns((values) => (values.length > 0 ? Math.max(...values) : Number.NaN))
    case 'median':
      return columns(median)
    case 'last':
      return { ...base, data: flat.at(-1)?.decoded.data ?? base.data }
    case 'majority':
      return majority(flat, base, tie)
  }
}

/** A series is its mean over time first. */
function flattened(part: Part): Part {
  const { decoded } = part
  const values = decoded.scores ?? decoded
  const width = values.dims.at(-1) ?? 1
  const rows = width > 0 ? values.data.length / width : 0
  const isSeries =
    decoded.hz !== undefined && values.dims.length > 0 && (rows > 1 || decoded.labels?.length !== width)
  if (!isSeries) return { ...part, decoded: { ...decoded, data: values.data, dims: values.dims } }
  const columns = values.dims.length > 1 ? width : 1
  const data = Float64Array.from({ length: columns }, (_, column) => {
    const known = values.data.filter((value, index) => index % columns === column && !Number.isNaN(value))
    return known.reduce((sum, value) => sum + value, 0) / known.length
  })
  const count = values.data.length / columns
  return { ...part, seconds: part.seconds || count, decoded: { ...decoded, data, dims: [columns] } }
}

function weightOf({ decoded, seconds, attention }: Part, method: ManifestAggregate['method']): number {
  if (method === 'duration-weighted') return seconds
  if (method === 'confidence-weighted') return Math.max(...decoded.data)
  if (method === 'attention-output') return attention ?? 1
  return 1
}

function weightedMean(values: readonly number[], weights: readonly number[]): number {
  let sum = 0
  let total = 0
  values.forEach((value, index) => {
    const weight = weights[index] ?? 1
    sum += weight * value
    total += weight
  })
  return total > 0 ? sum / total : Number.NaN
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  if (sorted.length === 0) return Number.NaN
  return sorted.length % 2
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

function normalised(decoded: Decoded): Decoded {
  const total = decoded.data.reduce((sum, value) => sum + value, 0)
  return total > 0 ? { ...decoded, data: decoded.data.map((value) => value / total) } : decoded
}

function majority(
  parts: readonly Part[],
  base: Decoded,
  tie: NonNullable<ManifestAggregate['tie']>
): Decoded {
  const votes = new Float64Array(base.data.length)
  let counted = 0
  for (const { decoded } of parts) {
    if (decoded.data.every(Number.isNaN)) continue
    const own = decoded.chosen?.[0]
    const index = own === undefined ? highest(decoded.data) : (base.labels?.indexOf(own) ?? -1)
    if (index < 0) continue
    votes[index] = (votes[index] ?? 0) + 1
    counted++
  }
  const data = votes.map((count) => (counted > 0 ? count / counted : Number.NaN))
  const most = Math.max(...data)
  const leaders = [...data.keys()].filter((index) => data[index] === most)
  return { ...base, data, chosen: winner(leaders, parts, tie).map((index) => labelAt(base, index)) }
}

function winner(
  leaders: readonly number[],
  parts: readonly Part[],
  tie: NonNullable<ManifestAggregate['tie']>
): readonly number[] {
  if (leaders.length <= 1) return leaders
  if (tie === 'none') return []
  if (tie === 'first') return leaders.slice(0, 1)
  const mean = (label: number): number =>
    parts.reduce((sum, { decoded }) => sum + (decoded.data[label] ?? 0), 0) / parts.length
  return [leaders.reduce((best, label) => (mean(label) > mean(best) ? label : best))]
}
