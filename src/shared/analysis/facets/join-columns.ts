import type { FacetColumn } from './facet-column'

/** Two facets as one whose groups are the pairs of their groups; pairs that no item is in are left out. */
export function joinColumns(
  a: FacetColumn,
  b: FacetColumn
): FacetColumn & { readonly pairs: readonly (readonly [number, number])[] } {
  const width = b.groups.length
  const used = new Uint8Array(a.groups.length * width)
  const n = a.codes.length
  const codes = new Int32Array(n).fill(-1)
  let missing = 0
  for (let i = 0; i < n; i++) {
    const [x, y] = [a.codes[i] ?? -1, b.codes[i] ?? -1]
    if (x < 0 || y < 0) {
      missing++
      continue
    }
    codes[i] = x * width + y
    used[x * width + y] = 1
  }
  const place = new Int32Array(used.length).fill(-1)
  const groups: string[] = []
  const pairs: (readonly [number, number])[] = []
  a.groups.forEach((first, x) =>
    b.groups.forEach((second, y) => {
      if (used[x * width + y] !== 1) return
      place[x * width + y] = groups.length
      pairs.push([x, y])
      groups.push(`${first} · ${second}`)
    })
  )
  for (let i = 0; i < n; i++) if ((codes[i] ?? -1) >= 0) codes[i] = place[codes[i] ?? 0] ?? -1
  return {
    id: `${a.id}&${b.id}`,
    name: `${a.name} and ${b.name}`,
    groups,
    pairs,
    codes,
    gaps:
      missing > 0
        ? [
            {
              reason: `It is in no group of ${a.name.toLowerCase()} or of ${b.name.toLowerCase()}.`,
              count: missing
            }
          ]
        : []
  }
}
