import type { Numbers } from './scored-items'

/**
 * Places of values from the lowest up; equal ones keep their order. Values are 0 or more (-0 counts as 0). Sorts the
 * bits of the numbers, sixteen at a time, which for numbers of this kind is their order: a million in some 50 ms.
 */
export function orderBy(values: Numbers): Uint32Array {
  const n = values.length
  const bits = new Uint16Array(Float64Array.from(values, (value) => value + 0).buffer)
  let from = new Uint32Array(n)
  let to = new Uint32Array(n)
  for (let i = 0; i < n; i++) from[i] = i
  const counts = new Uint32Array(0x10000)
  for (let digit = 0; digit < 4; digit++) {
    counts.fill(0)
    for (let i = 0; i < n; i++) {
      const d = bits[4 * i + digit] ?? 0
      counts[d] = (counts[d] ?? 0) + 1
    }
    let sum = 0
    for (let d = 0; d < counts.length; d++) {
      const own = counts[d] ?? 0
      counts[d] = sum
      sum += own
    }
    for (let i = 0; i < n; i++) {
      const place = from[i] ?? 0
      const d = bits[4 * place + digit] ?? 0
      const at = counts[d] ?? 0
      to[at] = place
      counts[d] = at + 1
    }
    ;[from, to] = [to, from]
  }
  return from
}
