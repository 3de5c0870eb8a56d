import { quantile } from '../../metrics/base/quantile'
import type { FacetColumn, FacetInfo } from './facet-column'

/** How numbers become groups: at edges that somebody gave, or in so many groups of about equal size. */
export type Binning = { readonly edges: readonly number[] } | { readonly quantiles: number }

/** Groups when nothing is said. */
export const USUAL_GROUPS = 4

/**
 * Numbers as a facet. A group holds its lower edge and not its upper one. Quantile edges are rounded to a step that the
 * spread of the numbers asks for, so that they can be said; edges that fall together become one.
 * @param numbers one per unit; NaN: none
 */
export function binNumbers(
  info: Pick<FacetInfo, 'id' | 'name' | 'unit'>,
  numbers: Float64Array,
  binning: Binning = { quantiles: USUAL_GROUPS },
  noValue = 'It has no such number.'
): FacetColumn {
  const known = numbers.filter((value) => Number.isFinite(value))
  const edges =
    'edges' in binning
      ? [...new Set(binning.edges.filter(Number.isFinite))].sort((a, b) => a - b)
      : quantileEdges(known, binning.quantiles)
  const codes = new Int32Array(numbers.length)
  for (let i = 0; i < numbers.length; i++) codes[i] = groupOf(numbers[i] ?? NaN, edges)
  const missing = numbers.length - known.length
  return {
    id: info.id,
    name: info.name,
    groups: groupNames(edges, info.unit),
    codes,
    edges,
    unit: info.unit,
    numbers,
    gaps: missing > 0 ? [{ reason: noValue, count: missing }] : []
  }
}

/** Names of the groups between edges: "below 2 s", "2 to 4 s", "4 s and more". */
export function groupNames(edges: readonly number[], unit = ''): readonly string[] {
  const after = unit === '' ? '' : ` ${unit}`
  const text = edges.map(edgeText)
  if (text.length === 0) return ['all']
  return [
    `below ${text[0] ?? ''}${after}`,
    ...text.slice(1).map((high, i) => `${text[i] ?? ''} to ${high}${after}`),
    `${text.at(-1) ?? ''}${after} and more`
  ]
}

/** A number without the noise of its binary form. */
export const edgeText = (edge: number): string => String(Number(edge.toPrecision(6))).replace('-', '\u2212')

/** Index of the group of a value: how many edges are at or below it; -1 for NaN. */
function groupOf(value: number, edges: readonly number[]): number {
  if (!Number.isFinite(value)) return -1
  let low = 0
  let high = edges.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((edges[middle] ?? 0) <= value) low = middle + 1
    else high = middle
  }
  return low
}

/** Numbers that are sorted for their quantiles; of more, every second, third ... is taken. */
const SAMPLE = 200_000

/** The numbers there are in ascending order; of very many an even sample. */
export function sortedSample(numbers: Float64Array): Float64Array {
  const step = Math.ceil(numbers.length / SAMPLE)
  const taken =
    step <= 1
      ? numbers
      : Float64Array.from({ length: Math.floor(numbers.length / step) }, (_, i) => numbers[i * step] ?? NaN)
  return taken.filter((value) => Number.isFinite(value)).sort()
}

function quantileEdges(known: Float64Array, groups: number): number[] {
  if (known.length === 0 || groups < 2) return []
  const sorted = sortedSample(known)
  const [least, most] = [sorted[0] ?? 0, sorted.at(-1) ?? 0]
  const step = roundStep((quantile(sorted, 0.95) - quantile(sorted, 0.05)) / (10 * groups))
  const edges = new Set<number>()
  for (let g = 1; g < groups; g++) {
    const raw = quantile(sorted, g / groups)
    const edge = step > 0 ? Math.round(raw / step) * step : raw
    if (edge > least && edge <= most) edges.add(Number(edge.toPrecision(12)))
  }
  return [...edges].sort((a, b) => a - b)
}

/** The largest of 1, 2, 5 times a power of ten that is at most `most`; 0 for 0. */
export function roundStep(most: number): number {
  if (!(most > 0)) return 0
  const power = 10 ** Math.floor(Math.log10(most))
  const digit = most / power
  return (digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power
}
