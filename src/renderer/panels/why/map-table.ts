import { axisLength, type MapAxis, type ModelMap } from '../../../shared/explain/model-map'

/** A map as rows and columns, turned so that time lies along the columns. */
export interface MapTable {
  readonly down: MapAxis | undefined
  readonly across: MapAxis
  readonly rows: number
  readonly columns: number
  at(row: number, column: number): number
  /** Smallest (at most 0) and largest weight. */
  readonly low: number
  readonly high: number
}

export function mapTable({ from, to, weights }: ModelMap): MapTable {
  const turned = from?.kind === 'time' && to.kind !== 'time'
  const width = axisLength(to)
  const finite = [...weights].filter((weight) => !Number.isNaN(weight))
  const across = turned && from ? from : to
  const down = turned ? to : from
  return {
    down,
    across,
    rows: axisLength(down),
    columns: axisLength(across),
    at: (row, column) => (turned ? weights[column * width + row] : weights[row * width + column]) ?? NaN,
    low: finite.reduce((least, one) => Math.min(least, one), 0),
    high: finite.reduce((most, one) => Math.max(most, one), 0)
  }
}

/** Weights of one row, or the mean of all. */
export function rowWeights(table: MapTable, row: number | undefined): Float64Array {
  const made = new Float64Array(table.columns)
  const rows = row === undefined ? Array.from({ length: table.rows }, (_, i) => i) : [row]
  for (let column = 0; column < table.columns; column++) {
    let sum = 0
    for (const one of rows) sum += table.at(one, column)
    made[column] = sum / rows.length
  }
  return made
}
