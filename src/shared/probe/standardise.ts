import type { Table } from './table'

/** Mean and standard deviation (n below) of each column; a column that does not vary has the deviation 1. */
export interface Scale {
  readonly mean: Float64Array
  readonly std: Float64Array
}

/** Below this share of the mean's size a column counts as constant: it is the rounding of equal numbers. */
const CONSTANT = 1e-12

/** Mean and deviation of every column. */
export function columnScale({ rows, columns, data }: Table): Scale {
  const mean = new Float64Array(columns)
  const std = new Float64Array(columns)
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) mean[j] = (mean[j] ?? 0) + (data[i * columns + j] ?? 0) / rows
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++)
      std[j] = (std[j] ?? 0) + ((data[i * columns + j] ?? 0) - (mean[j] ?? 0)) ** 2 / rows
  for (let j = 0; j < columns; j++) {
    const deviation = Math.sqrt(std[j] ?? 0)
    std[j] = deviation > CONSTANT * Math.max(1, Math.abs(mean[j] ?? 0)) ? deviation : 1
  }
  return { mean, std }
}

/** (value - mean) / std. */
export function standardised({ rows, columns, data }: Table, { mean, std }: Scale): Table {
  const made = new Float64Array(rows * columns)
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      const at = i * columns + j
      made[at] = ((data[at] ?? 0) - (mean[j] ?? 0)) / (std[j] ?? 1)
    }
  return { rows, columns, data: made }
}

/** Each group (speaker) by its own mean and deviation: needs no labels, so it may see the items of a test. */
export function standardisedByGroup(table: Table, groups: readonly string[]): Table {
  const { rows, columns, data } = table
  const made = new Float64Array(rows * columns)
  const members = new Map<string, number[]>()
  groups.forEach((group, row) => {
    const known = members.get(group)
    if (known) known.push(row)
    else members.set(group, [row])
  })
  for (const positions of members.values()) {
    const own = new Float64Array(positions.length * columns)
    positions.forEach((row, i) => own.set(data.subarray(row * columns, (row + 1) * columns), i * columns))
    const part = { rows: positions.length, columns, data: own }
    const scaled = standardised(part, columnScale(part))
    positions.forEach((row, i) =>
      made.set(scaled.data.subarray(i * columns, (i + 1) * columns), row * columns)
    )
  }
  return { rows, columns, data: made }
}
