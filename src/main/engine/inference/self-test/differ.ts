import type { Expected } from './fixture'

/** Numbers with their axes. */
export interface Found {
  readonly dims: readonly number[]
  readonly data: ArrayLike<number | bigint>
}

/** The largest difference from what has to come out, and where it is; `reason` where the two cannot be compared at all. */
export type Difference =
  | { readonly largest: number; readonly place: string; readonly found: number; readonly expected: number }
  | { readonly reason: string }

/** Hold arrays against what has to come out of them. */
export function differenceFrom(expected: Expected, found: ReadonlyMap<string, Found>): Difference {
  let worst: Extract<Difference, { largest: number }> = { largest: 0, place: '', found: 0, expected: 0 }
  for (const [name, { dims, at, values }] of Object.entries(expected)) {
    const own = found.get(name)
    if (!own) return { reason: `there is no "${name}"; there are: ${[...found.keys()].join(', ')}` }
    if (dims && dims.join() !== own.dims.join())
      return { reason: `"${name}" is ${sizes(own.dims)} instead of ${sizes(dims)}` }
    if (!at && values.length !== own.data.length)
      return { reason: `"${name}" has ${own.data.length} values instead of ${values.length}` }
    for (const [i, value] of values.entries()) {
      const place = at?.[i] ?? i
      const wanted = value ?? NaN
      const got = Number(own.data[place] ?? NaN)
      const difference = Number.isNaN(wanted) && Number.isNaN(got) ? 0 : Math.abs(got - wanted)
      const size = Number.isNaN(difference) ? Infinity : difference
      if (size > worst.largest)
        worst = { largest: size, place: `${name}[${indices(place, own.dims)}]`, found: got, expected: wanted }
    }
  }
  return worst
}

const sizes = (dims: readonly number[]): string => dims.join(' x ') || 'one number'

/** A flat place as one index for each axis. */
function indices(place: number, dims: readonly number[]): string {
  let rest = place
  return dims
    .toReversed()
    .map((size) => {
      const index = rest % Math.max(1, size)
      rest = Math.floor(rest / Math.max(1, size))
      return index
    })
    .toReversed()
    .join(', ')
}
