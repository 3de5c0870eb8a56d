import { edgeText, roundStep, sortedSample } from '../facets/bin-numbers'
import { quantile } from '../../metrics/base/quantile'
import type { FacetColumn, FacetPart } from '../facets/facet-column'

/** A part of a facet that a slice may be made of: some neighbouring bins. */
export interface AxisPart {
  readonly name: string
  /** Bins from `from` up to and without `to`. */
  readonly from: number
  readonly to: number
  /** Of several parts with the same direction the best one is listed. */
  readonly direction: string
  /** Which items they are, for asking for them. */
  readonly part: FacetPart
}

/** A facet as the search walks along it. */
export interface SearchAxis {
  readonly id: string
  readonly name: string
  readonly bins: number
  readonly codes: Int32Array
  readonly parts: readonly AxisPart[]
}

/** Cuts that a facet of numbers is tried at. */
const MOST_CUTS = 24
/** Whole numbers with so few values are cut at each. */
const MOST_VALUES = 80

/** Parts of a facet: each group of a category; each half below and above a cut of numbers. */
export function searchAxis(column: FacetColumn): SearchAxis {
  if (!column.numbers) {
    return {
      id: column.id,
      name: column.name,
      bins: column.groups.length,
      codes: column.codes,
      parts: column.groups.map((group, g) => ({
        name: partName(column, { facet: column.id, value: group }),
        from: g,
        to: g + 1,
        direction: group,
        part: { facet: column.id, value: group }
      }))
    }
  }
  const cuts = cutsOf(column.numbers, column.edges ?? [])
  const codes = Int32Array.from(column.numbers, (value) => binOf(value, cuts))
  const bins = cuts.length + 1
  return {
    id: column.id,
    name: column.name,
    bins,
    codes,
    parts: cuts.flatMap((cut, c): AxisPart[] => [
      {
        name: partName(column, { facet: column.id, to: cut }),
        from: 0,
        to: c + 1,
        direction: 'below',
        part: { facet: column.id, to: cut }
      },
      {
        name: partName(column, { facet: column.id, from: cut }),
        from: c + 1,
        to: bins,
        direction: 'above',
        part: { facet: column.id, from: cut }
      }
    ])
  }
}

/** A part in words: "Sex: female", "Age 59 and more", "SNR below 5 dB". */
export function partName(
  { name, unit }: Pick<FacetColumn, 'name' | 'unit'>,
  { value, from, to }: FacetPart
): string {
  const after = unit ? ` ${unit}` : ''
  if (value !== undefined) return `${name}: ${value}`
  if (from === undefined) return `${name} below ${edgeText(to ?? 0)}${after}`
  if (to === undefined) return `${name} ${edgeText(from)}${after} and more`
  return `${name} ${edgeText(from)} to ${edgeText(to)}${after}`
}

/** Round numbers inside the spread of the values (each value where they are few), and the edges of the groups shown. */
function cutsOf(numbers: Float64Array, edges: readonly number[]): readonly number[] {
  const values = new Set<number>()
  let [least, most] = [Infinity, -Infinity]
  for (const value of numbers) {
    if (!Number.isFinite(value)) continue
    if (value < least) least = value
    if (value > most) most = value
    if (values.size <= MOST_VALUES) values.add(value)
  }
  if (values.size === 0) return []
  const inside = (cut: number): boolean => cut > least && cut <= most
  if (values.size <= MOST_VALUES && [...values].every(Number.isInteger))
    return merge([...values], edges).filter(inside)
  const sorted = sortedSample(numbers)
  const [low, high] = [quantile(sorted, 0.01), quantile(sorted, 0.99)]
  const fine = roundStep((high - low) / MOST_CUTS)
  const step = (high - low) / fine > MOST_CUTS ? nextRound(fine) : fine
  if (!(step > 0)) return merge([], edges).filter(inside)
  const round: number[] = []
  for (let c = Math.ceil(low / step); c * step <= high; c++) round.push(Number((c * step).toPrecision(12)))
  return merge(round, edges).filter(inside)
}

const merge = (a: readonly number[], b: readonly number[]): number[] =>
  [...new Set([...a, ...b])].sort((x, y) => x - y)

/** The next of 1, 2, 5 times a power of ten. */
const nextRound = (step: number): number => {
  const power = 10 ** Math.floor(Math.log10(step) + 1e-9)
  const digit = Math.round(step / power)
  return (digit >= 5 ? 10 : digit >= 2 ? 5 : 2) * power
}

function binOf(value: number, cuts: readonly number[]): number {
  if (!Number.isFinite(value)) return -1
  let low = 0
  let high = cuts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((cuts[middle] ?? 0) <= value) low = middle + 1
    else high = middle
  }
  return low
}
