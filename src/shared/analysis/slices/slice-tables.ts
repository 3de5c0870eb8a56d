import type { Confusion } from '../../metrics/base/confusion'

/** Labels of items as codes; a code outside 0..labels.length-1 leaves its item out. */
export interface SlicedItems {
  readonly labels: readonly string[]
  readonly reference: Int32Array
  readonly candidate: Int32Array
  /** Weight of each item, microseconds in comparisons by time; 1 when absent. */
  readonly weight?: Float64Array
}

/** One confusion table per group, one after the other: `cells[group * k * k + reference * k + candidate]`. */
export interface SliceTables {
  readonly labels: readonly string[]
  readonly groups: number
  readonly cells: Float64Array
}

/** Count items into the tables of their groups; a group outside 0..groups-1 leaves its item out. */
export function sliceTables(items: SlicedItems, group: Int32Array, groups: number): SliceTables {
  const { labels, reference, candidate, weight } = items
  const k = labels.length
  const cells = new Float64Array(groups * k * k)
  for (let i = 0; i < group.length; i++) {
    const g = group[i] ?? -1
    const row = reference[i] ?? -1
    const column = candidate[i] ?? -1
    if (g < 0 || g >= groups || row < 0 || row >= k || column < 0 || column >= k) continue
    const at = (g * k + row) * k + column
    cells[at] = (cells[at] ?? 0) + (weight ? (weight[i] ?? 0) : 1)
  }
  return { labels, groups, cells }
}

/** The table of one group; a view, not a copy. */
export function tableOf(tables: SliceTables, group: number): Confusion {
  const size = tables.labels.length ** 2
  return { labels: tables.labels, cells: tables.cells.subarray(group * size, (group + 1) * size) }
}

/** The sum of the tables of all groups. */
export function wholeTable({ labels, groups, cells }: SliceTables): Confusion {
  const size = labels.length ** 2
  const sum = new Float64Array(size)
  for (let g = 0; g < groups; g++)
    for (let c = 0; c < size; c++) sum[c] = (sum[c] ?? 0) + (cells[g * size + c] ?? 0)
  return { labels, cells: sum }
}

/** What is left of the whole without one group. */
export function restOf(whole: Confusion, part: Confusion): Confusion {
  return {
    labels: whole.labels,
    cells: whole.cells.map((cell, i) => Math.max(0, cell - (part.cells[i] ?? 0)))
  }
}
