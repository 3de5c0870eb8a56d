/** Why items are in no group of a facet. */
export interface FacetGap {
  readonly reason: string
  readonly count: number
}

/** Items sorted into groups by one property. */
export interface FacetColumn {
  /** Stable id, for instance `person.field:sex`. */
  readonly id: string
  readonly name: string
  /** Names of the groups in their order. */
  readonly groups: readonly string[]
  /** Group of each item, 0..groups.length-1; -1: in none. */
  readonly codes: Int32Array
  /** For a facet of numbers: edges between its groups, ascending; the first group lies below the first edge. */
  readonly edges?: readonly number[]
  /** Unit of the numbers. */
  readonly unit?: string
  /** Value of each item where the facet is one of numbers; NaN: none. */
  readonly numbers?: Float64Array
  /** Units that are in no group, by reason. */
  readonly gaps: readonly FacetGap[]
}

/** Items of a facet: those of one group, or those whose number lies within bounds (`from` included, `to` not). */
export interface FacetPart {
  readonly facet: string
  readonly value?: string
  readonly from?: number
  readonly to?: number
}

/** The items of one group of a facet, as a condition. */
export function partOf({ id, groups, edges }: FacetColumn, group: number): FacetPart {
  if (!edges) return { facet: id, value: groups[group] ?? '' }
  const [from, to] = [edges[group - 1], edges[group]]
  return { facet: id, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}

/** Whether an item meets a condition on its facet. */
export function meets(column: FacetColumn, { value, from, to }: FacetPart): (item: number) => boolean {
  const { numbers, codes } = column
  if (numbers)
    return (item) => {
      const number = numbers[item] ?? NaN
      return number >= (from ?? -Infinity) && number < (to ?? Infinity)
    }
  const group = value === undefined ? -2 : column.groups.indexOf(value)
  return (item) => codes[item] === group
}

/** What is known of a facet before anything is sorted by it. */
export interface FacetInfo {
  readonly id: string
  readonly name: string
  /** Heading under which it stands in lists. */
  readonly section: string
  readonly kind: 'category' | 'number'
  readonly unit?: string
}

/**
 * A facet of categories where each item belongs to an owner (its recording, its person) and the owner has the value.
 * @param owner index of the owner of each item, -1: none
 * @param values value of each owner; undefined: not known
 */
export function columnOfOwners(
  info: Pick<FacetInfo, 'id' | 'name'>,
  owner: Int32Array,
  values: readonly (string | undefined)[],
  reasons: { readonly noOwner: string; readonly noValue: string }
): FacetColumn {
  const groups = [...new Set(values.filter((value) => value !== undefined))].sort(byName)
  const place = new Map(groups.map((value, index) => [value, index]))
  const codeOfOwner = Int32Array.from(values, (value) =>
    value === undefined ? -1 : (place.get(value) ?? -1)
  )
  const codes = new Int32Array(owner.length)
  let [noOwner, noValue] = [0, 0]
  for (let i = 0; i < owner.length; i++) {
    const at = owner[i] ?? -1
    const code = at < 0 ? -1 : (codeOfOwner[at] ?? -1)
    codes[i] = code
    if (at < 0) noOwner++
    else if (code < 0) noValue++
  }
  const gaps = [
    { reason: reasons.noOwner, count: noOwner },
    { reason: reasons.noValue, count: noValue }
  ].filter(({ count }) => count > 0)
  return { id: info.id, name: info.name, groups, codes, gaps }
}

/** Names with numbers in them in the order of the numbers. */
const byName = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true })
